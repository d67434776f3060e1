import { type ByteUnit, bytesPer, otherMeaning } from "../quantity/bytes.ts";
import type { PrintedFigure } from "../quantity/figure.ts";
import type { Assumption, Choice } from "./hypothesis.ts";

/** A unit as a figure may have meant it: its bytes, and the name it prints under. */
export interface UnitReading {
  readonly unit: ByteUnit;
  readonly bytes: bigint;
}

const whole = (unit: ByteUnit): UnitReading => ({ unit, bytes: bytesPer[unit] });
const powers: Record<string, number> = { M: 2, G: 3, T: 4, P: 5 };

/** Steps of 1,024 and of 1,000 in one unit, as when KiB are divided by 1,000 to give MB. */
function mixtures(unit: ByteUnit): Choice<UnitReading>[] {
  const power = powers[unit.charAt(0)] ?? 0;
  return Array.from({ length: Math.max(0, power - 1) }, (_, index) => {
    const binary = index + 1;
    const bytes = 1024n ** BigInt(binary) * 1000n ** BigInt(power - binary);
    const steps = `1,024${binary > 1 ? `^${binary}` : ""} × 1,000${power - binary > 1 ? `^${power - binary}` : ""}`;
    return { value: { unit, bytes }, label: `${steps} bytes, both meanings mixed`, weight: 3 };
  });
}

/**
 * How the unit of a figure may be meant: as labelled, in the other system under the same label, or
 * mixed. A figure without a unit is taken in `assumed`, and any other prefix costs a little more.
 */
export function unitChoices(figure: PrintedFigure, assumed: ByteUnit = "GB"): Assumption {
  const unit = figure.unit ?? assumed;
  const other = otherMeaning(unit);
  const labelled = {
    value: whole(unit),
    label: figure.unit ? unit : `${unit}, as none is printed`,
  };
  const prefixes: ByteUnit[] = ["kB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB"];
  const choices: Choice[] = [
    ...(other === unit ? [] : [{ value: whole(other), label: other, weight: 1 }]),
    ...mixtures(unit),
    ...(figure.unit
      ? []
      : prefixes
          .filter((prefix) => prefix !== unit && prefix !== other)
          .map((prefix) => ({ value: whole(prefix), label: prefix, weight: 5 }))),
  ];
  return { id: "unit", name: "unit", reading: true, choices: [labelled, ...choices] };
}
