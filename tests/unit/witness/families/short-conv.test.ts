import { expect, test } from "vitest";
import { attentionKeys, forward, gains, headGains, projections, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

const file = () => written(tiny.lfm2);
const norms = gains("attn_norm", "ffn_norm");

test("LFM2 has KV heads where a layer has attention, and says how long a convolution is", () => {
  expect(file().architecture).toBe("lfm2");
  expect(file().keys).toStrictEqual({
    ...attentionKeys,
    "attention.head_count_kv": { type: "u32s", value: [0, 3] },
    "shortconv.l_cache": 3,
  });
});

test("a convolution is as wide as the residual, and has three of it to start from", () => {
  expect(file().layer(0)).toStrictEqual({
    ...norms,
    "shortconv.conv.weight": [3, 160],
    "shortconv.in_proj.weight": [160, 480],
    "shortconv.out_proj.weight": [160, 160],
    ...forward,
  });
});

test("attention has gains for a head", () => {
  expect(file().layer(1)).toStrictEqual({ ...norms, ...projections, ...headGains, ...forward });
});

test("the last norm goes by the embedding's name", () => {
  expect(file().around).toStrictEqual(gains("token_embd_norm"));
});

test("the residual is the config's, which the state's width follows from", () => {
  expect(file().residual).toBe(240);
});
