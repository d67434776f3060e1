import {
  type FloatFormatId,
  floatBits,
  floatFields,
  floatFormats,
  floatRange,
  floatStep,
  fromFloatBits,
  toFloatBits,
} from "../../lib/quantity/float.ts";
import { percentOf } from "./print.ts";

/** What one format keeps of a number. */
export interface Kept {
  readonly id: FloatFormatId;
  readonly label: string;
  readonly bytes: number;
  /** The bits of each part, as zeros and ones. */
  readonly sign: string;
  readonly exponent: string;
  readonly mantissa: string;
  readonly value: number;
  /** How far it is off, in words. */
  readonly off: string;
  /** To the next number of the format; none at its end. */
  readonly step: number | undefined;
}

const shown = ["fp32", "bf16", "fp16", "e5m2", "e4m3"] as const;

const binary = (value: number, bits: number): string => value.toString(2).padStart(bits, "0");

function difference(id: FloatFormatId, value: number, back: number): string {
  if (back === value) return "exact";
  if (!Number.isFinite(back)) return "overflows";
  if (back === 0) return "lost: nearer to zero than to its smallest";
  if (Math.abs(value) > floatRange(floatFormats[id]).largest * (1 + 2 ** -8))
    return "stops at its largest";
  const part = (back - value) / value;
  const size = percentOf(Math.abs(part));
  return `${size} too ${part > 0 ? "large" : "small"}`;
}

/** What each format keeps of a number, the widest first. */
export function keptOf(value: number): Kept[] {
  return shown.map((id) => {
    const format = floatFormats[id];
    const pattern = toFloatBits(format, value);
    const { sign, exponent, mantissa } = floatFields(format, pattern);
    const back = fromFloatBits(format, pattern);
    return {
      id,
      label: format.label,
      bytes: floatBits(format) / 8,
      sign: String(sign),
      exponent: binary(exponent, format.exponentBits),
      mantissa: binary(mantissa, format.mantissaBits),
      value: back,
      off: difference(id, value, back),
      step: floatStep(format, value),
    };
  });
}
