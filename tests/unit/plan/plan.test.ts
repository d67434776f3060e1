import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Architecture,
  cacheBytes,
  evaluate,
  fitTerms,
  isUnknown,
  layerCount,
  memoryNeeded,
  type Plan,
  planOf,
  ratio,
  type SetUp,
  toInteger,
} from "../../../src/lib/index.ts";
import { anyModel } from "../engines/arbitrary.ts";
import { bare, setUpOf, subjectOf } from "./kit.ts";

const llama = subjectOf("llama-3.1-8b");
const big = subjectOf("llama-3.1-405b");
const deepseek = subjectOf("deepseek-v3");
const gemma = subjectOf("gemma-3-27b");
const hybrid = subjectOf("qwen3-next-80b-a3b");

const subject = fc.oneof(
  anyModel.map((architecture) => ({ ...bare(architecture), parameters: 7_000_000_000n })),
  fc.constantFrom(llama, big, deepseek, gemma, hybrid),
);
const tokens = fc.bigInt({ min: 1n, max: 2n ** 18n });
const requests = fc.bigInt({ min: 1n, max: 256n });
const split = fc.constantFrom(1, 2, 4, 8, 16);

const setUp: fc.Arbitrary<SetUp> = fc
  .record({
    subject,
    tokens,
    requests,
    prefix: fc.double({ min: 0, max: 1, noNaN: true }),
    tensorParallel: split,
    stages: fc.integer({ min: 1, max: 8 }),
    copies: fc.integer({ min: 1, max: 3 }),
    gib: fc.bigInt({ min: 1n, max: 2048n }),
  })
  .map(({ prefix, stages, copies, gib, ...rest }) => {
    const pipelineParallel = Math.min(stages, layerCount(rest.subject.architecture));
    return setUpOf(rest.subject, {
      ...rest,
      sharedPrefix: BigInt(Math.floor(Number(rest.tokens) * prefix)),
      pipelineParallel,
      count: rest.tensorParallel * pipelineParallel * copies,
      gpu: { id: "some", name: "some", bytes: gib * 2n ** 30n },
      share: ratio(9, 10),
      other: 2n ** 28n,
    });
  });

const known = (value: bigint | { unknown: string }): bigint => {
  if (isUnknown(value)) throw new Error(value.unknown);
  return value;
};
const total = ({ cache, state }: Pick<Plan, "cache" | "state">): bigint => cache + state;

describe("one GPU", () => {
  test("has to hold what the formula of memory needed says", () => {
    fc.assert(
      fc.property(subject, tokens, requests, (model, length, many) => {
        const plan = planOf(setUpOf(model, { tokens: length, requests: many, other: 5n }));
        fc.pre(!isUnknown(plan.weights));
        const needed = evaluate(memoryNeeded.expression, {
          [fitTerms.weights.id]: known(plan.weights),
          [fitTerms.other.id]: 5n,
          [fitTerms.requests.id]: many,
          [fitTerms.perRequest.id]: cacheBytes(model.architecture, { tokens: length }),
        });
        expect(plan.gpus).toHaveLength(1);
        expect(plan.fullest.needed).toBe(toInteger(needed));
        expect(plan.fullest.left).toBe(plan.usable - toInteger(needed));
        expect(plan.replicated).toBe(0n);
      }),
    );
  });

  test("holds Llama 3.1 8B to the byte", () => {
    const plan = planOf(setUpOf(llama));
    expect(plan.perToken).toBe(131_072n);
    expect(plan.cache).toBe(2n * 2n ** 30n);
    expect(plan.weights).toBe(16_060_522_496n);
    expect(plan.fits).toBe(true);
    expect(plan.longest).toBe((80n * 2n ** 30n - 16_060_522_496n) / 131_072n);
    expect(plan.assumptions).toEqual([]);
  });
});

describe("several GPUs", () => {
  test("hold one of everything, and the copies that are named", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const plan = planOf(asked);
        const one = planOf({
          ...asked,
          requests: plan.requestsPerCopy,
          count: 1,
          tensorParallel: 1,
          pipelineParallel: 1,
        });
        const onAll = plan.gpus.reduce((sum, gpu) => sum + total(gpu), 0n);
        expect(onAll).toBe(total(one) + plan.replicated);
        expect(plan.replicated).toBeGreaterThanOrEqual(0n);
        if (asked.tensorParallel === 1) expect(plan.replicated).toBe(0n);
        expect(plan.gpus).toHaveLength(asked.tensorParallel * asked.pipelineParallel);
        const layers = plan.gpus.filter(({ rank }) => rank === 0).map((gpu) => gpu.layers);
        expect(layers.reduce((a, b) => a + b, 0)).toBe(layerCount(asked.subject.architecture));
        for (const gpu of plan.gpus)
          expect(gpu.cache + gpu.state).toBe(gpu.groups.reduce((sum, row) => sum + row.bytes, 0n));
      }),
    );
  });

  test("hold all weights between them, none of them more than one GPU alone", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const { weights, gpus } = planOf(asked);
        fc.pre(!isUnknown(weights));
        const each = gpus.map((gpu) => known(gpu.weights));
        expect(each.reduce((a, b) => a + b, 0n)).toBeGreaterThanOrEqual(known(weights));
        for (const bytes of each) expect(bytes).toBeLessThanOrEqual(known(weights));
      }),
    );
  });

  test("the fullest of them decides", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const plan = planOf(asked);
        fc.pre(!isUnknown(plan.weights));
        const least = plan.gpus.map(({ left }) => known(left)).reduce((a, b) => (a < b ? a : b));
        expect(plan.fullest.left).toBe(least);
        expect(plan.fits).toBe(least >= 0n);
      }),
    );
  });

  test("copy heads and latents where there are more GPUs than heads", () => {
    const on16 = planOf(setUpOf(llama, { count: 16, tensorParallel: 16, tokens: 131_072n }));
    expect(on16.fullest.cache).toBe(2n * 2n ** 30n);
    expect(on16.fullest.cache).toBe(on16.cache / 8n);
    expect(on16.gpus[3]!.groups[0]).toMatchObject({ heads: [1], holders: 2 });
    const latent = planOf(setUpOf(deepseek, { count: 16, tensorParallel: 16, tokens: 131_072n }));
    expect(latent.fullest.cache).toBe(latent.cache);
    expect(latent.replicated).toBe(15n * latent.cache);
    expect(latent.gpus[5]!.groups[0]).toMatchObject({ heads: undefined, holders: 16 });
  });

  test("deal 126 layers to four stages with the embedding on the first and the output on the last", () => {
    const plan = planOf(setUpOf(big, { count: 4, pipelineParallel: 4 }));
    expect(plan.gpus.map(({ layers }) => layers)).toEqual([31, 32, 32, 31]);
    expect(plan.gpus.map(({ firstLayer }) => firstLayer)).toEqual([0, 31, 63, 95]);
    const [first, second, third, last] = plan.gpus.map(({ weights }) => known(weights));
    expect(second).toBe(third);
    expect(first).toBe(last);
    const roundedUp = first! + second! + third! + last! - known(plan.weights);
    expect(roundedUp).toBeGreaterThanOrEqual(0n);
    expect(roundedUp).toBeLessThan(4n);
    expect(first! * 32n).toBeGreaterThan(second! * 31n);
  });

  test("left over make further copies, to which requests are dealt", () => {
    const plan = planOf(setUpOf(llama, { count: 7, tensorParallel: 2, requests: 7n }));
    expect(plan).toMatchObject({ copies: 3, idle: 1, requestsPerCopy: 3n });
    expect(plan.cache).toBe(7n * 2n * 2n ** 30n);
    expect(plan.fullest.cache).toBe(3n * 2n ** 30n);
  });

  test("say what does not come out even", () => {
    const plan = planOf(setUpOf(llama, { count: 3, tensorParallel: 3 }));
    expect(plan.assumptions.join()).toContain("8 KV heads do not come out even over 3 GPUs");
    expect(plan.fullest.groups[0]!.heads).toBeUndefined();
    expect(plan.reservations.find(({ engine }) => engine === "vllm")).toHaveProperty("refused");
  });
});

describe("what a GPU holds of a group", () => {
  const on = (id: string, gpus: number) =>
    planOf(setUpOf(subjectOf(id), { count: gpus, tensorParallel: gpus })).gpus.map(({ groups }) =>
      groups.map(({ heads, holders }) => [heads, holders]),
    );

  test("is its own heads, as long as there are as many as GPUs", () => {
    expect(on("llama-3.1-8b", 2)).toEqual([[[[0, 1, 2, 3], 1]], [[[4, 5, 6, 7], 1]]]);
    expect(on("llama-3.1-8b", 8)[5]).toEqual([[[5], 1]]);
    expect(on("llama-3.1-8b", 16)[5]).toEqual([[[2], 2]]);
    expect(on("llama-3.1-8b", 3)[0]).toEqual([[undefined, 1]]);
  });

  test("is a latent that all hold, and its own part of a state", () => {
    expect(on("deepseek-v3", 4)[3]).toEqual([[undefined, 4]]);
    const { groups } = planOf(setUpOf(hybrid, { count: 2, tensorParallel: 2 })).gpus[0]!;
    const state = groups.find(({ group }) => group.kind === "state")!;
    expect(state).toMatchObject({ heads: undefined, holders: 1 });
  });
});

describe("a token more", () => {
  const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
  const windowed = bare({ layers: [layer, { ...layer, window: 1000 }], trace: {} });

  test("takes less where a window is full", () => {
    const at = (length: bigint) => planOf(setUpOf(windowed, { tokens: length }));
    expect(at(500n)).toMatchObject({ perToken: null, perTokenNow: ratio(8) });
    expect(at(2000n)).toMatchObject({ perToken: null, perTokenNow: ratio(4) });
    expect(at(500n).growth).toMatchObject([
      { from: 0n, bytesPerToken: ratio(8) },
      { from: 1000n, bytesPerToken: ratio(4) },
    ]);
  });

  test("takes a prediction's part where its layers are served", () => {
    const predicting = bare({ layers: [layer], extra: [layer], trace: {} });
    expect(planOf(setUpOf(predicting)).perToken).toBe(4n);
    expect(planOf(setUpOf(predicting, { mtp: true })).perToken).toBe(8n);
  });
});

describe("more of anything", () => {
  test("tokens and requests never take less on any GPU", () => {
    fc.assert(
      fc.property(setUp, fc.bigInt({ min: 1n, max: 5000n }), (asked, more) => {
        const before = planOf(asked);
        const longer = planOf({ ...asked, tokens: asked.tokens + more });
        const busier = planOf({ ...asked, requests: asked.requests + more });
        for (const after of [longer, busier]) {
          for (const [place, gpu] of before.gpus.entries())
            expect(total(after.gpus[place]!)).toBeGreaterThanOrEqual(total(gpu));
          if (!isUnknown(before.fullest.left))
            expect(known(after.fullest.left)).toBeLessThanOrEqual(before.fullest.left);
        }
      }),
    );
  });
});

describe("what fits", () => {
  const fits = (asked: SetUp) => known(planOf(asked).fullest.left) >= 0n;

  test("the longest fits, and one token more does not, windows and all", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const plan = planOf(asked);
        fc.pre(!isUnknown(plan.weights));
        const most = plan.longest;
        if (most === "any") {
          expect(fits({ ...asked, tokens: 2n ** 50n })).toBe(true);
          return;
        }
        const length = known(most);
        if (length >= asked.sharedPrefix && length > 0n)
          expect(fits({ ...asked, tokens: length })).toBe(true);
        const next = length + 1n > asked.sharedPrefix ? length + 1n : asked.sharedPrefix;
        expect(fits({ ...asked, tokens: next })).toBe(false);
      }),
    );
  });

  test("the most requests fit, and one more does not", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const plan = planOf(asked);
        fc.pre(!isUnknown(plan.weights));
        const most = plan.mostRequests;
        if (most === "any") {
          expect(fits({ ...asked, requests: 2n ** 50n })).toBe(true);
          return;
        }
        if (known(most) > 0n) expect(fits({ ...asked, requests: known(most) })).toBe(true);
        expect(fits({ ...asked, requests: known(most) + 1n })).toBe(false);
      }),
    );
  });

  test("is not said of a model whose weights are not known, unless its cache alone is too much", () => {
    const plan = planOf(setUpOf(hybrid, { weightType: "stored" }));
    expect(plan.fits).toHaveProperty("unknown");
    expect(plan.longest).toHaveProperty("unknown");
    expect(plan.fullest.left).toHaveProperty("unknown");
    expect(planOf(setUpOf(hybrid, { weightType: "stored", tokens: 2n ** 30n })).fits).toBe(false);
    const full = planOf(setUpOf(hybrid, { weightType: "stored", other: 2n ** 40n }));
    expect(full).toMatchObject({ fits: false, longest: 0n, mostRequests: 0n });
  });

  test("is nothing more on a GPU that is full, whatever the weights", () => {
    const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
    const gpu = (bytes: bigint) => ({ id: "small", name: "small", bytes });
    const asked = { tokens: 100n, other: 7n, weightType: "stored" } as const;
    const state = { ...hybrid.architecture.layers.find(({ kind }) => kind === "state")!, count: 1 };
    for (const layers of [[layer], [state]]) {
      const of = (bytes: bigint) =>
        planOf(setUpOf(bare({ layers, trace: {} }), { ...asked, gpu: gpu(bytes) }));
      const kept = total(of(1n));
      expect(of(kept + 7n).fits).toEqual({
        unknown: "No file was read that says how its weights are stored.",
      });
      expect(of(kept + 6n).fits).toBe(false);
      expect(of(7n).longest).toHaveProperty("unknown");
      expect(of(6n)).toMatchObject({ longest: 0n, mostRequests: 0n });
    }
  });
});

describe("a shared prefix", () => {
  test("of no tokens changes nothing, and any other saves no more than it takes", () => {
    fc.assert(
      fc.property(setUp, (asked) => {
        const none = planOf({ ...asked, sharedPrefix: 0n });
        const some = planOf(asked);
        expect(none.saved).toBe(0n);
        expect(total(some)).toBe(total(none) - some.saved);
        expect(total(none)).toBe(
          asked.requests * cacheBytes(asked.subject.architecture, { tokens: asked.tokens }),
        );
        const all = planOf({ ...asked, sharedPrefix: asked.tokens });
        expect(all.saved).toBeGreaterThanOrEqual(some.saved);
        expect(some.state).toBe(none.state);
      }),
    );
  });

  test("is kept once by layers that keep every token", () => {
    const plan = planOf(setUpOf(llama, { requests: 10n, sharedPrefix: 16_000n }));
    expect(plan.cache).toBe(131_072n * (16_000n + 10n * 384n));
  });

  test("is shared in a window only as far as it has not left it", () => {
    const layer: Architecture = {
      layers: [{ kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1, window: 1000 }],
      trace: {},
    };
    const kept = (prefix: bigint) =>
      planOf(setUpOf(bare(layer), { tokens: 3000n, requests: 5n, sharedPrefix: prefix })).cache;
    expect(kept(2000n)).toBe(5n * 4000n);
    expect(kept(2001n)).toBe(5n * 4000n - 4n * 4n);
    expect(kept(3000n)).toBe(4000n);
  });
});

describe("a set-up out of range", () => {
  test.each<[string, Partial<SetUp>]>([
    ["tokens has to be 1 or more, not 0", { tokens: 0n }],
    ["requests has to be 1 or more, not 0", { requests: 0n }],
    ["the shared prefix has to be 0 or more, not -1", { sharedPrefix: -1n }],
    ["a shared prefix of 16385 tokens is longer than requests of 16384", { sharedPrefix: 16_385n }],
    ["GPUs has to be 1 or more, not 0", { count: 0 }],
    [
      "one copy of the model takes 6 GPUs, and there are 5",
      { count: 5, tensorParallel: 2, pipelineParallel: 3 },
    ],
    ["32 layers cannot be dealt out to 33 stages", { count: 33, pipelineParallel: 33 }],
    ["pipeline parallel has to be 1 or more, not 0", { pipelineParallel: 0 }],
    ["tensor parallel has to be 1 or more, not 0", { tensorParallel: 0 }],
    ["tensor parallel has to be a whole number, not 1.5", { tensorParallel: 1.5 }],
    [
      "the memory of a GPU has to be 1 or more, not 0",
      { gpu: { id: "no", name: "no", bytes: 0n } },
    ],
    ["the share of memory has to be from 0 to 1", { share: ratio(3, 2) }],
    ["the share of memory has to be from 0 to 1", { share: ratio(-1, 2) }],
    ["other memory has to be 0 or more, not -1", { other: -1n }],
  ])("is refused: %s", (reason, changes) => {
    expect(() => planOf(setUpOf(llama, changes))).toThrow(RangeError);
    expect(() => planOf(setUpOf(llama, changes))).toThrow(reason);
  });

  test("begins beyond the least and the most of each", () => {
    const least = { tokens: 1n, sharedPrefix: 1n, gpu: { id: "one", name: "one", bytes: 1n } };
    expect(planOf(setUpOf(llama, { ...least, share: ratio(0) }))).toMatchObject({
      fits: false,
      usable: 0n,
    });
  });
});

describe("engines", () => {
  test("reserve beside the architecture, with a reason for every byte more", () => {
    const plan = planOf(
      setUpOf(
        { ...gemma, parameters: 27_000_000_000n },
        { requests: 3n, count: 2, tensorParallel: 2 },
      ),
    );
    const names = plan.reservations.map(({ engine }) => engine);
    expect(names).toEqual(["llama.cpp", "vllm", "sglang", "tensorrt-llm"]);
    for (const reserved of plan.reservations) {
      if ("refused" in reserved) continue;
      const { bytes, architecturalBytes, differences } = reserved.reservation;
      const reasons = differences.reduce((sum, difference) => sum + difference.bytes, 0n);
      expect(architecturalBytes + reasons).toBe(bytes);
    }
    const vllm = plan.reservations[1]!;
    if ("refused" in vllm) throw new Error(vllm.refused);
    expect(vllm.reservation.architecturalBytes).toBe(total(plan));
    expect(vllm.perGpu).toBe(vllm.reservation.bytesPerDevice);
    expect(known(vllm.left)).toBeLessThan(known(plan.fullest.left));
  });

  test("give each pipeline stage a pool for its layers, where all keep every token", () => {
    const split = { count: 8, tensorParallel: 2, pipelineParallel: 4, requests: 2n };
    const plan = planOf(setUpOf(big, split));
    const vllm = plan.reservations[1]!;
    const most = plan.gpus.map(({ cache }) => cache).reduce((a, b) => (a > b ? a : b));
    expect(vllm.perGpu).toBe(most);
    expect(known(vllm.left)).toBe(known(plan.fullest.left));
    const windows = planOf(setUpOf(gemma, split)).reservations[1]!;
    expect(windows.perGpu).toEqual({ unknown: expect.stringContaining("over pipeline stages") });
    expect(plan.reservations[0]!.perGpu).toHaveProperty("unknown");
  });

  test("are told their own settings, and refuse two formats where they have one", () => {
    const plan = planOf(
      setUpOf(llama, { valueType: "fp8", settings: { "llama.cpp": { ubatch: 128 } } }),
    );
    expect(plan.reservations[0]!.settings).toMatchObject({ ubatch: 128 });
    const mixed = planOf(setUpOf(llama, { keyType: "q8_0", valueType: "q4_0" }));
    const [llamaCpp, vllm] = mixed.reservations;
    expect(llamaCpp).toMatchObject({ reservation: { bytes: mixed.cache } });
    expect(vllm).toMatchObject({ refused: expect.stringContaining("q8_0") });
    const twoOfVllm = planOf(setUpOf(llama, { valueType: "fp8" })).reservations[1];
    expect(twoOfVllm).toMatchObject({ refused: "vLLM keeps keys and values in one format" });
  });
});
