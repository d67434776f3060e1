import { describe, expect, it } from "vitest";
import { parametersFromConfig, parametersPerToken, storedWeights } from "../../../src/lib/index.ts";

const shape = (
  [hidden_size, intermediate_size, num_hidden_layers]: [number, number, number],
  [num_attention_heads, num_key_value_heads]: [number, number],
  vocab_size: number,
) => ({
  hidden_size,
  intermediate_size,
  num_hidden_layers,
  num_attention_heads,
  num_key_value_heads,
  vocab_size,
});

const latent = {
  kv_lora_rank: 512,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  moe_layer_freq: 1,
};
const tied = { tie_word_embeddings: true };

/**
 * Shapes and counts of known models, as remembered and not read again. That tensors built from the
 * shapes add up to the counts, to the last digit and for every family, is what the test relies on.
 */
const remembered: [string, object, number][] = [
  [
    "Llama 3.1 8B",
    { model_type: "llama", ...shape([4096, 14336, 32], [32, 8], 128256) },
    8_030_261_248,
  ],
  [
    "Llama 3.1 70B",
    { model_type: "llama", ...shape([8192, 28672, 80], [64, 8], 128256) },
    70_553_706_496,
  ],
  [
    "Llama 2 7B",
    { model_type: "llama", ...shape([4096, 11008, 32], [32, 32], 32000) },
    6_738_415_616,
  ],
  [
    "TinyLlama 1.1B",
    { model_type: "llama", ...shape([2048, 5632, 22], [32, 4], 32000) },
    1_100_048_384,
  ],
  [
    "Mistral 7B v0.1",
    { model_type: "mistral", ...shape([4096, 14336, 32], [32, 8], 32000) },
    7_241_732_096,
  ],
  [
    "Mixtral 8x7B",
    { model_type: "mixtral", ...shape([4096, 14336, 32], [32, 8], 32000), num_local_experts: 8 },
    46_702_792_704,
  ],
  [
    "Qwen2.5 7B",
    { model_type: "qwen2", ...shape([3584, 18944, 28], [28, 4], 152064) },
    7_615_616_512,
  ],
  [
    "Qwen2.5 0.5B",
    { model_type: "qwen2", ...shape([896, 4864, 24], [14, 2], 151936), ...tied },
    494_032_768,
  ],
  [
    "Qwen2.5 72B",
    { model_type: "qwen2", ...shape([8192, 29568, 80], [64, 8], 152064) },
    72_706_203_648,
  ],
  [
    "Qwen1.5 MoE A2.7B",
    {
      model_type: "qwen2_moe",
      ...shape([2048, 5632, 24], [16, 16], 151936),
      num_experts: 60,
      moe_intermediate_size: 1408,
      shared_expert_intermediate_size: 5632,
      decoder_sparse_step: 1,
    },
    14_315_784_192,
  ],
  [
    "Qwen3 8B",
    { model_type: "qwen3", ...shape([4096, 12288, 36], [32, 8], 151936), head_dim: 128 },
    8_190_735_360,
  ],
  [
    "Qwen3 0.6B",
    { model_type: "qwen3", ...shape([1024, 3072, 28], [16, 8], 151936), head_dim: 128, ...tied },
    596_049_920,
  ],
  [
    "Qwen3 30B A3B",
    {
      model_type: "qwen3_moe",
      ...shape([2048, 6144, 48], [32, 4], 151936),
      head_dim: 128,
      num_experts: 128,
      moe_intermediate_size: 768,
      mlp_only_layers: [],
      decoder_sparse_step: 1,
    },
    30_532_122_624,
  ],
  [
    "Qwen3 235B A22B",
    {
      model_type: "qwen3_moe",
      ...shape([4096, 12288, 94], [64, 4], 151936),
      head_dim: 128,
      num_experts: 128,
      moe_intermediate_size: 1536,
    },
    235_093_634_560,
  ],
  [
    "Gemma 7B",
    { model_type: "gemma", ...shape([3072, 24576, 28], [16, 16], 256000), head_dim: 256 },
    8_537_680_896,
  ],
  [
    "Gemma 2B",
    { model_type: "gemma", ...shape([2048, 16384, 18], [8, 1], 256000), head_dim: 256 },
    2_506_172_416,
  ],
  [
    "Gemma 2 9B",
    { model_type: "gemma2", ...shape([3584, 14336, 42], [16, 8], 256000), head_dim: 256 },
    9_241_705_984,
  ],
  [
    "Gemma 2 2B",
    { model_type: "gemma2", ...shape([2304, 9216, 26], [8, 4], 256000), head_dim: 256 },
    2_614_341_888,
  ],
  [
    "Gemma 2 27B",
    { model_type: "gemma2", ...shape([4608, 36864, 46], [32, 16], 256000), head_dim: 128 },
    27_227_128_320,
  ],
  [
    "Gemma 3 1B",
    { model_type: "gemma3_text", ...shape([1152, 6912, 26], [4, 1], 262144), head_dim: 256 },
    999_885_952,
  ],
  [
    "Phi-3 mini",
    { model_type: "phi3", ...shape([3072, 8192, 32], [32, 32], 32064) },
    3_821_079_552,
  ],
  [
    "GPT-2",
    {
      model_type: "gpt2",
      n_embd: 768,
      n_layer: 12,
      n_head: 12,
      n_positions: 1024,
      vocab_size: 50257,
    },
    124_439_808,
  ],
  [
    "OPT 125M",
    {
      model_type: "opt",
      hidden_size: 768,
      ffn_dim: 3072,
      num_hidden_layers: 12,
      num_attention_heads: 12,
      vocab_size: 50272,
      max_position_embeddings: 2048,
    },
    125_239_296,
  ],
  [
    "OPT 6.7B",
    {
      model_type: "opt",
      hidden_size: 4096,
      ffn_dim: 16384,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 50272,
      max_position_embeddings: 2048,
    },
    6_658_473_984,
  ],
  [
    "GPT-J 6B",
    {
      model_type: "gptj",
      n_embd: 4096,
      n_layer: 28,
      n_head: 16,
      n_positions: 2048,
      vocab_size: 50400,
    },
    6_050_882_784,
  ],
  [
    "GPT-NeoX 20B",
    {
      model_type: "gpt_neox",
      hidden_size: 6144,
      intermediate_size: 24576,
      num_hidden_layers: 44,
      num_attention_heads: 64,
      vocab_size: 50432,
    },
    20_554_567_680,
  ],
  [
    "Pythia 6.9B",
    {
      model_type: "gpt_neox",
      hidden_size: 4096,
      intermediate_size: 16384,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 50432,
    },
    6_857_302_016,
  ],
  ["Phi-2", { model_type: "phi", ...shape([2560, 10240, 32], [32, 32], 51200) }, 2_779_683_840],
  [
    "StarCoder2 7B",
    { model_type: "starcoder2", ...shape([4608, 18432, 32], [36, 4], 49152) },
    7_173_923_840,
  ],
  [
    "StarCoder2 3B",
    { model_type: "starcoder2", ...shape([3072, 12288, 30], [24, 2], 49152) },
    3_030_371_328,
  ],
  [
    "gpt-oss 20B",
    {
      model_type: "gpt_oss",
      ...shape([2880, 2880, 24], [64, 8], 201088),
      head_dim: 64,
      num_local_experts: 32,
    },
    20_914_757_184,
  ],
  [
    "gpt-oss 120B",
    {
      model_type: "gpt_oss",
      ...shape([2880, 2880, 36], [64, 8], 201088),
      head_dim: 64,
      num_local_experts: 128,
    },
    116_829_156_672,
  ],
  [
    "DeepSeek V3",
    {
      model_type: "deepseek_v3",
      ...shape([7168, 18432, 61], [128, 128], 129280),
      q_lora_rank: 1536,
      ...latent,
      n_routed_experts: 256,
      n_shared_experts: 1,
      moe_intermediate_size: 2048,
      first_k_dense_replace: 3,
    },
    671_026_419_200,
  ],
  [
    "DeepSeek V2 Lite",
    {
      model_type: "deepseek_v2",
      ...shape([2048, 10944, 27], [16, 16], 102400),
      q_lora_rank: null,
      ...latent,
      n_routed_experts: 64,
      n_shared_experts: 2,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
    },
    15_706_484_224,
  ],
  [
    "DeepSeek V2",
    {
      model_type: "deepseek_v2",
      ...shape([5120, 12288, 60], [128, 128], 102400),
      q_lora_rank: 1536,
      ...latent,
      n_routed_experts: 160,
      n_shared_experts: 2,
      moe_intermediate_size: 1536,
      first_k_dense_replace: 1,
    },
    235_741_434_880,
  ],
  [
    "OLMo 3 7B",
    { model_type: "olmo3", ...shape([4096, 11008, 32], [32, 32], 100278) },
    7_298_011_136,
  ],
  [
    "OLMo 2 7B",
    { model_type: "olmo2", ...shape([4096, 11008, 32], [32, 32], 100352) },
    7_298_617_344,
  ],
  [
    "Command R",
    { model_type: "cohere", ...shape([8192, 22528, 40], [64, 64], 256000) },
    34_980_831_232,
  ],
  [
    "SmolLM3 3B",
    { model_type: "smollm3", ...shape([2048, 11008, 36], [16, 4], 128256) },
    3_075_098_624,
  ],
  [
    "GLM-4.5 Air",
    {
      model_type: "glm4_moe",
      ...shape([4096, 10944, 46], [96, 8], 151552),
      head_dim: 128,
      attention_bias: true,
      n_routed_experts: 128,
      n_shared_experts: 1,
      moe_intermediate_size: 1408,
      first_k_dense_replace: 1,
    },
    106_852_251_264,
  ],
];

describe("counted from the config", () => {
  it.each(remembered)("%s", (_, config, total) => {
    const count = parametersFromConfig(config);
    expect(count).toMatchObject({ kind: "parameters", total: BigInt(total) });
  });

  it("adds up its tensors", () => {
    const count = parametersFromConfig(remembered[0]![1]);
    if (count.kind === "refused") throw new Error(count.reason);
    expect(count.tensors.reduce((sum, { numbers }) => sum + numbers, 0n)).toBe(count.total);
  });

  it.each([
    ["model_type", { model_type: "qwen3_next", ...shape([2048, 5120, 48], [16, 2], 151936) }],
    [
      "vocab_size",
      { model_type: "llama", ...shape([2048, 5120, 48], [16, 2], 1), vocab_size: null },
    ],
    [
      "intermediate_size",
      { model_type: "llama", ...shape([64, 1, 2], [2, 2], 9), intermediate_size: "1" },
    ],
    [
      "word_embed_proj_dim",
      { model_type: "opt", ...shape([64, 1, 2], [2, 2], 9), word_embed_proj_dim: 32 },
    ],
    ["config", 7],
  ])("refuses naming %s", (field, config) =>
    expect(parametersFromConfig(config)).toMatchObject({ kind: "refused", field }),
  );
});

describe("what works on one token", () => {
  const mixtral = {
    model_type: "mixtral",
    ...shape([4096, 14336, 32], [32, 8], 32000),
    num_local_experts: 8,
  };
  const perToken = (config: object) => {
    const count = parametersFromConfig(config);
    if (count.kind === "refused") throw new Error(count.reason);
    return parametersPerToken(count);
  };

  it("is two of Mixtral's eight experts and everything else", () => {
    expect(perToken({ ...mixtral, num_experts_per_tok: 2 })).toBe(12_879_925_248n);
  });

  it("is everything where a token is sent to all, and in a dense model", () => {
    expect(perToken({ ...mixtral, num_experts_per_tok: 8 })).toBe(46_702_792_704n);
    expect(perToken(remembered[0]![1])).toBe(8_030_261_248n);
  });

  it("is not known where the config does not say, and not more than there is", () => {
    expect(perToken(mixtral)).toBeUndefined();
    expect(parametersFromConfig({ ...mixtral, num_experts_per_tok: 9 })).toMatchObject({
      kind: "refused",
      field: "num_experts_per_tok",
    });
  });
});

describe("added up from a header", () => {
  it("is exact in blocks", () => {
    const tensors = [
      { name: "a", type: "Q4_K", shape: [256n, 4n] },
      { name: "b", type: "F32", shape: [10] },
    ];
    expect(storedWeights(tensors)).toEqual({
      parameters: 1034n,
      bytes: 616n,
      byType: { Q4_K: 576n, F32: 40n },
    });
  });

  it("names the tensor it cannot size", () => {
    expect(() => storedWeights([{ name: "odd", type: "Q9_9", shape: [1] }])).toThrow(/odd/);
    expect(() => storedWeights([{ name: "odd", type: "Q8_0", shape: [31] }])).toThrow(/odd/);
  });
});
