import { type ByteUnit, inUnit } from "./bytes.ts";
import { type Ratio, ratio, toRatio } from "./ratio.ts";

/** How the last printed digit was chosen. */
export type Rounding = "half-up" | "half-even" | "down" | "up";

/** `value` scaled by 10^digits and rounded to a whole number, exactly. Values are not negative. */
function scaled(value: Ratio, digits: number, rounding: Rounding): bigint {
  const n = value.n * 10n ** BigInt(digits);
  const whole = n / value.d;
  const rest = (n - whole * value.d) * 2n;
  if (rest === 0n || rounding === "down") return whole;
  if (rounding === "up" || rest > value.d) return whole + 1n;
  if (rest < value.d) return whole;
  return rounding === "half-up" || whole % 2n === 1n ? whole + 1n : whole;
}

/** Digits in groups of three: 16777216 as 16,777,216. */
export function grouped(digits: string | bigint | number): string {
  return String(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** How many of something there are, in words that fit: "1 layer", "1,024 tokens". */
export const plural = (count: bigint | number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${String(count) === "1" ? one : many}`;

/**
 * A value with a fixed number of decimals, rounded exactly: `decimals(ratio(125, 8), 2)` is 15.63,
 * half-even it is 15.62.
 */
export function decimals(
  value: Ratio | bigint,
  digits: number,
  { rounding = "half-up", group = true }: { rounding?: Rounding; group?: boolean } = {},
): string {
  const exact = toRatio(value);
  const sign = exact.n < 0n ? "−" : "";
  const all = scaled(exact.n < 0n ? ratio(-exact.n, exact.d) : exact, digits, rounding)
    .toString()
    .padStart(digits + 1, "0");
  const whole = all.slice(0, all.length - digits);
  const fraction = digits > 0 ? `.${all.slice(-digits)}` : "";
  return sign + (group ? grouped(whole) : whole) + fraction;
}

/** How many decimals it takes to show `digits` significant digits of a value. */
export function decimalsFor({ n, d }: Ratio, digits: number): number {
  if (n === 0n) return 0;
  const size = n < 0n ? -n : n;
  const places =
    size >= d ? digits - String(size / d).length : digits - 1 + String(d / size).length;
  return Math.max(0, places);
}

/** A value with at least `digits` significant digits, no trailing zeros after the point. */
export function significant(value: Ratio | bigint, digits = 4): string {
  const exact = toRatio(value);
  const text = decimals(exact, decimalsFor(exact, digits));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Bytes as a figure with its unit: `printBytes(2097152000n, "GiB")` is 1.953 GiB. */
export function printBytes(bytes: bigint, unit: ByteUnit, digits = 4): string {
  return `${significant(inUnit(bytes, unit), digits)}\u00a0${unit}`;
}
