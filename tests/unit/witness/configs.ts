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

const windowed = fc
  .tuple(attention, window)
  .map(([config, sliding_window]) => ({ ...config, sliding_window }));

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

/** Configs of every family that can be written, whatever its sizes. */
export const writable: fc.Arbitrary<Config> = fc.oneof(
  named("llama", attention),
  named("qwen3", attention),
  named("gemma3_text", windowed),
  named("gpt_oss", gptOss),
  named("deepseek_v3", latent),
  named("deepseek_v32", indexed),
  named("qwen3_next", delta),
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
