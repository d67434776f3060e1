/*
 * Little configs, one for each family that can be written and for each thing it does in its own way.
 * Widths are unlike each other wherever llama.cpp lets them be, so that one in the place of another shows.
 */

const heads = { num_attention_heads: 6, num_key_value_heads: 3, head_dim: 40 };
const two = { num_hidden_layers: 2, ...heads };
const residual = { hidden_size: 240 };

const sliding = "sliding_attention";
const full = "full_attention";

/** Every nth layer full, the others sliding. */
const everyNth = (count: number, nth: number) => ({
  num_hidden_layers: count,
  sliding_window: 128,
  layer_types: Array.from({ length: count }, (_, place) =>
    (place + 1) % nth === 0 ? full : sliding,
  ),
});

const latent = { num_hidden_layers: 2, kv_lora_rank: 64, qk_rope_head_dim: 16 };

const delta = {
  ...two,
  full_attention_interval: 2,
  linear_num_key_heads: 2,
  linear_num_value_heads: 4,
  linear_key_head_dim: 48,
  linear_value_head_dim: 48,
  linear_conv_kernel_dim: 3,
};

const global = { num_global_key_value_heads: 2, global_head_dim: 64 };

/** With layers that slide only, which no published model of the family has. */
export const gemma4Sliding = { model_type: "gemma4_text", ...heads, ...global, ...everyNth(2, 3) };

export const tiny = {
  llama: { model_type: "llama", ...two },
  mistral: { model_type: "mistral", ...two, sliding_window: 128 },
  mixtral: { model_type: "mixtral", ...two },
  commandR: { model_type: "cohere", ...two },
  olmo2: { model_type: "olmo2", ...two },
  olmo3: { model_type: "olmo3", ...heads, ...everyNth(4, 4) },
  qwen2: { model_type: "qwen2", ...two },
  qwen2Moe: { model_type: "qwen2_moe", ...two },
  qwen3: { model_type: "qwen3", ...two },
  qwen3Moe: { model_type: "qwen3_moe", ...two },
  gemma2: { model_type: "gemma2", ...heads, ...everyNth(2, 2) },
  gemma3: { model_type: "gemma3_text", ...heads, ...everyNth(6, 6) },
  gemma3n: { model_type: "gemma3n_text", ...heads, ...everyNth(20, 5), num_kv_shared_layers: 0 },
  gemma3nShared: {
    model_type: "gemma3n_text",
    ...heads,
    ...everyNth(22, 5),
    num_kv_shared_layers: 2,
  },
  gemma4: { model_type: "gemma4_text", ...heads, ...global, ...everyNth(3, 3) },
  gptOss: { model_type: "gpt_oss", ...heads, ...everyNth(2, 2) },
  llama4: { model_type: "llama4_text", ...two, num_hidden_layers: 4, attention_chunk_size: 8192 },
  mimo2: {
    model_type: "mimo_v2_flash",
    ...two,
    num_hidden_layers: 3,
    v_head_dim: 24,
    swa_num_key_value_heads: 2,
    swa_head_dim: 40,
    swa_v_head_dim: 24,
    sliding_window_size: 128,
    hybrid_layer_pattern: [0, 1, 1],
  },
  glm4Moe: { model_type: "glm4_moe", ...two },
  minimaxM2: { model_type: "minimax_m2", ...two },
  deepseek2: { model_type: "deepseek_v2", ...latent },
  deepseek3: { model_type: "deepseek_v3", ...latent },
  kimiK2: { model_type: "kimi_k2", ...latent },
  deepseek32: { model_type: "deepseek_v32", ...latent, index_head_dim: 128 },
  qwen3Next: { model_type: "qwen3_next", ...delta },
  qwen35Moe: { model_type: "qwen3_5_moe_text", ...delta },
  kimiLinear: {
    model_type: "kimi_linear",
    ...latent,
    linear_attn_config: {
      full_attn_layers: [2],
      kda_layers: [1],
      num_heads: 3,
      head_dim: 32,
      short_conv_kernel_size: 4,
    },
  },
  jamba: {
    model_type: "jamba",
    ...two,
    ...residual,
    ...{ mamba_d_state: 7, mamba_d_conv: 4, mamba_expand: 2 },
    ...{ attn_layer_period: 2, attn_layer_offset: 1 },
  },
  falconH1: {
    model_type: "falcon_h1",
    ...two,
    ...{
      mamba_n_heads: 8,
      mamba_d_head: 24,
      mamba_n_groups: 2,
      mamba_d_state: 16,
      mamba_d_conv: 4,
    },
  },
  lfm2: { model_type: "lfm2", ...two, ...residual, conv_L_cache: 3, full_attn_idxs: [1] },
} satisfies Record<string, Record<string, unknown> & { model_type: string }>;
