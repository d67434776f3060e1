import { expect, test } from "vitest";
import { expertKeys, forward, gains, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

const file = () => written(tiny.kimiLinear);
const norms = gains("attn_norm", "ffn_norm");

test("a layer with a latent has a KV head, and one with a state has none", () => {
  expect(file().architecture).toBe("kimi-linear");
  expect(file().keys).toStrictEqual({
    "attention.head_count": 3,
    "attention.head_count_kv": { type: "u32s", value: [0, 1] },
    "attention.key_length": 64 + 16,
    "attention.value_length": 64,
    "attention.key_length_mla": 32 + 16,
    "attention.value_length_mla": 32,
    "attention.kv_lora_rank": 64,
    "rope.dimension_count": 16,
    "ssm.conv_kernel": 4,
    "kda.head_dim": 32,
    ...expertKeys,
    expert_shared_count: 0,
    expert_gating_func: 2,
    leading_dense_block_count: 2,
  });
});

test("a state has a convolution for each projection, and low-rank gates", () => {
  expect(file().layer(0)).toStrictEqual({
    ...norms,
    "ssm_conv1d_q.weight": [4, 1, 96],
    "ssm_conv1d_k.weight": [4, 1, 96],
    "ssm_conv1d_v.weight": [4, 1, 96],
    "attn_q.weight": [160, 96],
    "attn_k.weight": [160, 96],
    "attn_v.weight": [160, 96],
    "ssm_f_a.weight": [160, 32],
    "ssm_f_b.weight": [32, 96],
    "ssm_beta.weight": [160, 3],
    ssm_a: [1, 3],
    "ssm_dt.bias": [96],
    "ssm_g_a.weight": [160, 32],
    "ssm_g_b.weight": [32, 96],
    "ssm_norm.weight": [32],
    "attn_output.weight": [96, 160],
    ...forward,
  });
});

test("convolutions and decays are stored in full", () => {
  const convolutions = ["q", "k", "v"].map((name) => `ssm_conv1d_${name}.weight`);
  expect(file().inFull(0)).toStrictEqual([...convolutions, "ssm_a"]);
});

test("a latent stands for the keys and values of all heads", () => {
  expect(file().layer(1)).toStrictEqual({
    ...norms,
    "attn_q.weight": [160, 3 * (32 + 16)],
    "attn_kv_a_mqa.weight": [160, 64 + 16],
    "attn_kv_a_norm.weight": [64],
    "attn_k_b.weight": [32, 64, 3],
    "attn_v_b.weight": [64, 32, 3],
    "attn_output.weight": [96, 160],
    ...forward,
  });
});
