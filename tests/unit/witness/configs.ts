import fc from "fast-check";

type Config = Record<string, unknown>;

const layers = fc.integer({ min: 1, max: 24 });
const heads = fc
  .tuple(fc.constantFrom(1, 2, 4, 8, 16), fc.constantFrom(1, 2, 4))
  .map(([kv, each]) => ({ num_key_value_heads: kv, num_attention_heads: kv * each }));
const width = fc.constantFrom(16, 64, 96, 128, 256);
const window = fc.constantFrom(128, 512, 1024);

const attention = fc
  .tuple(layers, heads, width)
  .map(([num_hidden_layers, counts, head_dim]) => ({ num_hidden_layers, ...counts, head_dim }));

const named = (model_type: string, config: fc.Arbitrary<Config>): fc.Arbitrary<Config> =>
  config.map((fields) => ({ model_type, ...fields }));

/** With as many layers as it takes for one of them to be full. */
const windowed = fc.tuple(attention, window).map(([config, sliding_window]) => ({
  ...config,
  num_hidden_layers: config.num_hidden_layers + 5,
  sliding_window,
}));

const latent = fc
  .tuple(layers, fc.constantFrom(64, 256, 512), fc.constantFrom(32, 64))
  .map(([num_hidden_layers, kv_lora_rank, qk_rope_head_dim]) => ({
    num_hidden_layers,
    kv_lora_rank,
    qk_rope_head_dim,
  }));

const indexed = fc
  .tuple(latent, fc.constantFrom(64, 128))
  .map(([config, index_head_dim]) => ({ ...config, index_head_dim }));

const gptOss = windowed.map((config) => ({
  ...config,
  layer_types: Array.from({ length: config.num_hidden_layers }, (_, i) =>
    i % 2 === 0 ? "sliding_attention" : "full_attention",
  ),
}));

const delta = fc
  .tuple(
    attention,
    fc.constantFrom(2, 4),
    fc.constantFrom(1, 2, 4),
    fc.constantFrom(1, 2, 4),
    fc.constantFrom(64, 128),
    fc.constantFrom(2, 4),
  )
  .map(([config, every, keyHeads, each, dim, kernel]) => ({
    ...config,
    num_hidden_layers: config.num_hidden_layers + every,
    full_attention_interval: every,
    linear_num_key_heads: keyHeads,
    linear_num_value_heads: keyHeads * each,
    linear_key_head_dim: dim,
    linear_value_head_dim: dim,
    linear_conv_kernel_dim: kernel,
  }));

const types = (config: { num_hidden_layers: number }, every: number) =>
  Array.from({ length: config.num_hidden_layers }, (_, i) =>
    (i + 1) % every === 0 ? "full_attention" : "sliding_attention",
  );

const olmo3 = windowed.map((config) => ({ ...config, layer_types: types(config, 4) }));

const gemma4 = fc
  .tuple(windowed, fc.constantFrom(1, 2, 4), fc.constantFrom(128, 512))
  .map(([config, num_global_key_value_heads, global_head_dim]) => {
    const heads = { num_global_key_value_heads, global_head_dim, num_attention_heads: 16 };
    return { ...config, ...heads, layer_types: types(config, 6) };
  });

const gemma3n = fc
  .tuple(windowed, fc.integer({ min: 0, max: 20 }))
  .map(([config, num_kv_shared_layers]) => {
    const num_hidden_layers = 20 + num_kv_shared_layers;
    const layer_types = types({ num_hidden_layers }, 5);
    return { ...config, num_hidden_layers, num_kv_shared_layers, layer_types };
  });

const llama4 = windowed.map(({ sliding_window: _, ...config }) => ({
  ...config,
  attention_chunk_size: 8192,
}));

const mimo2 = fc
  .tuple(windowed, fc.constantFrom(1, 2, 4))
  .map(([{ sliding_window, ...config }, heads]) => ({
    ...config,
    num_attention_heads: config.num_attention_heads * heads,
    v_head_dim: config.head_dim,
    swa_num_key_value_heads: config.num_key_value_heads * heads,
    swa_head_dim: config.head_dim,
    swa_v_head_dim: config.head_dim,
    sliding_window_size: sliding_window,
    hybrid_layer_pattern: Array.from({ length: config.num_hidden_layers }, (_, i) =>
      i % 3 ? 1 : 0,
    ),
  }));

const kimi = fc
  .tuple(latent, fc.constantFrom(1, 4), fc.constantFrom(32, 128), fc.constantFrom(2, 4))
  .map(([config, num_heads, head_dim, short_conv_kernel_size]) => {
    const places = Array.from({ length: config.num_hidden_layers + 1 }, (_, i) => i + 1);
    return {
      ...config,
      num_hidden_layers: places.length,
      linear_attn_config: {
        full_attn_layers: places.filter((place) => place % 4 === 0 || place === places.length),
        kda_layers: places.filter((place) => place % 4 !== 0 && place !== places.length),
        ...{ num_heads, head_dim, short_conv_kernel_size },
      },
    };
  });

/** Hidden size shared out among the heads. */
const square = attention.map(({ head_dim, ...config }) => ({
  ...config,
  hidden_size: head_dim * config.num_attention_heads,
}));

const jamba = fc
  .tuple(square, fc.constantFrom(8, 16), fc.constantFrom(2, 4))
  .map(([config, mamba_d_state, mamba_d_conv]) => ({
    ...config,
    num_hidden_layers: config.num_hidden_layers + 2,
    ...{ mamba_d_state, mamba_d_conv, mamba_expand: 2 },
    ...{ attn_layer_period: 3, attn_layer_offset: 1 },
  }));

const falconH1 = fc
  .tuple(attention, fc.constantFrom(2, 4), fc.constantFrom(32, 64), fc.constantFrom(1, 2))
  .map(([config, mamba_n_heads, mamba_d_head, mamba_n_groups]) => ({
    ...config,
    ...{ mamba_n_heads, mamba_d_head, mamba_n_groups, mamba_d_state: 128, mamba_d_conv: 4 },
    ...{ mamba_d_ssm: mamba_n_heads * mamba_d_head, hidden_size: 2048 },
  }));

const lfm2 = square.map((config) => ({
  ...config,
  num_hidden_layers: config.num_hidden_layers + 2,
  conv_L_cache: 3,
  full_attn_idxs: [1],
}));

/** Configs of every family that can be written, whatever its sizes. */
export const writable: fc.Arbitrary<Config> = fc.oneof(
  ...["llama", "mistral", "qwen3", "glm4_moe", "minimax_m2"].map((type) => named(type, attention)),
  ...["qwen2", "cohere", "llama", "olmo2"].map((type) => named(type, square)),
  ...["gemma2", "gemma3_text"].map((type) => named(type, windowed)),
  named("olmo3", olmo3),
  named("gemma3n_text", gemma3n),
  named("gemma4_text", gemma4),
  named("llama4_text", llama4),
  named("mimo_v2_flash", mimo2),
  named("gpt_oss", gptOss),
  named("deepseek_v3", latent),
  named("deepseek_v32", indexed),
  named("qwen3_next", delta),
  named("qwen3_5_moe_text", delta),
  named("kimi_linear", kimi),
  named("jamba", jamba),
  named("falcon_h1", falconH1),
  named("lfm2", lfm2),
);

/** Dense configs whose parameters are counted. */
export const countable: fc.Arbitrary<Config> = fc
  .tuple(
    fc.oneof(named("llama", attention), named("qwen3", attention)),
    fc.constantFrom(64, 128, 256),
    fc.constantFrom(96, 512),
    fc.integer({ min: 100, max: 40_000 }),
    fc.boolean(),
  )
  .map(([config, hidden_size, intermediate_size, vocab_size, tie_word_embeddings]) => ({
    ...config,
    hidden_size,
    intermediate_size,
    vocab_size,
    tie_word_embeddings,
  }));
