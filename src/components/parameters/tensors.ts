import type { ParameterCount } from "../../lib/memory/parameters/count.ts";
import type { Config } from "./count.ts";

/** A number that a shape is multiplied from, and the term it is. */
export interface Factor {
  readonly term: string;
  readonly value: number;
}

/** One kind of tensor with what it is for and where its numbers come from. */
export interface Row {
  readonly id: string;
  readonly name: string;
  /** What files of the model call it, the layer left out. */
  readonly stored: string;
  readonly part: ParameterCount["tensors"][number]["part"];
  readonly shape: readonly number[];
  /** Factors of each side of the shape. */
  readonly sides: readonly (readonly Factor[])[];
  readonly copies: Factor;
  readonly numbers: bigint;
}

type Side = "vocab" | "hidden" | "heads" | "kvHeads" | "inner";

interface Known {
  readonly name: string;
  readonly stored: string;
  readonly sides: readonly Side[];
}

/** The tensors of the Llama shape, by part and name of the count. */
const known: Readonly<Record<string, Known>> = {
  "embeddings tokens": {
    name: "embedding",
    stored: "embed_tokens",
    sides: ["vocab", "hidden"],
  },
  "attention queries": { name: "queries", stored: "q_proj", sides: ["heads", "hidden"] },
  "attention keys": { name: "keys", stored: "k_proj", sides: ["kvHeads", "hidden"] },
  "attention values": { name: "values", stored: "v_proj", sides: ["kvHeads", "hidden"] },
  "attention output": { name: "attention output", stored: "o_proj", sides: ["hidden", "heads"] },
  "feed-forward gate": { name: "gate", stored: "gate_proj", sides: ["inner", "hidden"] },
  "feed-forward up": { name: "up", stored: "up_proj", sides: ["inner", "hidden"] },
  "feed-forward down": { name: "down", stored: "down_proj", sides: ["hidden", "inner"] },
  "norms gains": { name: "norms", stored: "norm", sides: ["hidden"] },
  "output output": { name: "output", stored: "lm_head", sides: ["vocab", "hidden"] },
};

const order = Object.keys(known);

function factors(side: Side, config: Config): readonly Factor[] {
  const headDim = config.hidden_size / config.num_attention_heads;
  switch (side) {
    case "vocab":
      return [{ term: "vocab_size", value: config.vocab_size }];
    case "hidden":
      return [{ term: "hidden_size", value: config.hidden_size }];
    case "inner":
      return [{ term: "intermediate_size", value: config.intermediate_size }];
    case "heads":
      return [
        { term: "num_attention_heads", value: config.num_attention_heads },
        { term: "head_dim", value: headDim },
      ];
    case "kvHeads":
      return [
        { term: "num_key_value_heads", value: config.num_key_value_heads },
        { term: "head_dim", value: headDim },
      ];
  }
}

/** The tensors of a count of the Llama shape, in the order data passes through them. */
export function rows({ tensors }: ParameterCount, config: Config): readonly Row[] {
  const key = ({ part, name }: (typeof tensors)[number]) => `${part} ${name}`;
  return tensors
    .toSorted((a, b) => order.indexOf(key(a)) - order.indexOf(key(b)))
    .map((tensor) => {
      const { name, stored, sides } = known[key(tensor)]!;
      return {
        id: `tensor-${stored.replace("_", "-")}`,
        name,
        stored,
        part: tensor.part,
        shape: tensor.shape,
        sides: sides.map((side) => factors(side, config)),
        copies: { term: tensor.copies > 1 ? "num_hidden_layers" : "", value: tensor.copies },
        numbers: tensor.numbers,
      };
    });
}
