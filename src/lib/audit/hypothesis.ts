import { type ByteUnit, bytesPer, inUnit } from "../quantity/bytes.ts";
import {
  type Interval,
  interval,
  intervalInBytes,
  type PrintedFigure,
} from "../quantity/figure.ts";
import { decimals, type Rounding } from "../quantity/print.ts";
import { compare, multiply, type Ratio, ratio, toNumber } from "../quantity/ratio.ts";
import { type Departure, weight } from "./departure.ts";

export type { Departure } from "./departure.ts";

/** One thing an assumption may be, with the words a reader sees. */
export interface Choice<Value = unknown> {
  readonly value: Value;
  readonly label: string;
  /** What departing to it costs in the ranking, where not the usual. */
  readonly weight?: number;
}

/**
 * Something a printed figure rests on. The first choice is what its publication states. A reading
 * is how a label is read (a unit, a k); anything else changes what was counted.
 */
export interface Assumption {
  readonly id: string;
  readonly name: string;
  readonly reading: boolean;
  readonly choices: readonly [Choice, ...Choice[]];
}

/** A set of assumptions under which the formula prints the figure. */
export interface Hypothesis {
  readonly departures: readonly Departure[];
  readonly bytes: bigint;
  readonly unit: ByteUnit;
  /** What the formula prints in that unit with as many decimals as the figure has. */
  readonly printsAs: string;
  /** The exact amount where the figure does not count bytes: a ratio, tokens, devices. */
  readonly value?: Ratio;
  /** Whether the printed digits are the whole value: 40 GiB for "40", not 39.6. */
  readonly round?: boolean;
}

/** The amount a set of choices gives, by assumption id: bytes, and the unit they are printed in. */
export type Compute = (chosen: Readonly<Record<string, unknown>>) => {
  readonly bytes: bigint;
  readonly unit: ByteUnit;
};

/** Whether a value lies in a closed interval. */
export const within = (value: Ratio, { low, high }: Interval): boolean =>
  compare(value, low) >= 0 && compare(value, high) <= 0;

/** Whether bytes, printed in a unit, could show the figure's digits. */
export function printsSame(bytes: bigint, unit: ByteUnit, figure: PrintedFigure): boolean {
  return within(ratio(bytes), intervalInBytes(interval(figure), unit));
}

/** A value with the decimals of a figure, rounded as told or to the nearest; at a tie as the figure went. */
export function printLike(value: Ratio, figure: PrintedFigure, rounding?: Rounding): string {
  const scale = ratio(figure.place.d, figure.place.n * 10n ** BigInt(figure.decimals));
  const scaled = multiply(value, scale);
  if (rounding) return decimals(scaled, figure.decimals, { rounding });
  const own = decimals(multiply(figure.value, scale), figure.decimals);
  const even = decimals(scaled, figure.decimals, { rounding: "half-even" });
  return even === own ? even : decimals(scaled, figure.decimals);
}

/** The departure that taking a choice is. */
export function departureTo({ id, name, reading, choices }: Assumption, choice: Choice): Departure {
  const common = { id, assumption: name, reading, stated: choices[0].label, used: choice.label };
  return choice.weight === undefined ? common : { ...common, weight: choice.weight };
}

/** Orders hypotheses by how little they depart; those alike keep the order they were found in. */
export const byWeight = <T extends Pick<Hypothesis, "departures">>(found: readonly T[]): T[] =>
  found
    .map((hypothesis) => ({ hypothesis, cost: weight(hypothesis.departures) }))
    .sort((a, b) => a.cost - b.cost)
    .map(({ hypothesis }) => hypothesis);

/**
 * Every set of assumptions under which the formula prints the figure, fewest departures first:
 * first by what was counted differently, then by how labels are read. Empty when none does.
 * Bytes are screened as doubles and confirmed exactly.
 */
export function explain(
  figure: PrintedFigure,
  assumptions: readonly Assumption[],
  compute: Compute,
): Hypothesis[] {
  const { low, high } = interval(figure);
  const least = toNumber(low) * (1 - 1e-9);
  const most = toNumber(high) * (1 + 1e-9);
  const at = assumptions.map(() => 0);
  const chosen: Record<string, unknown> = {};
  for (const { id, choices } of assumptions) chosen[id] = choices[0].value;
  const found: Hypothesis[] = [];
  for (;;) {
    const { bytes, unit } = compute(chosen);
    const shown = Number(bytes) / Number(bytesPer[unit]);
    if (shown >= least && shown <= most && printsSame(bytes, unit, figure)) {
      const departures = assumptions.flatMap((assumption, index) =>
        at[index] === 0 ? [] : [departureTo(assumption, assumption.choices[at[index]!]!)],
      );
      found.push({ departures, bytes, unit, printsAs: printLike(inUnit(bytes, unit), figure) });
    }
    let index = 0;
    for (; index < assumptions.length; index++) {
      const { id, choices } = assumptions[index]!;
      at[index] = (at[index]! + 1) % choices.length;
      chosen[id] = choices[at[index]!]!.value;
      if (at[index] !== 0) break;
    }
    if (index === assumptions.length) return byWeight(found);
  }
}

/** The hypotheses no other beats: those with as few departures as the first. */
export function best<T extends Pick<Hypothesis, "departures">>(
  hypotheses: readonly T[],
): readonly T[] {
  return hypotheses.filter(
    ({ departures }) => weight(departures) === weight(hypotheses[0]!.departures),
  );
}
