import { describe, expect, test } from "vitest";
import { familyFor } from "../../../../src/lib/witness/families/families.ts";
import {
  attentionKeys,
  expertKeys,
  experts,
  forward,
  gains,
  modelOf,
  projections,
  written,
} from "./kit.ts";
import { tiny } from "./tiny.ts";

const rotary = { "rope.dimension_count": 40 };

describe("gpt-oss", () => {
  const file = () => written(tiny.gptOss);

  test("has a window and experts", () => {
    expect(file().architecture).toBe("gpt-oss");
    expect(file().keys).toStrictEqual({
      ...attentionKeys,
      "attention.sliding_window": 128,
      ...expertKeys,
    });
  });

  test("has sinks and biases", () => {
    expect(file().layer(0)).toStrictEqual({
      ...gains("attn_norm", "post_attention_norm"),
      ...projections,
      "attn_output.bias": [160],
      "attn_sinks.weight": [6],
      ...experts,
      "ffn_gate_inp.bias": [1],
      "ffn_gate_exps.bias": [96, 1],
      "ffn_up_exps.bias": [96, 1],
      "ffn_down_exps.bias": [160, 1],
    });
  });

  test("has the experts' biases in full", () => {
    const biases = ["ffn_gate_exps.bias", "ffn_up_exps.bias", "ffn_down_exps.bias"];
    expect(file().inFull(0)).toStrictEqual(biases);
  });
});

describe("Llama 4", () => {
  test("says nothing of its chunks, and that all layers route", () => {
    const { architecture, keys } = written(tiny.llama4);
    expect(architecture).toBe("llama4");
    expect(keys).toStrictEqual({
      ...attentionKeys,
      ...rotary,
      ...expertKeys,
      interleave_moe_layer_step: 1,
    });
  });

  test("has a shared expert beside the others", () => {
    expect(written(tiny.llama4).layer(0)).toStrictEqual({
      ...gains("attn_norm", "ffn_norm"),
      ...projections,
      ...experts,
      "ffn_gate_shexp.weight": [160, 96],
      "ffn_up_shexp.weight": [160, 96],
      "ffn_down_shexp.weight": [96, 160],
    });
  });

  test("may have a layer without chunks before those that have them", () => {
    expect(written({ ...tiny.llama4, no_rope_layers: [0, 1, 1, 1] }).keys).toStrictEqual(
      written(tiny.llama4).keys,
    );
  });

  test.each([4096, undefined])("is refused with chunks of %s tokens", (attention_chunk_size) => {
    const model = modelOf({ ...tiny.llama4, attention_chunk_size });
    expect(() => familyFor("llama4")!.keys(model)).toThrow(
      expect.objectContaining({
        field: "attention_chunk_size",
        message: "llama.cpp gives llama4 chunks of 8192 tokens",
      }),
    );
  });
});

describe("MiMo V2", () => {
  const file = () => written(tiny.mimo2);

  test("says which layers slide, and every layer's KV heads", () => {
    expect(file().architecture).toBe("mimo2");
    expect(file().keys).toStrictEqual({
      "attention.head_count": 6,
      "attention.head_count_kv": { type: "u32s", value: [3, 2, 2] },
      "attention.key_length": 40,
      "attention.value_length": 24,
      "attention.sliding_window": 128,
      "attention.sliding_window_pattern": { type: "flags", value: [false, true, true] },
      ...expertKeys,
    });
  });

  test.each([
    [0, 3],
    [1, 2],
  ])("layer %i has %i KV heads, with values narrower than keys", (place, kvHeads) => {
    expect(file().layer(place)).toStrictEqual({
      ...gains("attn_norm", "ffn_norm"),
      "attn_q.weight": [160, 6 * 40],
      "attn_k.weight": [160, kvHeads * 40],
      "attn_v.weight": [160, kvHeads * 24],
      "attn_output.weight": [6 * 24, 160],
      ...forward,
    });
  });
});

test("GLM 4.5 routes on none of its layers", () => {
  const file = written(tiny.glm4Moe);
  expect(file.architecture).toBe("glm4moe");
  expect(file.keys).toStrictEqual({
    ...attentionKeys,
    ...rotary,
    ...expertKeys,
    expert_shared_count: 0,
    leading_dense_block_count: 2,
  });
  expect(file.layer(0)).toStrictEqual({
    ...gains("attn_norm", "post_attention_norm"),
    ...projections,
    ...forward,
  });
});

test("MiniMax M2 has wide norms, and a bias for the choice of experts", () => {
  const file = written(tiny.minimaxM2);
  expect(file.architecture).toBe("minimax-m2");
  expect(file.keys).toStrictEqual({
    ...attentionKeys,
    ...rotary,
    ...expertKeys,
    expert_gating_func: 2,
  });
  expect(file.layer(0)).toStrictEqual({
    ...gains("attn_norm", "ffn_norm"),
    ...projections,
    "attn_q_norm.weight": [240],
    "attn_k_norm.weight": [120],
    ...experts,
    "exp_probs_b.bias": [1],
  });
});
