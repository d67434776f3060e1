import { describe, expect, test } from "vitest";
import { engineLimits, isUnknown, planOf, type SetUp } from "../../../src/lib/index.ts";
import { setUpOf, subjectOf } from "./kit.ts";

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
