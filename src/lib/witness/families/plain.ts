import type { Metadata } from "../header.ts";
import type { Family } from "./family.ts";
import {
  attentionKeys,
  gains,
  gatedForward,
  headNorms,
  oneHeadEach,
  projections,
  rotary,
  wideNorms,
} from "./parts.ts";

/** The norm of LayerNorm, which some families have for RMSNorm's. */
const layerNorm: Metadata = { "attention.layer_norm_epsilon": { type: "f32", value: 1e-5 } };

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

export const qwen3: Family = {
  architecture: "qwen3",
  keys: llama.keys,
  tensors: (model, kept) => [...llama.tensors(model, kept), ...headNorms(kept)],
};

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
