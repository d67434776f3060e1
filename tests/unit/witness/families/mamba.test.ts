import { describe, expect, test } from "vitest";
import { attentionKeys, forward, gains, projections, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

describe("Jamba", () => {
  const file = () => written(tiny.jamba);
  const norms = gains("attn_norm", "ffn_norm");

  test("has KV heads where a layer has attention, and a state twice as wide as the residual", () => {
    expect(file().architecture).toBe("jamba");
    expect(file().keys).toStrictEqual({
      ...attentionKeys,
      "attention.head_count_kv": { type: "u32s", value: [0, 3] },
      "ssm.conv_kernel": 4,
      "ssm.inner_size": 320,
      "ssm.state_size": 7,
      "ssm.time_step_rank": 1,
    });
  });

  test("has a Mamba-1 state with norms of its own", () => {
    expect(file().layer(0)).toStrictEqual({
      ...norms,
      "ssm_in.weight": [160, 640],
      "ssm_conv1d.weight": [4, 320],
      "ssm_conv1d.bias": [320],
      "ssm_x.weight": [320, 1 + 2 * 7],
      "ssm_dt_norm.weight": [1],
      "ssm_dt.weight": [1, 320],
      "ssm_dt.bias": [320],
      "ssm_b_norm.weight": [7],
      "ssm_c_norm.weight": [7],
      ssm_a: [7, 320],
      ssm_d: [320],
      "ssm_out.weight": [320, 160],
      ...forward,
    });
    expect(file().inFull(0)).toStrictEqual(["ssm_conv1d.weight", "ssm_a"]);
  });

  test("has attention and no state elsewhere", () => {
    expect(file().layer(1)).toStrictEqual({ ...norms, ...projections, ...forward });
  });

  test("has the residual of its config, which the state's width follows from", () => {
    expect(file().residual).toBe(240);
  });
});

describe("Falcon-H1", () => {
  const file = () => written(tiny.falconH1);

  test("says how wide attention and state are", () => {
    expect(file().architecture).toBe("falcon-h1");
    expect(file().keys).toStrictEqual({
      ...attentionKeys,
      "ssm.conv_kernel": 4,
      "ssm.inner_size": 8 * 24,
      "ssm.state_size": 16,
      "ssm.time_step_rank": 8,
      "ssm.group_count": 2,
    });
  });

  test("has a Mamba-2 state beside the attention on every layer", () => {
    const layer = {
      ...gains("attn_norm"),
      ffn_norm: [160],
      ...projections,
      "ssm_in.weight": [160, 192 + 256 + 8],
      "ssm_conv1d.weight": [4, 192 + 2 * 2 * 16],
      "ssm_conv1d.bias": [256],
      "ssm_dt.bias": [8],
      ssm_a: [1, 8],
      ssm_d: [1, 8],
      "ssm_norm.weight": [96, 2],
      "ssm_out.weight": [192, 160],
      ...forward,
    };
    expect(file().layer(0)).toStrictEqual(layer);
    expect(file().layer(1)).toStrictEqual(layer);
  });

  test("has what its state is computed with in full", () => {
    const inFull = ["ssm_conv1d.weight", "ssm_a", "ssm_d", "ssm_norm.weight"];
    expect(file().inFull(0)).toStrictEqual(inFull);
  });
});
