import { type BlockFormatId, blockFormats } from "./block.ts";
import { floatFormats, fromFloatBits, kept } from "./float.ts";

/** Blocks whose quantiser is here; iq4_nl searches for its scale and is left to ggml. */
export type QuantisedFormatId = Exclude<BlockFormatId, "iq4_nl">;

/** A block as it is kept, and what comes back from it. */
export interface Quantised {
  /** The scale as stored: rounded to 16 bits, or to 8 in MXFP4 and NVFP4. */
  readonly scale: number;
  /** The smallest number as stored, in the kinds that have one. */
  readonly minimum?: number;
  /** The code of each number: a whole number, or a bit pattern of E2M1. */
  readonly codes: readonly number[];
  /** What each number is read back as. */
  readonly restored: readonly number[];
  /** Every number the block could give back, in rising order. */
  readonly levels: readonly number[];
}

const single = Math.fround;
const half = (value: number): number => kept(floatFormats.fp16, value);

/** Zero without a sign. */
const unsigned = (value: number): number => value + 0;

/**
 * What numbers are multiplied by to be in steps of the scale. A block of zeros has none; nor has a
 * scale too small to have an inverse in 32 bits, which is zero in 16 anyway.
 */
function inverse(scale: number): number {
  const by = single(1 / scale);
  return Number.isFinite(by) ? by : 0;
}

/** To the nearest whole number, a half away from zero, as C's `roundf` does. */
const awayFromZero = (value: number): number =>
  Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** The number of largest magnitude, with its sign; the first of several. */
const extreme = (values: readonly number[]): number =>
  values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);

/** How a kind of block finds its scale, codes one number, and reads a code back. */
interface Fitted {
  readonly scale: number;
  readonly minimum?: number;
  readonly code: (value: number) => number;
  readonly value: (code: number) => number;
  readonly codes: readonly number[];
}

const whole = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, place) => from + place);

/** Signed codes from −127 to 127: the largest magnitude becomes 127. */
function fitSigned(values: readonly number[]): Fitted {
  const exact = single(Math.abs(extreme(values)) / 127);
  const by = inverse(exact);
  const scale = half(exact);
  return {
    scale,
    code: (value) => awayFromZero(single(value * by)),
    value: (code) => single(code * scale),
    codes: whole(-127, 127),
  };
}

/** Codes of `bits` around their middle: the number of largest magnitude gets the lowest code, exactly. */
const fitCentred =
  (bits: number) =>
  (values: readonly number[]): Fitted => {
    const middle = 2 ** (bits - 1);
    const exact = single(extreme(values) / -middle);
    const by = inverse(exact);
    const scale = half(exact);
    const top = 2 * middle - 1;
    return {
      scale,
      code: (value) => Math.min(top, Math.trunc(single(single(value * by) + middle + 0.5))),
      value: (code) => single((code - middle) * scale),
      codes: whole(0, top),
    };
  };

/** Codes of `bits` from the smallest number up to the largest. */
const fitBetween =
  (bits: number) =>
  (values: readonly number[]): Fitted => {
    const top = 2 ** bits - 1;
    const least = Math.min(...values);
    const exact = single(single(Math.max(...values) - least) / top);
    const by = inverse(exact);
    const scale = half(exact);
    const minimum = half(least);
    return {
      scale,
      minimum,
      code: (value) => Math.min(top, Math.trunc(single(single(single(value - least) * by) + 0.5))),
      value: (code) => single(code * scale + minimum),
      codes: whole(0, top),
    };
  };

const { e2m1, e4m3 } = floatFormats;
const largestE2m1 = 6;

/** The nearest code of E2M1; of two as near, the smaller magnitude. */
function nearestE2m1(value: number): number {
  const size = Math.abs(value);
  const place = whole(0, 7).reduce((best, code) =>
    Math.abs(fromFloatBits(e2m1, code) - size) < Math.abs(fromFloatBits(e2m1, best) - size)
      ? code
      : best,
  );
  return value < 0 && place > 0 ? place + 8 : place;
}

/** Codes of E2M1 times a scale. A scale of zero leaves zeros. */
const fitE2m1 = (scale: number): Fitted => ({
  scale,
  code: (value) => (scale === 0 ? 0 : nearestE2m1(value / scale)),
  value: (code) => fromFloatBits(e2m1, code) * scale,
  codes: whole(0, 15),
});

/** MXFP4: the scale is the power of two that brings the largest magnitude into E2M1's last binade. */
function fitMxfp4(values: readonly number[]): Fitted {
  const most = Math.abs(extreme(values));
  return fitE2m1(most === 0 ? 0 : 2 ** Math.max(-127, Math.floor(Math.log2(most)) - 2));
}

/** NVFP4: the scale is an E4M3 that brings the largest magnitude to E2M1's largest. */
const fitNvfp4 = (values: readonly number[]): Fitted =>
  fitE2m1(kept(e4m3, Math.abs(extreme(values)) / largestE2m1));

const fits: Readonly<Record<QuantisedFormatId, (values: readonly number[]) => Fitted>> = {
  q8_0: fitSigned,
  q5_1: fitBetween(5),
  q5_0: fitCentred(5),
  q4_1: fitBetween(4),
  q4_0: fitCentred(4),
  mxfp4: fitMxfp4,
  nvfp4: fitNvfp4,
};

export const quantisedFormats = Object.keys(fits) as QuantisedFormatId[];

/** The largest magnitude that every kind of block can hold: a minimum is kept in FP16. */
export const mostQuantised = 65504;

/**
 * Numbers as blocks of a format, in 32-bit arithmetic as ggml's reference quantisers and its layouts
 * have it (ggml/src/ggml-quants.c, `quantize_row_*_ref`; the OCP and NVIDIA formats by their
 * specifications). Numbers count as FP32 to begin with. Throws a RangeError when blocks do not fill
 * evenly, or a number is not finite or beyond `mostQuantised`.
 */
export function quantise(values: readonly number[], format: QuantisedFormatId): Quantised[] {
  const { numbers } = blockFormats[format];
  if (values.length === 0 || values.length % numbers !== 0)
    throw new RangeError(`${format} takes ${numbers} numbers to a block, not ${values.length}`);
  const odd = values.find((value) => !(Math.abs(value) <= mostQuantised));
  if (odd !== undefined) throw new RangeError(`${odd} is more than a block can hold`);
  return Array.from({ length: values.length / numbers }, (_, place) => {
    const own = values.slice(place * numbers, (place + 1) * numbers).map(single);
    const { code, value, scale, minimum, codes: all } = fits[format](own);
    const codes = own.map((one) => unsigned(code(one)));
    const read = (one: number) => unsigned(value(one));
    return {
      scale: unsigned(scale),
      ...(minimum !== undefined && { minimum }),
      codes,
      restored: codes.map(read),
      levels: [...new Set(all.map(read))].sort((a, b) => a - b),
    };
  });
}

/** The numbers that come back from blocks, in order. */
export const restore = (blocks: readonly Quantised[]): number[] =>
  blocks.flatMap(({ restored }) => restored);
