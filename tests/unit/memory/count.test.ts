import { describe, expect, it, test } from "vitest";
import { parametersFromConfig } from "../../../src/lib/index.ts";

const small = {
  vocab_size: 50,
  hidden_size: 12,
  intermediate_size: 30,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};
const llama = { model_type: "llama", ...small };
const mixture = { ...small, num_experts: 8, moe_intermediate_size: 6 };

const total = (config: object) => {
  const count = parametersFromConfig(config);
  if (count.kind === "refused") throw new Error(count.reason);
  return count.total;
};

const without = ({ ...config }: Record<string, unknown>, name: string) => {
  delete config[name];
  return config;
};

describe("what cannot be counted is refused in words", () => {
  it.each<[string, string, unknown]>([
    ["config", "a config is a JSON object", "config.json"],
    ["model_type", "no model_type says which tensors there are", small],
    [
      "model_type",
      "the tensors of qwen3_next are not known",
      { ...small, model_type: "qwen3_next" },
    ],
    [
      "model_type",
      "the tensors of LlamaForCausalLM are not known",
      { ...small, architectures: ["LlamaForCausalLM"] },
    ],
    [
      "model_type",
      `the tensors of ${"x".repeat(60)} are not known`,
      { ...small, model_type: "x".repeat(90) },
    ],
    ["vocab_size", "vocab_size is missing", without(llama, "vocab_size")],
    ["intermediate_size", "intermediate_size is missing", without(llama, "intermediate_size")],
    [
      "word_embed_proj_dim",
      "word_embed_proj_dim differs from hidden_size, and that build is not counted",
      { ...small, model_type: "opt", max_position_embeddings: 64, word_embed_proj_dim: 6 },
    ],
    [
      "do_layer_norm_before",
      "do_layer_norm_before is false, and that build is not counted",
      { ...small, model_type: "opt", max_position_embeddings: 64, do_layer_norm_before: false },
    ],
    [
      "use_bias",
      "use_bias is false, and that build is not counted",
      { ...small, model_type: "starcoder2", use_bias: false },
    ],
    [
      "use_qk_norm",
      "use_qk_norm is true, and that build is not counted",
      { ...small, model_type: "cohere", use_qk_norm: true },
    ],
    [
      "qk_layernorm",
      "qk_layernorm is true, and that build is not counted",
      { ...small, model_type: "phi", qk_layernorm: true },
    ],
    [
      "moe_layer_freq",
      "moe_layer_freq is not 1, and that build is not counted",
      { ...mixture, model_type: "qwen3_moe", moe_layer_freq: 2 },
    ],
    [
      "num_experts_per_tok",
      "9 experts are more than the 8 there are",
      { ...mixture, model_type: "qwen3_moe", num_experts_per_tok: 9 },
    ],
  ])("%s: %s", (field, reason, config) => {
    expect(parametersFromConfig(config)).toEqual({ kind: "refused", field, reason });
  });

  it.each([
    [{ model_type: "opt", ffn_dim: 30, max_position_embeddings: 64, word_embed_proj_dim: 12 }],
    [{ model_type: "opt", ffn_dim: 30, max_position_embeddings: 64, do_layer_norm_before: true }],
    [{ model_type: "starcoder2", use_bias: true }],
    [{ model_type: "cohere", use_qk_norm: false }],
    [{ model_type: "phi", qk_layernorm: false }],
  ])("but not the plain build: %o", (fields) => {
    expect(parametersFromConfig({ ...small, ...fields })).toMatchObject({ kind: "parameters" });
  });
});

describe("numbers that a config leaves to its class", () => {
  it("are Gemma 3's vocabulary and the head's width", () => {
    const gemma = {
      model_type: "gemma3_text",
      hidden_size: 5376,
      num_attention_heads: 32,
      num_hidden_layers: 62,
      num_key_value_heads: 16,
      head_dim: 128,
      intermediate_size: 21_504,
    };
    expect(parametersFromConfig(gemma)).toMatchObject({
      total: 27_009_346_304n,
      trace: {
        vocabulary: {
          field: "vocab_size",
          value: 262_208,
          rule: "what transformers’ Gemma3TextConfig fills in",
        },
      },
    });
    expect(total({ ...gemma, vocab_size: 262_144 })).toBe(27_009_002_240n);
  });

  it.each([
    ["gemma", 256],
    ["gemma2", 256],
    ["gemma3", 256],
    ["qwen3", 128],
    ["qwen3_moe", 128],
    ["gpt_oss", 64],
    ["glm4_moe", 128],
  ])("%s has heads of %i", (model_type, width) => {
    const config = { ...small, model_type };
    expect(total(config)).toBe(total({ ...config, head_dim: width }));
    expect(parametersFromConfig(config)).toMatchObject({
      trace: { headDim: { field: "head_dim", value: width, rule: "the family's default" } },
    });
  });

  it("are else what follows from the others", () => {
    expect(total(llama)).toBe(total({ ...llama, head_dim: 3 }));
  });
});

test("the family may be named beside the text model's fields or around them", () => {
  const inner = { ...small, model_type: "gemma3_text" };
  const { model_type, ...bare } = inner;
  expect(total({ model_type: "gemma3", text_config: inner })).toBe(total(inner));
  expect(total({ model_type: "gemma3", text_config: bare })).toBe(total(inner));
});

describe("Mistral's own params.json", () => {
  const mistral = {
    dim: 4096,
    n_layers: 32,
    head_dim: 128,
    hidden_dim: 14_336,
    n_heads: 32,
    n_kv_heads: 8,
    vocab_size: 32_000,
  };

  it("counts Mistral 7B as its config.json does", () => {
    expect(total(mistral)).toBe(7_241_732_096n);
  });

  it("may share its embedding", () => {
    expect(total({ ...mistral, tied_embeddings: true })).toBe(7_241_732_096n - 32_000n * 4096n);
  });

  it("is not counted as dense where it lists experts or a latent", () => {
    for (const more of [{ moe: { num_experts: 8 } }, { kv_lora_rank: 512 }])
      expect(parametersFromConfig({ ...mistral, ...more })).toMatchObject({
        kind: "refused",
        field: "model_type",
      });
  });
});

test("the output matrix is the embedding where the config says so, whatever the family does", () => {
  const row = 50n * 12n;
  expect(total(llama) - total({ ...llama, tie_word_embeddings: true })).toBe(row);
  const gemma = { ...small, model_type: "gemma" };
  expect(total({ ...gemma, tie_word_embeddings: false }) - total(gemma)).toBe(row);
});
