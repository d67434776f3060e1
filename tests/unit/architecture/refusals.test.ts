import { expect, it } from "vitest";
import { fromConfig } from "../../../src/lib/index.ts";
import { base, delta, v4 } from "./configs.ts";

const rank = { num_hidden_layers: 4, kv_lora_rank: 9, qk_rope_head_dim: 2 };
const sparse = { model_type: "glm_moe_dsa", ...rank, index_head_dim: 128 };
const kimi = { num_heads: 3, head_dim: 7, short_conv_kernel_size: 4 };
const mamba = {
  mamba_n_heads: 3,
  mamba_d_head: 7,
  mamba_n_groups: 2,
  mamba_d_state: 5,
  mamba_d_conv: 4,
};
const nemotron = {
  model_type: "nemotron_h",
  ...base,
  mamba_num_heads: 3,
  mamba_head_dim: 7,
  n_groups: 2,
  ssm_state_size: 5,
  conv_kernel: 4,
};
const searched = (attention: unknown) => ({
  model_type: "nemotron-nas",
  ...base,
  num_hidden_layers: 1,
  block_configs: [{ attention }],
});
const types = (type: string) => Array(4).fill(type);
const without = ({ ...config }: Record<string, unknown>, name: string) => {
  delete config[name];
  return config;
};

it.each<[string, string, unknown]>([
  ["config", "a config is a JSON object", []],
  [
    "hidden_size",
    "hidden_size is missing",
    { model_type: "llama", num_hidden_layers: 4, num_attention_heads: 4 },
  ],
  ["num_hidden_layers", "num_hidden_layers is missing", { model_type: "llama", hidden_size: 64 }],
  [
    "num_hidden_layers",
    "num_hidden_layers is 0, outside 1 to 2147483648",
    { model_type: "llama", ...base, num_hidden_layers: 0 },
  ],
  [
    "n_layer",
    "5000 layers are more than any model has",
    { model_type: "gpt2", n_embd: 64, n_head: 4, n_layer: 5000 },
  ],
  [
    "num_hidden_layers",
    'num_hidden_layers is "4", not a whole number',
    { model_type: "llama", ...base, num_hidden_layers: "4" },
  ],
  [
    "head_dim",
    "head_dim is an object, not a whole number",
    { model_type: "llama", ...base, head_dim: {} },
  ],
  [
    "head_dim",
    "head_dim is a list, not a whole number",
    { model_type: "llama", ...base, head_dim: [6] },
  ],
  [
    "head_dim",
    `head_dim is "${"x".repeat(40)}", not a whole number`,
    { model_type: "llama", ...base, head_dim: "x".repeat(50) },
  ],
  [
    "head_dim",
    "head_dim is missing, and hidden_size / num_attention_heads is 16.25",
    { model_type: "llama", ...without(base, "head_dim"), hidden_size: 65 },
  ],
  [
    "num_key_value_heads",
    "4 query heads cannot share 3 KV heads evenly",
    { model_type: "llama", ...base, num_key_value_heads: 3 },
  ],
  [
    "text_config.num_attention_heads",
    "text_config.num_attention_heads is true, not a whole number",
    {
      model_type: "llava",
      text_config: { ...base, model_type: "llama", num_attention_heads: true },
    },
  ],
  [
    "use_sliding_window",
    "use_sliding_window is 1, not true or false",
    { model_type: "qwen2", ...base, use_sliding_window: 1 },
  ],
  ["layer_types", "layer_types is 4, not a list", { model_type: "olmo3", ...base, layer_types: 4 }],
  [
    "layer_types",
    "layer_types holds 4, not a text",
    { model_type: "olmo3", ...base, layer_types: [4] },
  ],
  [
    "layer_types",
    "layer_types has 1 entry for 4 layers",
    { model_type: "olmo3", ...base, layer_types: ["full_attention"] },
  ],
  [
    "layer_types",
    'layer_types names "mystery"',
    { model_type: "olmo3", ...base, layer_types: types("mystery") },
  ],
  [
    "layer_types",
    "holds conv layers, which this family does not have",
    { model_type: "olmo3", ...base, layer_types: types("conv") },
  ],
  [
    "attn_config",
    "attn_config is 4, not an object",
    { model_type: "mpt", ...base, attn_config: 4 },
  ],
  [
    "num_nextn_predict_layers",
    "is too many",
    { model_type: "glm4_moe", ...base, num_nextn_predict_layers: 5000 },
  ],
  [
    "num_mtp_modules",
    "is too many",
    { model_type: "glm4_moe", ...base, num_mtp_modules: 100, mtp_transformer_layers: 100 },
  ],
  [
    "is_encoder_decoder",
    "encoder and decoder keep caches of two kinds",
    { model_type: "opt", ...base, is_encoder_decoder: true },
  ],
  ["model_type", "rwkv7 is a layout that is not read", { model_type: "rwkv7", ...base }],
  [
    "sliding_window",
    "sliding_window hints at a layout that is not understood in this family",
    { model_type: "llama", ...base, sliding_window: 16 },
  ],
  [
    "sliding_window",
    "sliding_window hints at a layout that is not understood yet",
    { model_type: "newcomer", ...base, sliding_window: 16 },
  ],
  [
    "sliding_window_pattern",
    "sliding_window_pattern hints at a layout that is not understood yet",
    { model_type: "newcomer", ...base, sliding_window_pattern: 4 },
  ],
  [
    "sliding_window",
    "is a list, and this layout is not known",
    { dim: 64, n_layers: 4, n_heads: 4, sliding_window: [16, 32] },
  ],

  ["sliding_window", "sliding_window is missing", { model_type: "gemma2", ...base }],
  [
    "sliding_window_size",
    "is a window of another length than sliding_window",
    { model_type: "gemma2", ...base, sliding_window: 16, sliding_window_size: 32 },
  ],
  [
    "sliding_window_pattern",
    'sliding_window_pattern is "LXG", not L and G',
    { model_type: "exaone4", ...base, sliding_window: 16, sliding_window_pattern: "LXG" },
  ],
  [
    "hybrid_layer_pattern",
    "knows only 0 and 1",
    { model_type: "mimo_v2", ...base, sliding_window: 16, hybrid_layer_pattern: [0, 1, 2, 0] },
  ],
  [
    "hybrid_layer_pattern",
    "hybrid_layer_pattern has 2 entries for 4 layers",
    { model_type: "mimo_v2", ...base, sliding_window: 16, hybrid_layer_pattern: [0, 1] },
  ],
  ...[[4], [1, 1]].map((local_layer_ids): [string, string, unknown] => [
    "local_layer_ids",
    "names a layer twice, or one that is not there",
    { model_type: "inkling", ...base, sliding_window: 16, local_layer_ids },
  ]),
  [
    "max_window_layers",
    "max_window_layers is missing",
    { model_type: "qwen2", ...base, sliding_window: 16, use_sliding_window: true },
  ],
  [
    "use_sliding_window",
    "is false while the layers are listed as sliding",
    {
      model_type: "olmo3",
      ...base,
      sliding_window: 16,
      use_sliding_window: false,
      layer_types: types("sliding_attention"),
    },
  ],

  ["kv_lora_rank", "kv_lora_rank is missing", { model_type: "deepseek_v3", ...base }],
  ["qk_rope_head_dim", "qk_rope_head_dim is missing", without(sparse, "qk_rope_head_dim")],
  ["index_head_dim", "index_head_dim is missing", without(sparse, "index_head_dim")],
  [
    "index_topk_pattern",
    "index_topk_pattern has 2 entries for 4 layers",
    { ...sparse, index_topk_pattern: "FS" },
  ],
  ["index_topk_pattern", "is not made of F and S", { ...sparse, index_topk_pattern: "FSXS" }],
  [
    "indexer_types",
    "indexer_types has 1 entry for 4 layers",
    { ...sparse, indexer_types: ["full"] },
  ],
  ["indexer_types", 'names "half"', { ...sparse, indexer_types: types("half") }],
  [
    "index_skip_topk_offset",
    "is missing, and decides who has an index key",
    { ...sparse, index_topk_freq: 4 },
  ],

  ["compress_ratios", "compress_ratios is missing", without(v4, "compress_ratios")],
  ["compress_ratios", "has 1 entry for 4 layers", { ...v4, compress_ratios: [0] }],
  [
    "compress_ratios",
    "holds 7; only 0, 4 and 128 are known",
    { ...v4, compress_ratios: [0, 7, 0, 0] },
  ],
  [
    "num_key_value_heads",
    "is not 1, and this family keeps one head",
    { ...v4, num_key_value_heads: 2 },
  ],
  ["qk_rope_head_dim", "is not a part of head_dim", { ...v4, qk_rope_head_dim: 12 }],
  [
    "layer_types",
    'names "full_attention"',
    { ...without(v4, "compress_ratios"), layer_types: types("full_attention"), compress_rates: {} },
  ],
  [
    "compress_rates.compressed_sparse_attention",
    "compress_rates.compressed_sparse_attention is missing",
    {
      ...without(v4, "compress_ratios"),
      layer_types: types("compressed_sparse_attention"),
      compress_rates: {},
    },
  ],
  ["kv_source_layer_ids", "kv_source_layer_ids is missing", { ...v4, model_type: "deepseek_v41" }],
  [
    "kv_source_layer_ids",
    "layer 0 has no ratio",
    { ...v4, model_type: "deepseek_v41", kv_source_layer_ids: [0] },
  ],
  [
    "kv_source_layer_ids",
    "names no layer",
    { ...v4, model_type: "deepseek_v41", kv_source_layer_ids: [1, 4] },
  ],

  ["attn_type_list", "attn_type_list is missing", { model_type: "minimax_m1", ...base }],
  [
    "attn_type_list",
    "knows only 0 and 1",
    { model_type: "minimax_m1", ...base, attn_type_list: [0, 1, 2, 0] },
  ],
  [
    "attn_type_list",
    "attn_type_list has 1 entry for 4 layers",
    { model_type: "minimax_m1", ...base, attn_type_list: [0] },
  ],
  [
    "layer_types",
    "holds conv layers, which this family has not",
    { model_type: "minimax_m1", ...base, layer_types: types("conv") },
  ],
  [
    "attn_type_list",
    "holds layers that are not softmax attention",
    { model_type: "minimax_m2", ...base, attn_type_list: [1, 1, 0, 1] },
  ],
  [
    "attn_type_list",
    "attn_type_list has 2 entries for 4 layers",
    { model_type: "minimax_m2", ...base, attn_type_list: [1, 1] },
  ],
  [
    "sparse_attention_config",
    "sparse_attention_config is missing",
    { model_type: "minimax_m3", ...base },
  ],
  [
    "sparse_attention_config.sparse_attention_freq",
    "sparse_attention_freq is missing",
    { model_type: "minimax_m3", ...base, sparse_attention_config: {} },
  ],
  [
    "sparse_attention_config.sparse_attention_freq",
    "sparse_attention_config.sparse_attention_freq has 1 entry for 4 layers",
    { model_type: "minimax_m3", ...base, sparse_attention_config: { sparse_attention_freq: [1] } },
  ],
  [
    "sparse_attention_config.sparse_index_dim",
    "sparse_attention_config.sparse_index_dim is missing",
    {
      model_type: "minimax_m3",
      ...base,
      sparse_attention_config: { sparse_attention_freq: [1, 1, 0, 0] },
    },
  ],
  [
    "layer_types",
    'names "sliding_attention"',
    {
      model_type: "minimax_m3",
      ...base,
      index_head_dim: 5,
      layer_types: types("sliding_attention"),
    },
  ],
  [
    "layer_types",
    "layer_types has 1 entry for 4 layers",
    { model_type: "minimax_m3", ...base, index_head_dim: 5, layer_types: ["full_attention"] },
  ],

  [
    "no_rope_layers",
    "knows only 0 and 1",
    { model_type: "llama4", ...base, no_rope_layers: [0, 1, 2, 0] },
  ],
  [
    "no_rope_layers",
    "no_rope_layers has 1 entry for 4 layers",
    { model_type: "llama4", ...base, no_rope_layers: [1] },
  ],
  [
    "layer_types",
    "holds sliding layers, which Llama 4 does not have",
    { model_type: "llama4", ...base, layer_types: types("sliding_attention") },
  ],

  [
    "num_kv_shared_layers",
    "leaves no layer with a cache of its own",
    { model_type: "gemma3n", ...base, sliding_window: 16, num_kv_shared_layers: 4 },
  ],
  [
    "num_kv_shared_layers",
    "is missing, and decides which layers keep a cache",
    { model_type: "gemma3n", ...base, sliding_window: 16 },
  ],
  [
    "layer_types",
    "holds linear layers, which Gemma does not have",
    { model_type: "gemma2", ...base, layer_types: types("linear_attention") },
  ],
  [
    "attention_k_eq_v",
    "is false while global layers have KV heads of their own",
    {
      model_type: "gemma4",
      ...base,
      sliding_window: 16,
      num_global_key_value_heads: 1,
      attention_k_eq_v: false,
    },
  ],

  [
    "full_attention_interval",
    "is missing, and layers are not listed",
    { model_type: "qwen3_next", ...base, ...delta },
  ],
  [
    "ple_layer_ids",
    "names no layer",
    {
      model_type: "qwen4_exp",
      ...base,
      ...delta,
      full_attention_interval: 2,
      indexer_head_dim: 5,
      indexer_kv_heads: 1,
      indexer_compress_ratio: 4,
      ple_layer_ids: [5],
    },
  ],
  ["linear_attn_config", "linear_attn_config is missing", { model_type: "kimi_linear", ...rank }],
  [
    "linear_attn_config.full_attn_layers",
    "is missing, and decides which layers keep a latent",
    { model_type: "kimi_linear", ...rank, linear_attn_config: kimi },
  ],
  ...[[5], [1, 1]].map((full_attn_layers): [string, string, unknown] => [
    "linear_attn_config.full_attn_layers",
    "names a layer twice, or one that is not there",
    { model_type: "kimi_linear", ...rank, linear_attn_config: { ...kimi, full_attn_layers } },
  ]),
  [
    "linear_attn_config.kda_layers",
    "linear_attn_config.kda_layers has 3 entries for 4 layers",
    {
      model_type: "kimi_linear",
      ...rank,
      linear_attn_config: { ...kimi, full_attn_layers: [4], kda_layers: [1, 2] },
    },
  ],
  ["layer_types", "layer_types is missing", { ...sparse, model_type: "glm5_next" }],
  [
    "layer_types",
    "holds full layers, which this family does not have",
    {
      ...sparse,
      model_type: "glm5_next",
      linear_attn_config: kimi,
      layer_types: types("full_attention"),
    },
  ],

  [
    "attn_layer_period",
    "attn_layer_period is missing",
    { model_type: "jamba", ...base, attn_layer_offset: 1 },
  ],
  [
    "attn_layer_indices",
    "names a layer that is not there",
    { model_type: "bamba", ...base, ...mamba, attn_layer_indices: [4] },
  ],
  ["layer_types", "layer_types is missing", { model_type: "bamba", ...base, ...mamba }],
  [
    "layer_types",
    "holds conv layers, which this family does not have",
    { model_type: "bamba", ...base, ...mamba, layer_types: types("conv") },
  ],
  [
    "hybrid_override_pattern",
    "knows M, *, E and -",
    { ...nemotron, hybrid_override_pattern: "M*X-" },
  ],
  [
    "hybrid_override_pattern",
    "hybrid_override_pattern has 2 entries for 4 layers",
    { ...nemotron, hybrid_override_pattern: "M*" },
  ],
  ["hybrid_override_pattern", "hybrid_override_pattern is missing", nemotron],
  [
    "num_nextn_predict_layers",
    "is too many",
    {
      ...nemotron,
      hybrid_override_pattern: "M*-E",
      num_nextn_predict_layers: 4096,
      mtp_hybrid_override_pattern: "*E",
    },
  ],
  [
    "mamba_ssm_cache_dtype",
    "int8 is not a format of a state",
    { ...nemotron, hybrid_override_pattern: "M*-E", mamba_ssm_cache_dtype: "int8" },
  ],
  [
    "state_size",
    "makes a state of more numbers than can be counted exactly",
    {
      model_type: "mamba",
      num_hidden_layers: 1,
      intermediate_size: 2 ** 30,
      state_size: 2 ** 30,
      conv_kernel: 4,
    },
  ],
  [
    "full_attn_idxs",
    "names a layer that is not there",
    { model_type: "lfm2", ...base, conv_L_cache: 3, full_attn_idxs: [4] },
  ],
  ["layer_types", "layer_types is missing", { model_type: "lfm2", ...base, conv_L_cache: 3 }],
  [
    "layer_types",
    "holds mamba layers, which this family does not have",
    { model_type: "lfm2", ...base, conv_L_cache: 3, layer_types: types("mamba") },
  ],
  [
    "num_hidden_layers",
    "no layer keeps anything",
    { ...nemotron, hybrid_override_pattern: "-E-E" },
  ],

  [
    "cla_share_factor",
    "cla_share_factor is missing",
    { model_type: "hunyuan", ...base, use_cla: true },
  ],
  ["use_mla", "Hunyuan with MLA is not known", { model_type: "hunyuan", ...base, use_mla: true }],
  ["block_configs", "block_configs is missing", { model_type: "deci", ...base }],
  [
    "block_configs",
    "block_configs has 1 entry for 4 layers",
    { ...searched({}), num_hidden_layers: 4 },
  ],
  [
    "block_configs[0]",
    "block_configs[0] is not an object",
    { ...searched({}), block_configs: [7] },
  ],
  ["block_configs[0].attention", "attention is missing", searched(null)],
  [
    "block_configs[0].attention.window_length",
    "is set, and this layout is not known",
    searched({ window_length: 16, n_heads_in_group: 2 }),
  ],
  [
    "block_configs[0].attention.sparsify",
    "is set, and this layout is not known",
    searched({ sparsify: ["x"], n_heads_in_group: 2 }),
  ],
  [
    "block_configs[0].attention.n_heads_in_group",
    "does not divide the query heads",
    searched({ n_heads_in_group: 3 }),
  ],
  [
    "attn_config.attn_type",
    "other_attention is not known",
    { model_type: "mpt", ...base, attn_config: { attn_type: "other_attention" } },
  ],
  [
    "attn_config.sliding_window_size",
    "is set, and this layout is not known",
    { model_type: "mpt", ...base, attn_config: { sliding_window_size: 16 } },
  ],
  [
    "multi_query_group_num",
    "multi_query_group_num is missing",
    { model_type: "chatglm", ...base, multi_query_attention: true },
  ],
  [
    "attention_types",
    "attention_types is missing",
    { model_type: "gpt_neo", ...base, window_size: 16 },
  ],
  [
    "attention_types",
    "attention_types does not pair names with how often they come",
    { model_type: "gpt_neo", ...base, window_size: 16, attention_types: [["global", 2]] },
  ],
  [
    "attention_types",
    "attention_types lists more than 4 layers",
    { model_type: "gpt_neo", ...base, window_size: 16, attention_types: [[["global"], 5]] },
  ],
  [
    "attention_types",
    "attention_types does not pair names with how often they come",
    { model_type: "gpt_neo", ...base, window_size: 16, attention_types: ["global"] },
  ],
  [
    "attention_layers",
    "knows only global and local",
    { model_type: "gpt_neo", ...base, window_size: 16, attention_layers: types("other") },
  ],
  [
    "num_kv_heads",
    "num_kv_heads has 1 entry for 4 layers",
    { model_type: "openelm", ...base, num_kv_heads: [2] },
  ],
])("%s: %s", (field, reason, config) => {
  expect(fromConfig(config)).toEqual({ kind: "refused", field, reason });
});
