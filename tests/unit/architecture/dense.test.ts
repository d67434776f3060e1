import { expect, test } from "vitest";
import { denseArchitecture, headDim } from "../../../src/lib/index.ts";

const llama = {
  hidden_size: 4096,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
};

test("a dense model is one group of attention, traced to its four fields", () => {
  expect(denseArchitecture(llama)).toEqual({
    layers: [{ kind: "attention", count: 32, kvHeads: 8, keyDim: 128, valueDim: 128 }],
    trace: {
      count: { field: "num_hidden_layers", value: 32 },
      kvHeads: { field: "num_key_value_heads", value: 8 },
      headDim: { field: "hidden_size", value: 128, rule: "hidden_size / num_attention_heads" },
    },
  });
});

test("a head is as wide as the config says, else its share of the hidden size", () => {
  expect(headDim(llama)).toBe(128);
  expect(headDim({ ...llama, head_dim: 64 })).toBe(64);
  expect(denseArchitecture({ ...llama, head_dim: 64 }).trace.headDim).toEqual({
    field: "head_dim",
    value: 64,
  });
});
