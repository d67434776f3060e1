import type { Kept } from "../../architecture/reading/groups.ts";
import { refuse } from "../../architecture/reading/refusal.ts";
import type { Metadata, Tensor } from "../header.ts";
import {
  attentionOf,
  firstAttention,
  firstOf,
  type Kernel,
  type Model,
  matrix,
  norm,
  perLayer,
  whole,
} from "./family.ts";

/** Heads, widths and window. */
export function attentionKeys(model: Model): Metadata {
  const all = model.layers.map(attentionOf);
  const local = firstAttention(model, ({ window }) => window !== undefined);
  const full = firstAttention(model, ({ window }) => window === undefined);
  const { keyDim, valueDim } = full ?? firstOf(model, "attention");
  return {
    "attention.head_count": whole(model.queryHeads),
    "attention.head_count_kv": perLayer(all.map((each) => each?.kvHeads ?? 0)),
    "attention.key_length": whole(keyDim),
    "attention.value_length": whole(valueDim),
    ...(local ? { "attention.sliding_window": whole(local.window!) } : {}),
  };
}

/** Queries, keys, values and output; `gated` where a gate per query comes with it. */
export function projections(model: Model, kept: readonly Kept[], gated = false): Tensor[] {
  const attention = attentionOf(kept);
  if (!attention) return [];
  const { hidden } = model.sizes;
  const { kvHeads, keyDim, valueDim } = attention;
  return [
    matrix("attn_q", hidden, model.queryHeads * keyDim * (gated ? 2 : 1)),
    matrix("attn_k", hidden, kvHeads * keyDim),
    matrix("attn_v", hidden, kvHeads * valueDim),
    matrix("attn_output", model.queryHeads * valueDim, hidden),
  ];
}

/** One gain per number of a head, for queries and keys. */
export function headNorms(kept: readonly Kept[]): Tensor[] {
  const width = attentionOf(kept)?.keyDim;
  return width === undefined ? [] : [norm("attn_q_norm", width), norm("attn_k_norm", width)];
}

/** One gain per number of all heads together, for queries and keys. */
export function wideNorms({ queryHeads }: Model, kept: readonly Kept[]): Tensor[] {
  const attention = attentionOf(kept);
  if (!attention) return [];
  const { kvHeads, keyDim } = attention;
  return [norm("attn_q_norm", queryHeads * keyDim), norm("attn_k_norm", kvHeads * keyDim)];
}

export const gatedForward = ({ sizes: { hidden, forward } }: Model): Tensor[] => [
  matrix("ffn_gate", hidden, forward),
  matrix("ffn_up", hidden, forward),
  matrix("ffn_down", forward, hidden),
];

/** Gains of the given names, as wide as the residual. */
export const gains = ({ sizes }: Model, ...names: string[]): Tensor[] =>
  names.map((name) => norm(name, sizes.hidden));

/** A router and the experts behind it: as few as there can be, since they decide no cache. */
export const experts = ({ sizes: { hidden, forward } }: Model): Tensor[] => [
  matrix("ffn_gate_inp", hidden, 1),
  ...["gate", "up"].map((name) => ({
    name: `ffn_${name}_exps.weight`,
    shape: [hidden, forward, 1],
  })),
  { name: "ffn_down_exps.weight", shape: [forward, hidden, 1] },
];

export const expertKeys = ({ sizes }: Model): Metadata => ({
  expert_count: whole(1),
  expert_used_count: whole(1),
  expert_feed_forward_length: whole(sizes.forward),
});

/** The rotary part of a head is all of it. */
export const rotary = (model: Model): Metadata => ({
  "rope.dimension_count": whole(firstOf(model, "attention").keyDim),
});

/** Which layers slide, said for each, and the first that does; llama.cpp loads none without. */
export function slides(model: Model) {
  const local =
    firstAttention(model, ({ window }) => window !== undefined) ??
    refuse("layers", "none slides, and llama.cpp loads the family with layers that do only");
  const value = model.layers.map((kept) => attentionOf(kept)?.window !== undefined);
  const pattern: Metadata = { "attention.sliding_window_pattern": { type: "flags", value } };
  return { pattern, local };
}

/** One head for every KV head, as wide together as the residual. */
export const oneHeadEach = (kernel: Kernel): number => {
  const { kvHeads, keyDim } = firstOf(kernel, "attention");
  return kvHeads * keyDim;
};
