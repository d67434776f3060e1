import { type ByteUnit, bytesPer } from "./bytes.ts";
import { type FigureKind, readLabel } from "./label.ts";
import { type Looseness, readLooseness } from "./looseness.ts";
import { readNumeral } from "./numeral.ts";
import { add, multiply, type Ratio, ratio, subtract } from "./ratio.ts";

/** A figure as somebody printed it: its digits, its last place, its label. */
export interface PrintedFigure {
  readonly text: string;
  readonly value: Ratio;
  /** Digits after the point as printed: 2 for 15.38, 0 for 203. */
  readonly decimals: number;
  /** The unit the label names; undefined where the figure stands without one. */
  readonly unit: ByteUnit | undefined;
  readonly kind: FigureKind;
  readonly looseness: Looseness;
  /** What the last printed digit is worth: 1/100 for 15.38, 1,000 for 300k. */
  readonly place: Ratio;
  /** What the last digit other than a trailing zero is worth: 100,000 for 300k. */
  readonly significantPlace: Ratio;
  /** What the amount is for one of: 160 KiB per token. */
  readonly per?: "token" | "device";
}

/** A closed interval of exact values. */
export interface Interval {
  readonly low: Ratio;
  readonly high: Ratio;
}

/** A figure, or why the text is not one. */
export type ReadFigure =
  | { readonly ok: true; readonly figure: PrintedFigure }
  | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): ReadFigure => ({ ok: false, reason });

const fractions = new Map<string, readonly [bigint, bigint]>(
  Object.entries({
    half: [1n, 2n],
    "one half": [1n, 2n],
    "a third": [1n, 3n],
    "one third": [1n, 3n],
    "two thirds": [2n, 3n],
    "a quarter": [1n, 4n],
    "one quarter": [1n, 4n],
    "three quarters": [3n, 4n],
  } as const),
);

/** The worth of the last digit that is not a zero: a point or no point, 1.20 keeps its zero. */
function lastSignificant(value: Ratio, place: Ratio, decimals: number): Ratio {
  if (decimals > 0 || value.n === 0n) return place;
  let worth = place.n;
  while (value.n % (worth * 10n) === 0n) worth *= 10n;
  return ratio(worth);
}

/**
 * Reads "15.38 GB", "~1.7GB", "up to 160kiB", "93.3%", "4.66x", "300k tokens", "one third".
 * A refusal says why in words for the person who typed it.
 */
export function readFigure(text: string): ReadFigure {
  const trimmed = text.trim();
  if (trimmed === "") return refuse("there is nothing to read");
  if (trimmed.length >= 80) return refuse("a figure is shorter than 80 characters");
  const { looseness, rest } = readLooseness(trimmed);
  const [, top, bottom] = /^([1-9]\d?)\s*\/\s*([1-9]\d?)$/.exec(rest) ?? [];
  const fraction =
    top && bottom ? ([BigInt(top), BigInt(bottom)] as const) : fractions.get(rest.toLowerCase());
  if (fraction) {
    const place = ratio(1n, 20n);
    const common = { decimals: 2, unit: undefined, kind: "ratio", place } as const;
    const value = ratio(...fraction);
    const figure = { text: trimmed, value, looseness, significantPlace: place, ...common };
    return { ok: true, figure };
  }
  if (/^[-−–]/.test(rest)) return refuse("an amount of memory is not negative");
  if (/^(?:nan|inf)/i.test(rest)) return refuse("it is not a number");
  if (/^[\d.,]+\s*e\s*[+-]?\d/i.test(rest))
    return refuse("write the digits out, without an exponent");
  const [, digits = "", label = ""] =
    /^(\p{Nd}(?:[\p{Nd}.,_'’]|[\s\u00a0\u2009\u202f](?=\p{Nd}))*)(.*)/su.exec(rest) ?? [];
  const numeral = readNumeral(digits);
  if (typeof numeral === "string") return refuse(numeral);
  const read = readLabel(label);
  if (typeof read === "string") return refuse(read);
  const scale = ratio(read.scale);
  const value = multiply(numeral.value, scale);
  const place = multiply(ratio(1n, 10n ** BigInt(numeral.decimals)), scale);
  const { decimals } = numeral;
  const figure: PrintedFigure = {
    text: trimmed,
    value,
    decimals,
    unit: read.unit,
    kind: read.kind,
    looseness,
    place,
    significantPlace: lastSignificant(value, place, decimals),
    ...(read.per && { per: read.per }),
  };
  return { ok: true, figure };
}

/** As `readFigure`, with undefined for every refusal. */
export function parseFigure(text: string): PrintedFigure | undefined {
  const read = readFigure(text);
  return read.ok ? read.figure : undefined;
}

/** How the last digit came about: to the nearest (either way at a tie), cut off, or rounded up. */
export type DigitStyle = "nearest" | "truncated" | "rounded-up";

const half = ratio(1n, 2n);
const atLeastZero = (value: Ratio): Ratio => (value.n < 0n ? ratio(0n) : value);

/**
 * The values that print as this figure. To the nearest, both ends are included because a tie is
 * rounded up by some programs and to even by others. "About" widens the last place to the last
 * digit that is not a trailing zero; "less than" and "more than" reach one such place to their side.
 */
export function interval(figure: PrintedFigure, style: DigitStyle = "nearest"): Interval {
  const { value, looseness, significantPlace } = figure;
  if (looseness === "below")
    return { low: atLeastZero(subtract(value, significantPlace)), high: value };
  if (looseness === "above") return { low: value, high: add(value, significantPlace) };
  const place = looseness === "about" ? significantPlace : figure.place;
  if (style === "truncated") return { low: value, high: add(value, place) };
  if (style === "rounded-up") return { low: atLeastZero(subtract(value, place)), high: value };
  const slack = multiply(place, half);
  return { low: atLeastZero(subtract(value, slack)), high: add(value, slack) };
}

/** An interval of bytes, from one in a unit. */
export function intervalInBytes({ low, high }: Interval, unit: ByteUnit): Interval {
  const scale = ratio(bytesPer[unit]);
  return { low: multiply(low, scale), high: multiply(high, scale) };
}
