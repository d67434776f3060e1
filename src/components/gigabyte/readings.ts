import { type ByteUnit, bytesPer, otherMeaning } from "../../lib/quantity/bytes.ts";
import {
  type DigitStyle,
  type Interval,
  interval,
  intervalInBytes,
  type PrintedFigure,
  readFigure,
} from "../../lib/quantity/figure.ts";
import { ceil, divide, type Ratio, subtract, toNumber } from "../../lib/quantity/ratio.ts";

/** One way to read a printed figure: a unit and a way of rounding, and the bytes it may stand for. */
interface Reading {
  readonly unit: ByteUnit;
  readonly style: DigitStyle;
  readonly low: bigint;
  readonly high: bigint;
  /** Where the interval starts and ends among all readings, from 0 to 1. */
  readonly from: number;
  readonly to: number;
}

export type Read =
  | { readonly refused: string }
  | {
      readonly readings: readonly Reading[];
      /** How far apart the two units are, and how wide one reading is, as parts of the figure. */
      readonly apart: Ratio;
      readonly wide: Ratio;
      /** Whether bytes can tell the units apart, whatever the rounding. */
      readonly told: boolean;
    };

const styles: readonly DigitStyle[] = ["nearest", "truncated", "rounded-up"];

function unitsOf({ kind, unit = "GB" }: PrintedFigure): readonly ByteUnit[] | undefined {
  if (kind !== "bytes" && kind !== "none") return undefined;
  const other = otherMeaning(unit);
  return other === unit ? [unit] : [unit, other].sort((a, b) => Number(bytesPer[a] - bytesPer[b]));
}

const floor = ({ n, d }: Ratio): bigint => n / d;
const inside = ({ low, high }: Interval) => ({ low: ceil(low), high: floor(high) });

/** Every reading of a printed figure of memory, or why there is none. */
export function read(text: string): Read {
  const found = readFigure(text);
  if (!found.ok) return { refused: found.reason };
  const units = unitsOf(found.figure);
  if (!units) return { refused: "this counts something other than bytes" };
  if (found.figure.value.n === 0n) return { refused: "nothing can be told from a zero" };
  const bytes = units.flatMap((unit) =>
    styles.map((style) => ({
      unit,
      style,
      ...inside(intervalInBytes(interval(found.figure, style), unit)),
    })),
  );
  const least = bytes.reduce((a, { low }) => (low < a ? low : a), bytes[0]!.low);
  const most = bytes.reduce((a, { high }) => (high > a ? high : a), bytes[0]!.high);
  const span = Number(most - least) || 1;
  const at = (value: bigint) => Number(value - least) / span;
  const { low, high } = interval(found.figure);
  const scale = (unit: ByteUnit): Ratio => ({ n: bytesPer[unit], d: 1n });
  const [small, large = units[0]!] = units as [ByteUnit, ByteUnit?];
  const apart = subtract(divide(scale(large), scale(small)), { n: 1n, d: 1n });
  const wide = divide(subtract(high, low), found.figure.value);
  const topOf = (unit: ByteUnit) =>
    bytes.filter((one) => one.unit === unit).map(({ high: h }) => h);
  const bottomOf = (unit: ByteUnit) =>
    bytes.filter((one) => one.unit === unit).map(({ low: l }) => l);
  return {
    readings: bytes.map((one) => ({ ...one, from: at(one.low), to: at(one.high) })),
    apart,
    wide,
    told:
      units.length > 1 &&
      topOf(small).every((top) => bottomOf(large).every((bottom) => top < bottom)),
  };
}

/** A part of one as a percentage with two digits that count. */
export const percent = (part: Ratio): string =>
  `${Number((toNumber(part) * 100).toPrecision(2))}\u00a0%`;
