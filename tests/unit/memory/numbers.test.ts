import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheBytes, type LayerGroup, numbersPerToken } from "../../../src/lib/index.ts";

const count = fc.integer({ min: 1, max: 200 });
const width = fc.integer({ min: 1, max: 1024 });

describe("numbersPerToken", () => {
  it("is a key and a value for each KV head, however many layers there are", () => {
    fc.assert(
      fc.property(count, count, width, width, (layers, kvHeads, keyDim, valueDim) => {
        const group = { kind: "attention", count: layers, kvHeads, keyDim, valueDim } as const;
        expect(numbersPerToken(group)).toBe(BigInt(kvHeads * (keyDim + valueDim)));
      }),
    );
  });

  it("is the latent and its rotary key, once", () => {
    fc.assert(
      fc.property(count, width, fc.integer({ min: 0, max: 512 }), (layers, rank, ropeDim) => {
        const group = { kind: "latent", count: layers, rank, ropeDim } as const;
        expect(numbersPerToken(group)).toBe(BigInt(rank + ropeDim));
      }),
    );
  });

  it("counts one token of a window too", () => {
    const group = { kind: "attention", count: 3, kvHeads: 2, keyDim: 4, valueDim: 5 } as const;
    expect(numbersPerToken({ ...group, window: 128 })).toBe(numbersPerToken(group));
  });

  it("times layers and two bytes is what a 16-bit cache keeps for a token", () => {
    const groups = [
      { kind: "attention", count: 32, kvHeads: 8, keyDim: 192, valueDim: 128 },
      { kind: "latent", count: 61, rank: 512, ropeDim: 64 },
    ] as const satisfies LayerGroup[];
    for (const group of groups) {
      const bytes = cacheBytes({ layers: [group], trace: {} }, { tokens: 1n });
      expect(bytes).toBe(BigInt(group.count) * numbersPerToken(group) * 2n);
    }
  });
});
