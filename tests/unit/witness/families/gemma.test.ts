import { describe, expect, test } from "vitest";
import { attentionKeys, forward, gains, headGains, projections, written } from "./kit.ts";
import { gemma4Sliding, tiny } from "./tiny.ts";

const layer = {
  ...gains("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"),
  ...projections,
  ...forward,
};

test("Gemma 2 has norms before and after both blocks", () => {
  const file = written(tiny.gemma2);
  expect(file.architecture).toBe("gemma2");
  expect(file.keys).toStrictEqual({ ...attentionKeys, "attention.sliding_window": 128 });
  expect(file.layer(0)).toStrictEqual(layer);
});

test("Gemma 3 has gains for a head besides", () => {
  const file = written(tiny.gemma3);
  expect(file.architecture).toBe("gemma3");
  expect(file.keys).toStrictEqual({ ...attentionKeys, "attention.sliding_window": 128 });
  expect(file.layer(0)).toStrictEqual({ ...layer, ...headGains });
});

describe("Gemma 4", () => {
  const file = () => written(tiny.gemma4);

  test("says which layers slide, and gives those heads of their own", () => {
    expect(file().architecture).toBe("gemma4");
    expect(file().keys).toStrictEqual({
      "attention.head_count": 6,
      "attention.head_count_kv": { type: "u32s", value: [3, 3, 2] },
      "attention.key_length": 64,
      "attention.value_length": 64,
      "attention.sliding_window": 128,
      "attention.sliding_window_pattern": { type: "flags", value: [true, true, false] },
      "attention.key_length_swa": 40,
      "attention.value_length_swa": 40,
      embedding_length_per_layer_input: 0,
    });
  });

  test("has projections as wide as each layer's heads", () => {
    expect(file().layer(0)).toStrictEqual({ ...layer, ...headGains });
    expect(file().layer(2)).toStrictEqual({
      ...layer,
      "attn_q.weight": [160, 6 * 64],
      "attn_k.weight": [160, 2 * 64],
      "attn_v.weight": [160, 2 * 64],
      "attn_output.weight": [6 * 64, 160],
      "attn_q_norm.weight": [64],
      "attn_k_norm.weight": [64],
    });
  });

  test("has a frequency for every two numbers of a head that does not slide", () => {
    expect(file().around).toStrictEqual({ ...gains("output_norm"), "rope_freqs.weight": [32] });
  });

  test("has none where all layers slide, and their heads are the model's", () => {
    const { around, keys } = written(gemma4Sliding);
    expect(around).toStrictEqual(gains("output_norm"));
    expect(keys).toMatchObject({ "attention.key_length": 40, "attention.key_length_swa": 40 });
  });
});

test.each([tiny.gemma2, tiny.gemma3, tiny.gemma4])("the output is the embedding: %o", (config) => {
  expect(written(config).tied).toBe(true);
});
