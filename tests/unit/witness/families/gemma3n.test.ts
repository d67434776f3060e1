import { expect, test } from "vitest";
import { syntheticGguf } from "../../../../src/lib/index.ts";
import { attentionKeys, forward, gains, headGains, projections, written } from "./kit.ts";
import { tiny } from "./tiny.ts";

const layer = {
  ...gains("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"),
  ...projections,
  ...headGains,
  ...forward,
  "inp_gate.weight": [160, 256],
  "proj.weight": [256, 160],
  ...gains("post_norm", "altup_correct_scale", "altup_router_norm", "laurel_post_norm"),
  "altup_correct_coef.weight": [4, 4],
  "altup_predict_coef.weight": [4, 16],
  "altup_router.weight": [160, 4],
  "laurel_l.weight": [160, 64],
  "laurel_r.weight": [64, 160],
};

test.each([
  [tiny.gemma3n, 0],
  [tiny.gemma3nShared, 2],
])("says how many layers share a cache: %o", (config, shared) => {
  const file = written(config);
  expect(file.architecture).toBe("gemma3n");
  expect(file.keys).toStrictEqual({
    ...attentionKeys,
    "attention.sliding_window": 128,
    "attention.shared_kv_layers": shared,
  });
});

test("a layer that shares a cache has the weights of one that does not", () => {
  const file = written(tiny.gemma3nShared);
  expect(file.layer(0)).toStrictEqual(layer);
  expect(file.layer(21)).toStrictEqual(layer);
});

test("three more streams of the residual are made, and a little embedding for every layer", () => {
  expect(written(tiny.gemma3nShared).around).toStrictEqual({
    ...gains("output_norm"),
    "altup_proj.weight": [160, 160, 3],
    "altup_unembd_proj.weight": [160, 160, 3],
    "per_layer_token_embd.weight": [256 * 22, 300],
    "per_layer_model_proj.weight": [160, 256 * 22],
    "per_layer_proj_norm.weight": [256],
  });
});

test("the output is the embedding", () => {
  expect(written(tiny.gemma3n).tied).toBe(true);
});

test("other than 20 layers with a cache are refused", () => {
  expect(syntheticGguf({ ...tiny.gemma3nShared, num_kv_shared_layers: 3 })).toStrictEqual({
    kind: "refused",
    field: "num_kv_shared_layers",
    reason: "llama.cpp gives 20 layers of gemma3n a cache",
  });
});
