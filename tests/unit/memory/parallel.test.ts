import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cacheBytes,
  dealHeads,
  dealsEvenly,
  headsPerGpu,
  onOneGpu,
  reserveVllm,
} from "../../../src/lib/index.ts";
import { anyModel, fullModel } from "../engines/arbitrary.ts";

const some = fc.integer({ min: 1, max: 128 });
const power = fc.constantFrom(1, 2, 4, 8, 16, 32);

describe("heads dealt to GPUs", () => {
  test("every head lies somewhere, on equally many GPUs, and every GPU has equally many", () => {
    fc.assert(
      fc.property(some, some, (heads, gpus) => {
        const hands = dealHeads(heads, gpus);
        expect(hands !== undefined).toBe(heads % gpus === 0 || gpus % heads === 0);
        if (!hands) return;
        expect(hands).toHaveLength(gpus);
        expect(new Set(hands.map(({ length }) => length))).toEqual(
          new Set([headsPerGpu(heads, gpus)]),
        );
        const copies = Array.from(
          { length: heads },
          (_, head) => hands.filter((hand) => hand.includes(head)).length,
        );
        expect(new Set(copies)).toEqual(new Set([Math.max(1, gpus / heads)]));
      }),
    );
  });

  test("eight heads on sixteen GPUs are sixteen", () => {
    expect(dealHeads(8, 16)!.flat()).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
    expect(dealHeads(8, 12)).toBeUndefined();
    expect(dealsEvenly(0, 3)).toBe(true);
    expect(dealHeads(0, 3)).toBeUndefined();
  });
});

describe("a model on one of several GPUs", () => {
  const tokens = 1000n;

  test("on one GPU is the model", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        expect(onOneGpu(model, 1)).toEqual(model);
      }),
    );
  });

  test("keeps its share of states and heads, of prediction's layers too, and latents whole", () => {
    const state = {
      kind: "state",
      name: "mamba-2",
      count: 2,
      convElements: 10,
      convBytes: 2,
      stateElements: 64,
      stateBytes: 4,
    } as const;
    const attention = { kind: "attention", count: 1, kvHeads: 8, keyDim: 3, valueDim: 3 } as const;
    const latent = { kind: "latent", count: 1, rank: 512, ropeDim: 64 } as const;
    const layers = [state, attention, latent];
    const shared = [
      { ...state, convElements: 3, stateElements: 16 },
      { ...attention, kvHeads: 2 },
      latent,
    ];
    expect(onOneGpu({ layers, extra: layers, trace: {} }, 4)).toEqual({
      layers: shared,
      extra: shared,
      trace: {},
    });
  });

  test("all GPUs together keep at least the model, and no GPU more than it", () => {
    fc.assert(
      fc.property(anyModel, power, (model, gpus) => {
        const whole = cacheBytes(model, { tokens });
        const each = cacheBytes(onOneGpu(model, gpus), { tokens });
        expect(each).toBeLessThanOrEqual(whole);
        expect(each * BigInt(gpus)).toBeGreaterThanOrEqual(whole);
      }),
    );
  });

  test("keeps on each GPU what vLLM reserves there", () => {
    fc.assert(
      fc.property(fullModel, power, (model, gpus) => {
        const each = cacheBytes(onOneGpu(model, gpus), { tokens: 1024n });
        const reserved = reserveVllm(model, { ctx: 1024n, tp: gpus, blockSize: 16 });
        expect(reserved.bytesPerDevice).toBe(each);
      }),
    );
  });
});
