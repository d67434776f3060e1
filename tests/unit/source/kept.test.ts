import { describe, expect, test } from "vitest";
import { fromConfig } from "../../../src/lib/architecture/from-config.ts";
import { parametersFromConfig } from "../../../src/lib/memory/parameters/count.ts";
import { keptOf } from "../../../src/lib/source/kept.ts";
import { llama } from "./files.ts";

describe("of a config", () => {
  test("all that decides something stays as it is", () => {
    expect(keptOf(llama)).toEqual(llama);
  });

  test.each<[string, unknown]>([
    ["a number", 7],
    ["zero", 0],
    ["a fraction", 1e-5],
    ["true", true],
    ["false", false],
  ])("%s stays, though nothing here reads it", (_, value) => {
    expect(keptOf({ ...llama, eos_token_id: value })).toEqual({ ...llama, eos_token_id: value });
  });

  test.each<[string, unknown]>([
    ["a text", "bfloat16"],
    ["an empty text", ""],
    ["a list", [1, 2, 3]],
    ["an object", { a: 1, b: { c: true } }],
    ["null", null],
  ])("%s that decides nothing goes", (_, value) => {
    expect(keptOf({ note: value, ...llama, last: value })).toEqual(llama);
  });

  test("the names of its family stay beside each other", () => {
    const both = { architectures: ["Own"], model_type: "llama", note: "x" };
    expect(keptOf({ ...llama, ...both })).toEqual({
      ...llama,
      architectures: ["Own"],
      model_type: "llama",
    });
  });

  test("that is refused the names, numbers and switches stay", () => {
    const config = { model_type: "whisper", architectures: ["A"], a: 1, b: false, c: "x", d: null };
    expect(keptOf(config)).toEqual({ model_type: "whisper", architectures: ["A"], a: 1, b: false });
  });

  test("of nothing nothing is kept", () => {
    expect(keptOf({})).toEqual({});
  });

  test("the given one is left as it was", () => {
    const config = { ...llama, note: "x", inner: { a: "y" } };
    const before = structuredClone(config);
    keptOf(config);
    expect(config).toEqual(before);
  });
});

const qwen = {
  model_type: "qwen3_moe",
  architectures: ["Qwen3MoeForCausalLM"],
  hidden_size: 2048,
  intermediate_size: 6144,
  moe_intermediate_size: 768,
  num_attention_heads: 32,
  num_hidden_layers: 4,
  num_key_value_heads: 4,
  num_experts: 128,
  num_experts_per_tok: 8,
  head_dim: 128,
  vocab_size: 151936,
  decoder_sparse_step: 1,
  max_position_embeddings: 40960,
  tie_word_embeddings: false,
};

test("a list that changes only how many parameters there are stays", () => {
  const config = { ...qwen, mlp_only_layers: [0, 1] };
  expect(fromConfig(config)).toEqual(fromConfig(qwen));
  expect(parametersFromConfig(config)).not.toEqual(parametersFromConfig(qwen));
  expect(keptOf({ ...config, note: "x" })).toEqual(config);
  expect(keptOf({ ...qwen, mlp_only_layers: [] })).toEqual(qwen);
});

test("within an object that decides something the rest goes", () => {
  const text = { ...llama, note: "x", labels: { a: "b" }, eos_token_id: 2, pad: null };
  const kept = keptOf({ model_type: "llava", note: "y", text_config: text });
  const { eos_token_id, ...rest } = text;
  expect(kept).toEqual({ model_type: "llava", text_config: { ...llama, eos_token_id } });
  expect(rest.note).toBe("x");
});

describe("fields beyond the first 300", () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${at}`, at]));

  test("the 300th is tried, and goes", () => {
    const config = { ...many(299), note: "x", ...llama };
    const { note: _, ...rest } = config;
    expect(keptOf(config)).toEqual(rest);
  });

  test("the 301st stays, whatever it is", () => {
    const config = { ...many(300), note: "x", nothing: null, ...llama };
    expect(keptOf(config)).toEqual(config);
  });
});
