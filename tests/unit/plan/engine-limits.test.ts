import { describe, expect, test } from "vitest";
import { engineLimits, isUnknown, planOf, type SetUp } from "../../../src/lib/index.ts";
import { bare, setUpOf, state, subjectOf } from "./kit.ts";

const engines = ["llama.cpp", "vllm", "sglang", "tensorrt-llm"] as const;
const whole = { parameters: 20_000_000_000n };

const left = (setUp: SetUp, engine: (typeof engines)[number]): bigint | undefined => {
  const one = planOf(setUp).reservations.find((reserved) => reserved.engine === engine)!;
  return isUnknown(one.left) ? undefined : one.left;
};

describe.each(engines)("what fits as %s sets it aside", (engine) => {
  test.each(["llama-3.1-8b", "gemma-3-27b", "qwen3-next-80b-a3b", "deepseek-v2"])(
    "for %s fits, and one more does not",
    (id) => {
      const setUp = setUpOf({ ...subjectOf(id), ...whole }, { requests: 3n });
      const plan = planOf(setUp);
      const { longest, mostRequests } = engineLimits(plan, engine);
      if (isUnknown(longest) || isUnknown(mostRequests)) {
        expect(left(setUp, engine)).toBeUndefined();
        return;
      }
      expect(left({ ...setUp, tokens: longest as bigint }, engine)).toBeGreaterThanOrEqual(0n);
      expect(left({ ...setUp, tokens: (longest as bigint) + 1n }, engine)).toBeLessThan(0n);
      const most = mostRequests as bigint;
      expect(left({ ...setUp, requests: most }, engine)).toBeGreaterThanOrEqual(0n);
      expect(left({ ...setUp, requests: most + 1n }, engine)).toBeLessThan(0n);
      expect(longest).toBeLessThanOrEqual(plan.longest as bigint);
      expect(mostRequests).toBeLessThanOrEqual(plan.mostRequests as bigint);
    },
  );
});

test("is as the architecture has it where an engine adds nothing", () => {
  const settings = { vllm: { blockSize: 1 } };
  const plan = planOf(setUpOf(subjectOf("llama-3.1-8b"), { count: 3, settings }));
  const { longest, mostRequests } = engineLimits(plan, "vllm");
  expect(longest).toBe(plan.longest);
  expect(mostRequests).toBe(plan.mostRequests);
});

test("is not said where the weights are not known", () => {
  const plan = planOf(setUpOf(subjectOf("llama-3.1-8b"), { weightType: "stored" }));
  expect(engineLimits(plan, "vllm")).toMatchObject({
    longest: { unknown: expect.any(String) },
    mostRequests: { unknown: expect.any(String) },
  });
});

test("is any length where only states are kept, and on each copy as many as fit", () => {
  const subject = { ...bare({ layers: [state], trace: {} }), parameters: 100n };
  const plan = planOf(setUpOf(subject, { count: 2, requests: 2n }));
  // llama.cpp keeps states in four bytes a number.
  const each = 2n * 128n * 4n;
  expect(engineLimits(plan, "llama.cpp")).toEqual({
    longest: "any",
    mostRequests: 2n * ((80n * 2n ** 30n - 200n) / each),
  });
});

test("is nothing where not one token fits, and one where one does", () => {
  const gpu = (bytes: bigint) => ({ id: "small", name: "small", bytes });
  const layer = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
  const subject = { ...bare({ layers: [layer], trace: {} }), parameters: 100n };
  const settings = { vllm: { blockSize: 1 } };
  const of = (bytes: bigint) =>
    engineLimits(planOf(setUpOf(subject, { tokens: 1n, gpu: gpu(bytes), settings })), "vllm");
  expect(of(203n)).toEqual({ longest: 0n, mostRequests: 0n });
  expect(of(204n)).toEqual({ longest: 1n, mostRequests: 1n });
});
