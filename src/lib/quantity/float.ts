/** A floating-point format: one bit of sign, then an exponent, then a mantissa. */
export interface FloatFormat {
  readonly label: string;
  readonly exponentBits: number;
  readonly mantissaBits: number;
  /** What its highest patterns are kept for: infinities and NaN, NaN alone, or numbers like the others. */
  readonly specials: "infinities" | "nan" | "none";
  /** What becomes of numbers beyond the largest. Casts to the small formats stop at the largest. */
  readonly beyond: "infinity" | "largest";
  readonly source: string;
}

const ieee = "IEEE 754";
const fp8 = "Micikevicius et al. 2022, FP8 Formats for Deep Learning";
const ocp = "OCP Microscaling Formats 1.0";

/** The floating-point formats a cache, its scales or its blocks are kept in, widest first. */
export const floatFormats = {
  fp32: {
    label: "FP32",
    exponentBits: 8,
    mantissaBits: 23,
    specials: "infinities",
    beyond: "infinity",
    source: ieee,
  },
  bf16: {
    label: "BF16",
    exponentBits: 8,
    mantissaBits: 7,
    specials: "infinities",
    beyond: "infinity",
    source: "the upper half of FP32",
  },
  fp16: {
    label: "FP16",
    exponentBits: 5,
    mantissaBits: 10,
    specials: "infinities",
    beyond: "infinity",
    source: ieee,
  },
  e5m2: {
    label: "FP8 E5M2",
    exponentBits: 5,
    mantissaBits: 2,
    specials: "infinities",
    beyond: "largest",
    source: fp8,
  },
  e4m3: {
    label: "FP8 E4M3",
    exponentBits: 4,
    mantissaBits: 3,
    specials: "nan",
    beyond: "largest",
    source: fp8,
  },
  e2m1: {
    label: "FP4 E2M1",
    exponentBits: 2,
    mantissaBits: 1,
    specials: "none",
    beyond: "largest",
    source: ocp,
  },
} as const satisfies Record<string, FloatFormat>;

export type FloatFormatId = keyof typeof floatFormats;

/** Bits of one number, sign included. */
export const floatBits = ({ exponentBits, mantissaBits }: FloatFormat): number =>
  1 + exponentBits + mantissaBits;

/** What is taken from the exponent as stored: 127 for FP32, 7 for E4M3. */
export const floatBias = ({ exponentBits }: FloatFormat): number => 2 ** (exponentBits - 1) - 1;

/** A number's bits as three whole numbers. */
export interface FloatFields {
  readonly sign: number;
  readonly exponent: number;
  readonly mantissa: number;
}

/** The three parts of a bit pattern, which is a whole number of as many bits as the format has. */
export function floatFields(format: FloatFormat, pattern: number): FloatFields {
  const steps = 2 ** format.mantissaBits;
  const half = 2 ** (floatBits(format) - 1);
  const magnitude = pattern % half;
  return {
    sign: pattern >= half ? 1 : 0,
    exponent: Math.floor(magnitude / steps),
    mantissa: magnitude % steps,
  };
}

/** The pattern of the largest finite number. */
function largestPattern({ exponentBits, mantissaBits, specials }: FloatFormat): number {
  const all = 2 ** (exponentBits + mantissaBits) - 1;
  if (specials === "infinities") return all - 2 ** mantissaBits;
  return specials === "nan" ? all - 1 : all;
}

/** The number a bit pattern stands for; exact, as every format here fits into a double. */
export function fromFloatBits(format: FloatFormat, pattern: number): number {
  const { sign, exponent, mantissa } = floatFields(format, pattern);
  const { mantissaBits, specials } = format;
  const lowest = 1 - floatBias(format) - mantissaBits;
  const size =
    exponent === 0
      ? mantissa * 2 ** lowest
      : (2 ** mantissaBits + mantissa) * 2 ** (exponent - 1 + lowest);
  const signed = sign === 1 ? -size : size;
  if (pattern % 2 ** (floatBits(format) - 1) <= largestPattern(format)) return signed;
  return specials === "infinities" && mantissa === 0
    ? signed * Number.POSITIVE_INFINITY
    : Number.NaN;
}

/** To the nearest whole number, a half to the even one. */
function nearestEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** The largest power of two that is no larger than a positive number, as its exponent. */
function binade(size: number): number {
  const guess = Math.floor(Math.log2(size));
  if (2 ** guess > size) return guess - 1;
  return 2 ** (guess + 1) <= size ? guess + 1 : guess;
}

function magnitudeBits(format: FloatFormat, size: number): number {
  const largest = largestPattern(format);
  const end = format.beyond === "infinity" ? largest + 1 : largest;
  if (size === Number.POSITIVE_INFINITY) return end;
  if (size === 0) return 0;
  const lowest = 1 - floatBias(format);
  const exponent = Math.max(binade(size), lowest);
  const steps = nearestEven(size / 2 ** (exponent - format.mantissaBits));
  return Math.min(end, (exponent - lowest) * 2 ** format.mantissaBits + steps);
}

/**
 * The bit pattern of the number nearest to `value`, ties to the even pattern. Beyond the largest it is
 * infinity, or the largest where the format's casts saturate. Throws a RangeError for NaN in a format
 * that has none.
 */
export function toFloatBits(format: FloatFormat, value: number): number {
  if (Number.isNaN(value)) {
    if (format.specials === "none") throw new RangeError(`${format.label} has no NaN`);
    return 2 ** (format.exponentBits + format.mantissaBits) - 1;
  }
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? 2 ** (floatBits(format) - 1) : 0;
  return sign + magnitudeBits(format, Math.abs(value));
}

/** The number a format keeps of `value`. */
export const kept = (format: FloatFormat, value: number): number =>
  fromFloatBits(format, toFloatBits(format, value));

/** The largest number of a format, its smallest with a full mantissa, and its smallest above zero. */
export function floatRange(format: FloatFormat) {
  return {
    largest: fromFloatBits(format, largestPattern(format)),
    smallestNormal: fromFloatBits(format, 2 ** format.mantissaBits),
    smallest: fromFloatBits(format, 1),
  };
}

/** The distance from the number kept of `value` to the next one away from zero; none at the end. */
export function floatStep(format: FloatFormat, value: number): number | undefined {
  const pattern = magnitudeBits(format, Math.abs(value));
  if (pattern >= largestPattern(format)) return undefined;
  return fromFloatBits(format, pattern + 1) - fromFloatBits(format, pattern);
}
