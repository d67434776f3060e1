import type { Values } from "../formula/evaluate.ts";
import { type Formula, product, sum, type Term } from "../formula/expression.ts";
import type { BlockFormat, BlockPart } from "../quantity/block.ts";
import { ratio } from "../quantity/ratio.ts";

/** The terms of a block's size. */
export const blockTerms = {
  scale: {
    id: "scale_bytes",
    symbol: "s",
    name: "scale",
    unit: "bytes",
    meaning: "What the scale takes that the numbers of a block share.",
  },
  minimum: {
    id: "minimum_bytes",
    symbol: "m",
    name: "minimum",
    unit: "bytes",
    meaning: "What the smallest number takes, in the kinds that keep it.",
  },
  numbers: {
    id: "numbers_per_block",
    symbol: "n",
    name: "numbers",
    unit: "",
    meaning: "Numbers that share a scale.",
  },
  code: {
    id: "bytes_per_code",
    symbol: "w",
    name: "code",
    unit: "bytes",
    meaning: "What the code of one number takes: a byte, or part of one.",
  },
  block: {
    id: "block_bytes",
    symbol: "W",
    name: "block",
    unit: "bytes",
    meaning: "What a block takes in all.",
  },
} as const satisfies Record<string, Term>;

const t = blockTerms;

/** The bytes of a block: its scale, its minimum if it keeps one, and a code for each number. */
export const blockBytes: Formula = {
  id: "block-bytes",
  result: t.block,
  expression: sum(t.scale, t.minimum, product(t.numbers, t.code)),
};

/** The values of a block format for `blockBytes`. */
export function blockValues({ numbers, bits, parts }: BlockFormat): Values {
  const bytesOf = (kind: BlockPart["kind"]) =>
    parts.filter((part) => part.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    [t.scale.id]: bytesOf("scale"),
    [t.minimum.id]: bytesOf("minimum"),
    [t.numbers.id]: numbers,
    [t.code.id]: ratio(bits, 8),
  };
}
