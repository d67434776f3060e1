import { refuse } from "../../architecture/reading/refusal.ts";
import { type Family, firstAttention, matrix, vector, whole } from "./family.ts";
import {
  attentionKeys,
  expertKeys,
  experts,
  gains,
  gatedForward,
  projections,
  slides,
  wideNorms,
} from "./parts.ts";
import { llama } from "./plain.ts";

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

/** Tokens of a chunk, which llama.cpp fixes. */
const chunkLength = 8192;

/** Llama 4: chunks on three layers in four, which llama.cpp knows by itself. */
export const llama4: Family = {
  architecture: "llama4",
  keys: (model) => {
    const { "attention.sliding_window": _, ...keys } = llama.keys(model);
    const chunk = firstAttention(model, (kept) => kept.chunked === true)?.window;
    if (chunk !== chunkLength)
      refuse("attention_chunk_size", `llama.cpp gives llama4 chunks of ${chunkLength} tokens`);
    return {
      ...keys,
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
  keys: (model) => ({ ...attentionKeys(model), ...slides(model).pattern, ...expertKeys(model) }),
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
