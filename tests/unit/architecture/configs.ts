/** Four layers, four query heads and two KV heads of 6, and no two widths that are equal. */
export const base = {
  hidden_size: 64,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  head_dim: 6,
};

/** The delta rule of Qwen3-Next. */
export const delta = {
  linear_num_key_heads: 2,
  linear_key_head_dim: 3,
  linear_num_value_heads: 4,
  linear_value_head_dim: 5,
  linear_conv_kernel_dim: 4,
};

/** DeepSeek V4, without the ratios by which its layers compress. */
export const v4Widths = {
  model_type: "deepseek_v4",
  num_hidden_layers: 4,
  num_key_value_heads: 1,
  head_dim: 12,
  qk_rope_head_dim: 4,
  sliding_window: 16,
  index_head_dim: 5,
};

/** The same with two layers of four compressed. */
export const v4 = { ...v4Widths, compress_ratios: [0, 4, 128, 0] };
