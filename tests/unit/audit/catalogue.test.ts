import { describe, expect, test } from "vitest";
import { catalogueOf } from "../../../src/lib/audit/catalogue.ts";
import { ask } from "../../../src/lib/audit/question.ts";

const config = {
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: 64,
  intermediate_size: 128,
  num_attention_heads: 4,
  num_hidden_layers: 3,
  vocab_size: 100,
};
const catalogue = catalogueOf((id) => (id === "tiny" ? { name: "Tiny", config } : undefined));

describe("a catalogue of models found by id", () => {
  test("reads a config as everywhere, into what its layers keep", () => {
    expect(catalogue.read!(config).layers).toEqual([
      { kind: "attention", count: 3, kvHeads: 4, keyDim: 16, valueDim: 16 },
    ]);
  });

  test.each([
    [{ num_attention_heads: "four" }, /^num_attention_heads: ./],
    [{ hidden_size: -64 }, /^hidden_size: ./],
  ])("says of a config with %o which field cannot be read, and why", (odd, reason) => {
    const read = () => catalogue.read!({ ...config, ...odd });
    expect(read).toThrow(RangeError);
    expect(read).toThrow(reason);
  });

  test("says the same to somebody who asks about it", () => {
    const own = { name: "mine", config: { ...config, num_attention_heads: "four" } };
    expect(ask({ figure: "5 GB", own }, catalogue)).toMatchObject({
      ok: false,
      field: "config",
      reason: expect.stringMatching(/^num_attention_heads: ./),
    });
  });

  test("counts the parameters of a config, and of none that it cannot read", () => {
    expect(catalogue.count!(config)).toBeGreaterThan(100n * 64n);
    expect(catalogue.count!({ ...config, hidden_size: -64 })).toBeUndefined();
  });
});
