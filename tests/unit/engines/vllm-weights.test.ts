import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { vllmWeights } from "../../../src/lib/index.ts";
import { reasons } from "./kit.ts";

const llama = {
  vocab_size: 128_256,
  hidden_size: 4096,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: 128,
  intermediate_size: 14_336,
};

/** 2 x 5 x 4 numbers of embeddings, 96 of attention, 108 of feed-forward and 12 of norms. */
const tiny = {
  vocab_size: 5,
  hidden_size: 4,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  num_key_value_heads: 1,
  head_dim: 4,
  intermediate_size: 9,
};

describe("weights that vLLM loads", () => {
  test("are Llama 3.1 8B's parameters and its rotary table, as logged", () => {
    const loaded = vllmWeights(llama, { positions: 131_072 });
    expect(loaded.log).toMatchObject({ label: "model weights", text: "14.9888 GiB" });
    expect(loaded.architecturalBytes).toBe(2n * 8_030_261_248n);
    expect(reasons(loaded)).toEqual([["rotary-table", 131_072n * 128n * 2n]]);
  });

  test("repeat norms, scales and the rotary table on every GPU", () => {
    const settings = { tp: 2, fp8FeedForwardLayers: 1, positions: 10 };
    const loaded = vllmWeights(tiny, settings);
    expect(loaded.architecturalBytes).toBe(2n * (40n + 96n + 12n) + 108n);
    expect(reasons(loaded)).toEqual([
      ["norms-everywhere", 2n * 12n],
      ["fp8-scales", 2n * 4n * (9n + 4n)],
      ["rotary-table", 2n * 10n * 4n * 2n],
    ]);
    expect(loaded.bytesPerDevice).toBe((404n + 24n + 104n + 160n) / 2n);
  });

  test("are 16-bit on one GPU unless told, and have no table", () => {
    const numbers = 40n + 96n + 108n + 12n;
    const bytes = (type?: "fp32" | "fp8") => vllmWeights(tiny, { type }).bytes;
    expect([bytes(), bytes("fp32"), bytes("fp8")]).toEqual([2n * numbers, 4n * numbers, numbers]);
  });

  test("are the same on every GPU, and every byte more has a reason", () => {
    const settings = fc.record({
      tp: fc.constantFrom(1, 2, 3, 8),
      fp8FeedForwardLayers: fc.integer({ min: 0, max: 32 }),
      positions: fc.integer({ min: 0, max: 200_000 }),
    });
    fc.assert(
      fc.property(settings, (given) => {
        const { bytes, bytesPerDevice, architecturalBytes, differences } = vllmWeights(
          llama,
          given,
        );
        expect(bytesPerDevice * BigInt(given.tp)).toBe(bytes);
        expect(differences.reduce((sum, difference) => sum + difference.bytes, 0n)).toBe(
          bytes - architecturalBytes,
        );
      }),
    );
  });

  test.each([
    [{ tp: 0 }, "tp is 0, below 1"],
    [{ fp8FeedForwardLayers: -1 }, "fp8FeedForwardLayers is -1, below 0"],
    [{ positions: 1.5 }, "positions is 1.5, not a whole number"],
  ])("%o: %s", (settings, message) => {
    expect(() => vllmWeights(llama, settings)).toThrow(message);
  });
});
