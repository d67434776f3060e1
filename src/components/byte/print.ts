import { grouped } from "../../lib/quantity/print.ts";

const superscript = (power: string): string =>
  [...power].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("");

/** A number as text in which powers of ten are written as such: 1.5 × 10⁻⁷. */
export function plain(value: number, digits = 9): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value < 0 ? "−infinity" : "infinity";
  const text = String(value);
  const short = text.length <= digits + 8 ? text : String(Number(value.toPrecision(digits)));
  const [mantissa = "", power] = short.replace("e+", "e").split("e");
  const [whole = "", part] = mantissa.split(".");
  const figure = `${grouped(whole)}${part ? `.${part}` : ""}`.replace("-", "−");
  const cut = short === text ? "" : "…";
  return power ? `${figure}${cut}\u00a0×\u00a010${superscript(power)}` : figure + cut;
}

/** A part of one in per cent, with two digits that count. */
export const percentOf = (part: number): string =>
  `${plain(Number((part * 100).toPrecision(2)))}\u00a0%`;
