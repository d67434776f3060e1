import { describe, expect, test } from "vitest";
import { attentionKeys, forward, gains, headGains, projections, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

/** Every number of a head turns. */
const rotary = { "rope.dimension_count": 40 };

/** Gains over all queries and all keys together. */
const wideGains = { "attn_q_norm.weight": [240], "attn_k_norm.weight": [120] };

const llamaLayer = { ...gains("attn_norm", "ffn_norm"), ...projections, ...forward };

describe("Llama and those written like it", () => {
  test.each([
    [tiny.llama, "llama"],
    [tiny.mistral, "llama"],
    [tiny.mixtral, "llama"],
    [tiny.qwen2, "qwen2"],
    [tiny.qwen2Moe, "qwen2"],
  ])("%o", (config, architecture) => {
    const file = written(config);
    expect(file.architecture).toBe(architecture);
    expect(file.keys).toStrictEqual({ ...attentionKeys, ...rotary });
    expect(file.layer(0)).toStrictEqual(llamaLayer);
  });
});

test.each([tiny.qwen3, tiny.qwen3Moe])("Qwen3 has gains for a head: %o", (config) => {
  const file = written(config);
  expect(file.architecture).toBe("qwen3");
  expect(file.keys).toStrictEqual({ ...attentionKeys, ...rotary });
  expect(file.layer(0)).toStrictEqual({ ...llamaLayer, ...headGains });
});

test("Command R has one norm, a LayerNorm", () => {
  const file = written(tiny.commandR);
  expect(file.architecture).toBe("command-r");
  expect(file.keys).toStrictEqual({
    ...attentionKeys,
    ...rotary,
    "attention.layer_norm_epsilon": { type: "f32", value: 1e-5 },
  });
  expect(file.layer(0)).toStrictEqual({ ...gains("attn_norm"), ...projections, ...forward });
});

const olmoLayer = {
  ...gains("post_attention_norm", "post_ffw_norm"),
  ...projections,
  ...wideGains,
  ...forward,
};

test("OLMo 2 has norms after its blocks, and wide ones", () => {
  const file = written(tiny.olmo2);
  expect(file.architecture).toBe("olmo2");
  expect(file.keys).toStrictEqual(attentionKeys);
  expect(file.layer(0)).toStrictEqual(olmoLayer);
});

test("OLMo 3 has windows besides", () => {
  const file = written(tiny.olmo3);
  expect(file.architecture).toBe("olmo2");
  expect(file.keys).toStrictEqual({ ...attentionKeys, "attention.sliding_window": 128 });
  expect(file.layer(0)).toStrictEqual(olmoLayer);
});

describe("the residual", () => {
  test.each([tiny.commandR, tiny.olmo2, tiny.qwen2])("is a head for each KV head: %o", (config) => {
    expect(written(config).residual).toBe(3 * 40);
  });

  test.each([tiny.llama, tiny.mistral, tiny.qwen3])("is of any width: %o", (config) => {
    expect(written(config).residual).toBeUndefined();
  });
});

test("only Command R's output is its embedding", () => {
  const tied = (config: { model_type: string }) => written(config).tied;
  expect(tied(tiny.commandR)).toBe(true);
  expect([tiny.llama, tiny.olmo2, tiny.qwen3].map(tied)).toStrictEqual([false, false, false]);
});
