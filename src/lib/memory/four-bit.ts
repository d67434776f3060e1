import { add, type Ratio, ratio } from "../quantity/ratio.ts";

/** Numbers that share a scale, and scales that share one when they are quantised again. */
export const fourBitBlock = { numbers: 64, scales: 256 } as const;

/** Bits of the parts that one number of a block format stands for. */
export interface FourBitParts {
  readonly number: Ratio;
  readonly scale: Ratio;
  /** The scale that scales share: nothing where they are kept as they are. */
  readonly scaleOfScales: Ratio;
}

/**
 * Bits per number of QLoRA's 4-bit format: a number's own four, its share of the scale of its block of
 * 64, and where scales are quantised again ("double quantisation") 8 bits for each and a 32-bit scale for
 * 256 of them. Source: Dettmers et al. 2023, https://arxiv.org/abs/2305.14314
 */
export function fourBitParts(doubleQuantised: boolean): FourBitParts {
  const { numbers, scales } = fourBitBlock;
  return {
    number: ratio(4),
    scale: ratio(doubleQuantised ? 8 : 32, numbers),
    scaleOfScales: doubleQuantised ? ratio(32, numbers * scales) : ratio(0),
  };
}

/** Bytes per number of that format, scales included. */
export function fourBitBytes(doubleQuantised: boolean): Ratio {
  const { number, scale, scaleOfScales } = fourBitParts(doubleQuantised);
  const bits = add(add(number, scale), scaleOfScales);
  return ratio(bits.n, bits.d * 8n);
}
