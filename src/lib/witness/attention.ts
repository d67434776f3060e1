import type { Kept } from "../architecture/reading/groups.ts";
import {
  attentionOf,
  type Family,
  type Model,
  matrix,
  norm,
  perLayer,
  vector,
  whole,
} from "./family.ts";
import type { Metadata, Tensor } from "./header.ts";

/** Heads, widths and window; windowed layers may have widths of their own. */
export function attentionKeys({ layers, queryHeads }: Model): Metadata {
  const all = layers.map(attentionOf);
  const local = all.find((each) => each?.window !== undefined);
  const full = all.find((each) => each !== undefined && each.window === undefined) ?? local;
  if (!full) return { "attention.head_count": whole(queryHeads) };
  return {
    "attention.head_count": whole(queryHeads),
    "attention.head_count_kv": perLayer(all.map((each) => each?.kvHeads ?? 0)),
    "attention.key_length": whole(full.keyDim),
    "attention.value_length": whole(full.valueDim),
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
const rotary = (model: Model): Metadata => {
  const width = model.layers.map(attentionOf).find((each) => each)?.keyDim;
  return width === undefined ? {} : { "rope.dimension_count": whole(width) };
};

/** The widespread layer: two norms, attention, a gated feed-forward block. */
export const llama: Family = {
  architecture: "llama",
  keys: (model) => ({ ...attentionKeys(model), ...rotary(model) }),
  tensors: (model, kept) => [
    ...gains(model, "attn_norm", "ffn_norm"),
    ...projections(model, kept),
    ...gatedForward(model),
  ],
};

export const qwen3: Family = {
  architecture: "qwen3",
  keys: llama.keys,
  tensors: (model, kept) => [...llama.tensors(model, kept), ...headNorms(kept)],
};

export const gemma3: Family = {
  architecture: "gemma3",
  keys: attentionKeys,
  tensors: (model, kept) => [
    ...qwen3.tensors(model, kept),
    ...gains(model, "post_attention_norm", "post_ffw_norm"),
  ],
};

export const gptOss: Family = {
  architecture: "gpt-oss",
  keys: (model) => ({ ...attentionKeys(model), ...expertKeys(model) }),
  tensors: (model, kept) => {
    const { hidden, forward } = model.sizes;
    return [
      ...gains(model, "attn_norm", "post_attention_norm"),
      ...projections(model, kept),
      vector("attn_output.bias", hidden),
      vector("attn_sinks.weight", model.queryHeads),
      ...experts(model),
      vector("ffn_gate_inp.bias", 1),
      { name: "ffn_gate_exps.bias", shape: [forward, 1], format: "F32" },
      { name: "ffn_up_exps.bias", shape: [forward, 1], format: "F32" },
      { name: "ffn_down_exps.bias", shape: [hidden, 1], format: "F32" },
    ];
  },
};
