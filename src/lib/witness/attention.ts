import type { Kept } from "../architecture/reading/groups.ts";
import {
  attentionOf,
  type Family,
  firstAttention,
  type Kernel,
  type Model,
  matrix,
  norm,
  perLayer,
  vector,
  whole,
} from "./family.ts";
import type { Metadata, Tensor } from "./header.ts";

/** Widths of Gemma 3n's streams of the residual, which llama.cpp fixes. */
const streams = { count: 4, perLayer: 256, laurel: 64 };

/** Heads, widths and window; windowed layers may have widths of their own. */
export function attentionKeys({ layers, queryHeads }: Model): Metadata {
  const all = layers.map(attentionOf);
  const local = all.find((each) => each?.window !== undefined);
  const full = all.find((each) => each !== undefined && each.window === undefined) ?? local;
  const own = local?.keyDim !== full?.keyDim || local?.valueDim !== full?.valueDim;
  if (!full) return { "attention.head_count": whole(queryHeads) };
  return {
    "attention.head_count": whole(queryHeads),
    "attention.head_count_kv": perLayer(all.map((each) => each?.kvHeads ?? 0)),
    "attention.key_length": whole(full.keyDim),
    "attention.value_length": whole(full.valueDim),
    ...(local ? { "attention.sliding_window": whole(local.window!) } : {}),
    ...(local && own
      ? {
          "attention.key_length_swa": whole(local.keyDim),
          "attention.value_length_swa": whole(local.valueDim),
        }
      : {}),
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
function wideNorms({ queryHeads }: Model, kept: readonly Kept[]): Tensor[] {
  const attention = attentionOf(kept);
  if (!attention) return [];
  const { kvHeads, keyDim } = attention;
  return [norm("attn_q_norm", queryHeads * keyDim), norm("attn_k_norm", kvHeads * keyDim)];
}

/** The norm of LayerNorm, which some families have for RMSNorm's. */
const layerNorm: Metadata = { "attention.layer_norm_epsilon": { type: "f32", value: 1e-5 } };

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
  const width = firstAttention(model)?.keyDim;
  return width === undefined ? {} : { "rope.dimension_count": whole(width) };
};

/** Which layers slide, said for each. */
const slides = ({ layers }: Model): Metadata => ({
  "attention.sliding_window_pattern": {
    type: "flags",
    value: layers.map((kept) => attentionOf(kept)?.window !== undefined),
  },
});

/** One head for every KV head, as wide together as the residual. */
const oneHeadEach = (kernel: Kernel): number => {
  const { kvHeads, keyDim } = firstAttention(kernel)!;
  return kvHeads * keyDim;
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

/** Mistral 7B v0.1: as Llama, and its window is not kept to. */
export const mistral: Family = {
  ...llama,
  keys: (model) => {
    const { "attention.sliding_window": _, ...keys } = llama.keys(model);
    return keys;
  },
  withoutWindows: true,
};

export const qwen2: Family = { ...llama, architecture: "qwen2", residual: oneHeadEach };

export const commandR: Family = {
  architecture: "command-r",
  keys: (model) => ({ ...llama.keys(model), ...layerNorm }),
  tensors: (model, kept) => [
    ...gains(model, "attn_norm"),
    ...projections(model, kept),
    ...gatedForward(model),
  ],
  residual: oneHeadEach,
  tied: true,
};

/** OLMo 2 and 3: norms after the blocks, and on all queries and keys together. */
export const olmo2: Family = {
  architecture: "olmo2",
  keys: attentionKeys,
  tensors: (model, kept) => [
    ...gains(model, "post_attention_norm", "post_ffw_norm"),
    ...projections(model, kept),
    ...wideNorms(model, kept),
    ...gatedForward(model),
  ],
  residual: oneHeadEach,
};

export const qwen3: Family = {
  architecture: "qwen3",
  keys: llama.keys,
  tensors: (model, kept) => [...llama.tensors(model, kept), ...headNorms(kept)],
};

/** Gemma 2: norms before and after both blocks. */
export const gemma2: Family = {
  architecture: "gemma2",
  keys: attentionKeys,
  tensors: (model, kept) => [
    ...llama.tensors(model, kept),
    ...gains(model, "post_attention_norm", "post_ffw_norm"),
  ],
  tied: true,
};

export const gemma3: Family = {
  ...gemma2,
  architecture: "gemma3",
  tensors: (model, kept) => [...gemma2.tensors(model, kept), ...headNorms(kept)],
};

/** Gemma 4: layers that slide have heads of their own, and which do is said for each. */
export const gemma4: Family = {
  ...gemma3,
  architecture: "gemma4",
  keys: (model) => ({
    ...attentionKeys(model),
    ...slides(model),
    embedding_length_per_layer_input: whole(0),
  }),
  around: (model) => {
    const { keyDim } = model.layers
      .map(attentionOf)
      .find((each) => each && each.window === undefined)!;
    return [...gains(model, "output_norm"), vector("rope_freqs.weight", keyDim / 2)];
  },
};

/** Gemma 3n: several streams of the residual, and layers at the end that share others' caches. */
export const gemma3n: Family = {
  architecture: "gemma3n",
  keys: (model) => {
    const { kvHeads } = firstAttention(model)!;
    const shared = model.layers.filter(([kept]) => kept?.kind === "shared").length;
    return {
      ...attentionKeys(model),
      "attention.head_count_kv": whole(kvHeads),
      "attention.shared_kv_layers": whole(shared),
    };
  },
  tensors: (model, kept) => {
    const { hidden } = model.sizes;
    const own = attentionOf(kept) ? kept : [firstAttention(model)!];
    return [
      ...gemma3.tensors(model, own),
      matrix("inp_gate", hidden, streams.perLayer),
      matrix("proj", streams.perLayer, hidden),
      ...gains(model, "post_norm", "altup_correct_scale", "altup_router_norm", "laurel_post_norm"),
      matrix("altup_correct_coef", streams.count, streams.count),
      matrix("altup_predict_coef", streams.count, streams.count ** 2),
      matrix("altup_router", hidden, streams.count),
      matrix("laurel_l", hidden, streams.laurel),
      matrix("laurel_r", streams.laurel, hidden),
    ];
  },
  around: (model) => {
    const { hidden, vocabulary } = model.sizes;
    const perLayer = streams.perLayer * model.layers.length;
    return [
      ...gains(model, "output_norm"),
      { name: "altup_proj.weight", shape: [hidden, hidden, streams.count - 1] },
      { name: "altup_unembd_proj.weight", shape: [hidden, hidden, streams.count - 1] },
      matrix("per_layer_token_embd", perLayer, vocabulary),
      matrix("per_layer_model_proj", hidden, perLayer),
      norm("per_layer_proj_norm", streams.perLayer),
    ];
  },
  tied: true,
};

/** Llama 4: chunks on three layers in four, which llama.cpp knows by itself. */
export const llama4: Family = {
  architecture: "llama4",
  keys: (model) => {
    const { "attention.sliding_window": chunk, ...keys } = llama.keys(model);
    return {
      ...keys,
      ...(chunk ? { "attention.chunk_size": chunk } : {}),
      ...expertKeys(model),
      interleave_moe_layer_step: whole(1),
    };
  },
  tensors: (model, kept) => {
    const { hidden, forward } = model.sizes;
    return [
      ...gains(model, "attn_norm", "ffn_norm"),
      ...projections(model, kept),
      ...experts(model),
      matrix("ffn_gate_shexp", hidden, forward),
      matrix("ffn_up_shexp", hidden, forward),
      matrix("ffn_down_shexp", forward, hidden),
    ];
  },
};

/** MiMo V2: layers that slide have KV heads of their own, and which do is said for each. */
export const mimo2: Family = {
  architecture: "mimo2",
  keys: (model) => ({ ...attentionKeys(model), ...slides(model), ...expertKeys(model) }),
  tensors: llama.tensors,
};

/** GLM 4.5: all of its layers before the first that routes. */
export const glm4moe: Family = {
  architecture: "glm4moe",
  keys: (model) => ({
    ...llama.keys(model),
    ...expertKeys(model),
    expert_shared_count: whole(0),
    leading_dense_block_count: whole(model.layers.length),
  }),
  tensors: (model, kept) => [
    ...gains(model, "attn_norm", "post_attention_norm"),
    ...projections(model, kept),
    ...gatedForward(model),
  ],
};

export const minimaxM2: Family = {
  architecture: "minimax-m2",
  keys: (model) => ({ ...llama.keys(model), ...expertKeys(model), expert_gating_func: whole(2) }),
  tensors: (model, kept) => [
    ...gains(model, "attn_norm", "ffn_norm"),
    ...projections(model, kept),
    ...wideNorms(model, kept),
    ...experts(model),
    vector("exp_probs_b.bias", 1),
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
