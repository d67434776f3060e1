import { describe, expect, test } from "vitest";
import { expertKeys, forward, gains, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

/** One head, with keys and values of 32 beside the latent, and queries of rank 32. */
const keys = {
  "attention.head_count": 1,
  "attention.head_count_kv": 1,
  "attention.key_length": 64 + 16,
  "attention.value_length": 64,
  "attention.key_length_mla": 32 + 16,
  "attention.value_length_mla": 32,
  "attention.kv_lora_rank": 64,
  "attention.q_lora_rank": 32,
  "rope.dimension_count": 16,
  leading_dense_block_count: 2,
  ...expertKeys,
  expert_shared_count: 0,
  expert_gating_func: 2,
};

const layer = {
  ...gains("attn_norm", "ffn_norm"),
  "attn_q_a.weight": [160, 32],
  "attn_q_a_norm.weight": [32],
  "attn_q_b.weight": [32, 32 + 16],
  "attn_kv_a_mqa.weight": [160, 64 + 16],
  "attn_kv_a_norm.weight": [64],
  "attn_k_b.weight": [32, 64, 1],
  "attn_v_b.weight": [64, 32, 1],
  "attn_output.weight": [32, 160],
  ...forward,
};

describe("a latent and its rotary key", () => {
  test.each([tiny.deepseek2, tiny.deepseek3, tiny.kimiK2])("of %o", (config) => {
    const file = written(config);
    expect(file.architecture).toBe("deepseek2");
    expect(file.keys).toStrictEqual(keys);
    expect(file.layer(0)).toStrictEqual(layer);
  });
});

describe("DeepSeek V3.2", () => {
  test("says how wide an index key is", () => {
    const file = written(tiny.deepseek32);
    expect(file.architecture).toBe("deepseek32");
    expect(file.keys).toStrictEqual({
      ...keys,
      "attention.indexer.key_length": 128,
      "attention.indexer.head_count": 1,
      "attention.indexer.top_k": 2048,
    });
  });

  test("has an indexer beside the latent", () => {
    expect(written(tiny.deepseek32).layer(1)).toStrictEqual({
      ...layer,
      "indexer.k_norm.weight": [128],
      "indexer.k_norm.bias": [128],
      "indexer.proj.weight": [160, 1],
      "indexer.attn_k.weight": [160, 128],
      "indexer.attn_q_b.weight": [32, 128],
    });
  });
});
