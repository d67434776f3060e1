import { describe, expect, test } from "vitest";
import {
  attentionKeys,
  expertKeys,
  experts,
  gains,
  headGains,
  projections,
  written,
} from "./kit.ts";
import { tiny } from "./tiny.ts";

/** 2 key heads of 48, 4 value heads of 48, a convolution of 3 over keys, queries and values. */
const keys = {
  ...attentionKeys,
  "rope.dimension_count": 40,
  full_attention_interval: 2,
  "ssm.conv_kernel": 3,
  "ssm.state_size": 48,
  "ssm.group_count": 2,
  "ssm.time_step_rank": 4,
  "ssm.inner_size": 192,
  ...expertKeys,
  expert_shared_feed_forward_length: 96,
};

const state = {
  "attn_qkv.weight": [160, 384],
  "attn_gate.weight": [160, 192],
  "ssm_conv1d.weight": [3, 384],
  "ssm_dt.bias": [4],
  ssm_a: [4],
  "ssm_norm.weight": [48],
  "ssm_out.weight": [192, 160],
};

const besides = {
  ...gains("attn_norm", "post_attention_norm"),
  ...experts,
  "ffn_gate_inp_shexp.weight": [160],
  "ffn_gate_shexp.weight": [160, 96],
  "ffn_up_shexp.weight": [160, 96],
  "ffn_down_shexp.weight": [96, 160],
};

const attention = { ...projections, "attn_q.weight": [160, 2 * 240], ...headGains };

describe("Qwen3-Next", () => {
  const file = () => written(tiny.qwen3Next);

  test("says every how many layers there is attention", () => {
    expect(file().architecture).toBe("qwen3next");
    expect(file().keys).toStrictEqual(keys);
  });

  test("has the two gates of a state in one matrix", () => {
    expect(file().layer(0)).toStrictEqual({ ...besides, ...state, "ssm_ba.weight": [160, 8] });
  });

  test("has a gate for every query", () => {
    expect(file().layer(1)).toStrictEqual({ ...besides, ...attention });
  });
});

describe("Qwen3.5", () => {
  const file = () => written(tiny.qwen35Moe);

  test("has rotary sections for text, images and video", () => {
    expect(file().architecture).toBe("qwen35moe");
    expect(file().keys).toStrictEqual({
      ...keys,
      "rope.dimension_sections": { type: "i32s", value: [11, 11, 10, 0] },
    });
  });

  test("has the two gates of a state apart", () => {
    expect(file().layer(0)).toStrictEqual({
      ...besides,
      ...state,
      "ssm_beta.weight": [160, 4],
      "ssm_alpha.weight": [160, 4],
    });
  });

  test("has a gate for every query", () => {
    expect(file().layer(1)).toStrictEqual({ ...besides, ...attention });
  });
});

test.each([tiny.qwen3Next, tiny.qwen35Moe])("the convolution is in full: %o", (config) => {
  expect(written(config).inFull(0)).toStrictEqual(["ssm_conv1d.weight"]);
  expect(written(config).inFull(1)).toStrictEqual([]);
});

test.each([tiny.qwen3Next, tiny.qwen35Moe])("values are as wide as they are said: %o", (config) => {
  const file = written({ ...config, linear_value_head_dim: 56 });
  expect(file.keys).toMatchObject({ "ssm.state_size": 48, "ssm.inner_size": 4 * 56 });
  expect(file.layer(0)).toMatchObject({
    "attn_qkv.weight": [160, 2 * 2 * 48 + 4 * 56],
    "attn_gate.weight": [160, 4 * 56],
    "ssm_norm.weight": [56],
    "ssm_out.weight": [4 * 56, 160],
  });
});
