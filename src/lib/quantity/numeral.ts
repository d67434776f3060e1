import { type Ratio, ratio } from "./ratio.ts";

/** A run of digits as written: its value, and how many of them stand after the point. */
export interface Numeral {
  readonly value: Ratio;
  readonly decimals: number;
}

/** Spaces, apostrophes and underscores that set off groups of three; the thin ones included. */
const groupMarks = /(?<=\d)[\s_'’\u00a0\u2009\u202f](?=\d)/g;
const longest = 40;

const groupedBy = (mark: string): RegExp => new RegExp(`^\\d{1,3}(?:\\${mark}\\d{3})+$`);

/** Where the fraction starts: a comma is a point when it cannot set off groups of three. */
function split(digits: string): readonly [whole: string, fraction: string] | undefined {
  const commas = digits.split(",").length - 1;
  const points = digits.split(".").length - 1;
  if (commas === 0 && points === 0) return [digits, ""];
  const last = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  const mark = digits[last]!;
  const head = digits.slice(0, last);
  const tail = digits.slice(last + 1);
  if (commas > 0 && points > 0) {
    const other = mark === "." ? "," : ".";
    return groupedBy(other).test(head) && tail !== ""
      ? [head.replaceAll(other, ""), tail]
      : undefined;
  }
  const groups = groupedBy(mark).test(digits) && !digits.startsWith("0");
  if (groups && (mark === "," || points > 1)) return [digits.replaceAll(mark, ""), ""];
  return commas + points === 1 ? [head, tail] : undefined;
}

/**
 * Reads 15.38, 15,38, 7,864,320,000, 3.250,5 or 16 384 (any space). `15,625` is taken as English
 * groups of three, `0,984` as a decimal comma. Throws nothing: gives the reason it cannot be read.
 */
export function readNumeral(text: string): Numeral | string {
  const digits = text.trim().replace(groupMarks, "");
  if (/\p{Nd}/u.test(digits.replace(/[0-9]/g, ""))) return "its digits are not 0 to 9";
  if (!/^\d[\d.,]*$/.test(digits)) return "it does not start with a plain number";
  if (digits.length > longest) return `it has more than ${longest} digits`;
  const parts = split(digits);
  if (!parts) return "its commas and points do not make one number";
  const [whole, fraction] = parts;
  return {
    value: ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length)),
    decimals: fraction.length,
  };
}
