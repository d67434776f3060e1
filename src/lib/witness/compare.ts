import type { LogFigure, Reservation } from "../engines/reservation.ts";
import { bytesPer } from "../quantity/bytes.ts";
import { multiply, ratio } from "../quantity/ratio.ts";
import type { LogReading } from "./read-log.ts";

/** A figure that llama.cpp printed, or should have, beside the one that was computed for it. */
export interface ComparedFigure {
  readonly label: string;
  /** As printed: "128.00 MiB"; undefined where llama.cpp printed no such cache. */
  readonly printed: string | undefined;
  /** As computed, in the same form; undefined where the rules know no such cache. */
  readonly computed: string | undefined;
  readonly agrees: boolean;
}

/** A buffer that was asked for and refused, beside the cache it was for. */
export interface ComparedRefusal {
  readonly bytes: bigint;
  /** The cache that takes exactly these bytes; undefined where none does. */
  readonly label: string | undefined;
}

const bytesIn = ({ value, unit }: LogFigure) => multiply(value, ratio(bytesPer[unit ?? "B"]));

/** Caches that the log prints one line each for; "KV cache" is their sum where there are several. */
function lines({ log }: Reservation): string[] {
  const labels = log.map(({ label }) => label).filter((label) => !label.includes(","));
  const several = labels.some((label) => label.endsWith(" KV cache"));
  return several ? labels.filter((label) => label !== "KV cache") : labels;
}

/**
 * Puts what llama.cpp printed for its caches and states beside what `reserveLlamaCpp` says it prints,
 * each as a whole and in its keys and values, to the printed digit. A cache that only one side
 * knows does not agree. A log in which nothing was allocated gives no figures, whatever was computed.
 */
export function compareFigures(reservation: Reservation, { parts }: LogReading): ComparedFigure[] {
  if (parts.length === 0) return [];
  const compare = (label: string, printed: string | undefined): ComparedFigure => {
    const computed = reservation.log.find((figure) => figure.label === label)?.text;
    return { label, printed, computed, agrees: printed === computed };
  };
  const printed = parts.flatMap(({ label, size, entries }) => [
    compare(label, size.text),
    ...entries
      .filter(({ size: { value } }) => value.n > 0n)
      .map((entry) => compare(`${label}, ${entry.name}`, entry.size.text)),
  ]);
  const missing = lines(reservation).filter(
    (label) => !printed.some((figure) => figure.label === label),
  );
  return [...printed, ...missing.map((label) => compare(label, undefined))];
}

/** Puts the bytes that llama.cpp was refused beside the cache that takes exactly as many. */
export const compareRefusals = (
  reservation: Reservation,
  { refusals }: LogReading,
): ComparedRefusal[] =>
  refusals.map(({ bytes }) => ({
    bytes,
    label: lines(reservation).find((label) => {
      const exact = bytesIn(reservation.log.find((figure) => figure.label === label)!);
      return exact.n === bytes * exact.d;
    }),
  }));
