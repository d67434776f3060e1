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
