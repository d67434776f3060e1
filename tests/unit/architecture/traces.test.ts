import { expect, test } from "vitest";
import { fromConfig } from "../../../src/lib/index.ts";
import { base, delta, v4 } from "./configs.ts";

const heads = {
  count: "num_hidden_layers",
  queryHeads: "num_attention_heads",
  kvHeads: "num_key_value_heads",
  headDim: "head_dim",
};
const low = { num_hidden_layers: 4, kv_lora_rank: 9, qk_rope_head_dim: 2, index_head_dim: 128 };
const latent = { count: "num_hidden_layers", rank: "kv_lora_rank", ropeDim: "qk_rope_head_dim" };
const index = { indexKeyDim: "index_head_dim", indexEntryBytes: "index_head_dim" };
const deltaFields = {
  linearKeyHeads: "linear_num_key_heads",
  linearKeyDim: "linear_key_head_dim",
  linearValueHeads: "linear_num_value_heads",
  linearValueDim: "linear_value_head_dim",
  convKernel: "linear_conv_kernel_dim",
};
const kimi = { num_heads: 3, head_dim: 7, short_conv_kernel_size: 4 };
const kimiFields = {
  linearHeads: "linear_attn_config.num_heads",
  linearDim: "linear_attn_config.head_dim",
  convKernel: "linear_attn_config.short_conv_kernel_size",
};
const v4Fields = {
  count: "num_hidden_layers",
  kvHeads: "num_key_value_heads",
  headDim: "head_dim",
  ropeDim: "qk_rope_head_dim",
  window: "sliding_window",
  indexKeyDim: "index_head_dim",
  schedule: "compress_ratios",
};

test.each<[string, object, Record<string, string>]>([
  [
    "glm_moe_dsa",
    { ...low, index_kpool: 2, index_topk_freq: 4, index_skip_topk_offset: 3 },
    {
      ...latent,
      ...index,
      indexRatio: "index_kpool",
      indexEvery: "index_topk_freq",
      indexOffset: "index_skip_topk_offset",
    },
  ],
  ["deepseek_v4", v4, v4Fields],
  ["deepseek_v41", { ...v4, model_type: "deepseek_v41", kv_source_layer_ids: [1] }, v4Fields],
  [
    "minimax_m3",
    {
      ...base,
      num_mtp_modules: 1,
      mtp_transformer_layers: 1,
      sparse_attention_config: { sparse_attention_freq: [0, 1, 1, 0], sparse_index_dim: 5 },
    },
    {
      ...heads,
      schedule: "sparse_attention_config.sparse_attention_freq",
      indexKeyDim: "sparse_attention_config.sparse_index_dim",
      extra: "num_mtp_modules",
      extraEach: "mtp_transformer_layers",
    },
  ],
  [
    "llama4",
    { ...base, attention_chunk_size: 16, no_rope_layer_interval: 2 },
    { ...heads, window: "attention_chunk_size", fullEvery: "no_rope_layer_interval" },
  ],
  [
    "jamba",
    {
      ...base,
      attn_layer_period: 2,
      attn_layer_offset: 1,
      mamba_expand: 2,
      mamba_d_state: 3,
      mamba_d_conv: 5,
    },
    {
      ...heads,
      attentionEvery: "attn_layer_period",
      attentionFrom: "attn_layer_offset",
      hiddenSize: "hidden_size",
      mambaExpand: "mamba_expand",
      stateSize: "mamba_d_state",
      convKernel: "mamba_d_conv",
    },
  ],
  [
    "mamba",
    { num_hidden_layers: 2, d_inner: 128, state_size: 3, conv_kernel: 5 },
    {
      count: "num_hidden_layers",
      mambaInner: "d_inner",
      stateSize: "state_size",
      convKernel: "conv_kernel",
    },
  ],
  [
    "falcon_h1",
    {
      ...base,
      mamba_n_heads: 3,
      mamba_d_head: 7,
      mamba_n_groups: 2,
      mamba_d_state: 5,
      mamba_d_conv: 4,
    },
    {
      ...heads,
      mambaHeads: "mamba_n_heads",
      mambaDim: "mamba_d_head",
      mambaGroups: "mamba_n_groups",
      stateSize: "mamba_d_state",
      convKernel: "mamba_d_conv",
    },
  ],
  [
    "falcon_h1",
    {
      ...base,
      mamba_d_head: "auto",
      mamba_expand: 2,
      mamba_n_groups: 2,
      mamba_d_state: 5,
      mamba_d_conv: 4,
    },
    {
      ...heads,
      hiddenSize: "hidden_size",
      mambaExpand: "mamba_expand",
      mambaGroups: "mamba_n_groups",
      stateSize: "mamba_d_state",
      convKernel: "mamba_d_conv",
    },
  ],
  [
    "qwen3_next",
    { ...base, ...delta, full_attention_interval: 4, mtp_num_hidden_layers: 1 },
    {
      ...heads,
      ...deltaFields,
      fullEvery: "full_attention_interval",
      extra: "mtp_num_hidden_layers",
    },
  ],
  [
    "qwen4_exp",
    {
      ...base,
      ...delta,
      full_attention_interval: 2,
      indexer_head_dim: 5,
      indexer_kv_heads: 2,
      indexer_compress_ratio: 8,
      ple_layer_ids: [2],
      ple_conv_kernel_size: 3,
      ngram_size: 2,
      hc_count: 4,
    },
    {
      ...heads,
      ...deltaFields,
      hiddenSize: "hidden_size",
      fullEvery: "full_attention_interval",
      indexKeyDim: "indexer_head_dim",
      indexKeyHeads: "indexer_kv_heads",
      indexRatio: "indexer_compress_ratio",
      pleKernel: "ple_conv_kernel_size",
      ngram: "ngram_size",
      streams: "hc_count",
    },
  ],
  [
    "kimi_linear",
    {
      num_hidden_layers: 4,
      kv_lora_rank: 9,
      qk_rope_head_dim: 2,
      linear_attn_config: { ...kimi, full_attn_layers: [4] },
    },
    { ...latent, ...kimiFields, schedule: "linear_attn_config.full_attn_layers" },
  ],
  [
    "glm5_next",
    {
      ...low,
      linear_attn_config: kimi,
      layer_types: [...Array(3).fill("linear_attention"), "deepseek_sparse_attention"],
    },
    { ...latent, ...index, ...kimiFields, schedule: "layer_types" },
  ],
  [
    "nemotron_h",
    {
      ...base,
      hybrid_override_pattern: "M*-E",
      mamba_num_heads: 3,
      mamba_head_dim: 7,
      n_groups: 2,
      ssm_state_size: 5,
      conv_kernel: 4,
    },
    {
      ...heads,
      schedule: "hybrid_override_pattern",
      stateBytes: "mamba_ssm_cache_dtype",
      mambaHeads: "mamba_num_heads",
      mambaDim: "mamba_head_dim",
      mambaGroups: "n_groups",
      stateSize: "ssm_state_size",
      convKernel: "conv_kernel",
    },
  ],
  [
    "lfm2",
    { ...base, conv_L_cache: 3, full_attn_idxs: [1] },
    { ...heads, hiddenSize: "hidden_size", convKernel: "conv_L_cache" },
  ],
  [
    "mimo_v2",
    {
      ...base,
      v_head_dim: 4,
      sliding_window: 16,
      hybrid_layer_pattern: [0, 1, 1, 0],
      swa_head_dim: 8,
      swa_num_key_value_heads: 1,
      swa_v_head_dim: 5,
    },
    {
      ...heads,
      valueDim: "v_head_dim",
      window: "sliding_window",
      schedule: "hybrid_layer_pattern",
      slidingKeyDim: "swa_head_dim",
      slidingKvHeads: "swa_num_key_value_heads",
      slidingValueDim: "swa_v_head_dim",
    },
  ],
  [
    "gemma4",
    {
      ...base,
      sliding_window: 16,
      sliding_window_pattern: 2,
      global_head_dim: 12,
      num_global_key_value_heads: 1,
      num_kv_shared_layers: 1,
    },
    {
      ...heads,
      window: "sliding_window",
      schedule: "sliding_window_pattern",
      globalHeadDim: "global_head_dim",
      globalKvHeads: "num_global_key_value_heads",
      shared: "num_kv_shared_layers",
    },
  ],
  [
    "hunyuan",
    { ...base, use_cla: true, cla_share_factor: 2 },
    { ...heads, shareFactor: "cla_share_factor" },
  ],
  [
    "qwen2",
    { ...base, sliding_window: 16, use_sliding_window: true, max_window_layers: 2 },
    { ...heads, window: "sliding_window", windowedFrom: "max_window_layers" },
  ],
  [
    "nemotron-nas",
    {
      ...base,
      num_hidden_layers: 1,
      block_configs: [{ attention: { n_heads_in_group: 2 } }],
    },
    {
      count: "num_hidden_layers",
      headDim: "head_dim",
      queryHeads: "num_attention_heads",
      headsInGroup: "block_configs[0].attention.n_heads_in_group",
    },
  ],
  [
    "dbrx",
    { d_model: 64, n_heads: 4, n_layers: 4, attn_config: { kv_n_heads: 2 } },
    {
      count: "n_layers",
      hiddenSize: "d_model",
      queryHeads: "n_heads",
      headDim: "d_model",
      kvHeads: "attn_config.kv_n_heads",
    },
  ],
  [
    "chatglm",
    {
      hidden_size: 64,
      num_attention_heads: 4,
      num_layers: 4,
      kv_channels: 8,
      multi_query_attention: true,
      multi_query_group_num: 2,
    },
    { count: "num_layers", headDim: "kv_channels", kvHeads: "multi_query_group_num" },
  ],
])("every number of %s is traced to its field", (model_type, config, fields) => {
  const reading = fromConfig({ model_type, ...config });
  if (reading.kind === "refused") throw new Error(`${reading.field}: ${reading.reason}`);
  const traced = Object.entries(reading.architecture.trace);
  expect(Object.fromEntries(traced.map(([what, { field }]) => [what, field]))).toEqual(fields);
});
