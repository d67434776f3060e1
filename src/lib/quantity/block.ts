import type { ElementTypeId } from "./element.ts";

/** One part of a block as it lies in memory. */
export interface BlockPart {
  readonly kind: "scale" | "minimum" | "codes";
  /** What the part is called: "scale", "low four bits". */
  readonly name: string;
  readonly bytes: number;
}

/** A block: some numbers that share a scale, each kept as a code of a few bits. */
export interface BlockFormat {
  readonly numbers: number;
  /** Bits of one number's code. */
  readonly bits: number;
  readonly parts: readonly BlockPart[];
}

const scale = (bytes: number): BlockPart => ({ kind: "scale", name: "scale", bytes });
const minimum: BlockPart = { kind: "minimum", name: "minimum", bytes: 2 };
const codes = (bytes: number, name = "codes"): BlockPart => ({ kind: "codes", name, bytes });
const fifthBits = codes(4, "fifth bits");
const lowBits = codes(16, "low four bits");

/** Block formats in which each code is a number times the scale, in the order of their bytes. */
export const blockFormats = {
  q8_0: { numbers: 32, bits: 8, parts: [scale(2), codes(32)] },
  q5_1: { numbers: 32, bits: 5, parts: [scale(2), minimum, fifthBits, lowBits] },
  q5_0: { numbers: 32, bits: 5, parts: [scale(2), fifthBits, lowBits] },
  q4_1: { numbers: 32, bits: 4, parts: [scale(2), minimum, codes(16)] },
  q4_0: { numbers: 32, bits: 4, parts: [scale(2), codes(16)] },
  iq4_nl: { numbers: 32, bits: 4, parts: [scale(2), codes(16)] },
  mxfp4: { numbers: 32, bits: 4, parts: [scale(1), codes(16)] },
  nvfp4: { numbers: 16, bits: 4, parts: [scale(1), codes(8)] },
} as const satisfies { readonly [id in ElementTypeId]?: BlockFormat };

export type BlockFormatId = keyof typeof blockFormats;

/** Whether a format keeps its numbers in blocks. */
export const isBlockFormat = (id: string): id is BlockFormatId => Object.hasOwn(blockFormats, id);
