import { describe, expect, test } from "vitest";
import { type Architecture, reserveEverywhere } from "../../../src/lib/index.ts";
import { model, narrow } from "./kit.ts";

const settings = (...[tokens, asking]: [bigint, Parameters<typeof reserveEverywhere>[2]?]) =>
  reserveEverywhere(model(narrow), tokens, asking).map((asked) => asked.settings);

const refusals = (asking: Parameters<typeof reserveEverywhere>[2]) =>
  Object.fromEntries(
    reserveEverywhere(model(narrow), 1000n, asking).map((asked) => [
      asked.engine,
      "refused" in asked ? asked.refused : undefined,
    ]),
  );

describe("what all engines are asked", () => {
  test("leaves out what they do by themselves", () => {
    const plain = [
      { engine: "llama.cpp", ctx: 1000n },
      { engine: "vllm", ctx: 1000n },
      { engine: "sglang", tokens: 1000n, sequences: 1 },
      { engine: "tensorrt-llm", tokens: 1000n, ctx: 1000n },
    ];
    expect(settings(1000n)).toEqual(plain);
    expect(settings(1000n, { sequences: 1, tp: 1, type: "fp16", valueType: "fp16" })).toEqual(
      plain,
    );
  });

  test("is each engine's own way to say the same", () => {
    const gpu = { tp: 2, kvType: "fp8", mtp: true };
    expect(settings(1000n, { sequences: 3, tp: 2, type: "fp8", mtp: true })).toEqual([
      { engine: "llama.cpp", ctx: 3000n, parallel: 3, keyType: "fp8", mtp: "served" },
      { engine: "vllm", ctx: 1000n, sequences: 3, ...gpu },
      { engine: "sglang", tokens: 3000n, sequences: 3, stateSlots: 3, ...gpu },
      { engine: "tensorrt-llm", tokens: 3000n, ctx: 1000n, sequences: 3, ...gpu },
    ]);
  });

  test("ends with what one of them is told beyond that", () => {
    const own = {
      "llama.cpp": { ctx: 5 },
      vllm: { ctx: 6 },
      sglang: { pageSize: 7 },
      "tensorrt-llm": { tokensPerBlock: 8 },
    };
    expect(settings(1000n, { own })).toMatchObject([
      { ctx: 5 },
      { ctx: 6 },
      { pageSize: 7 },
      { tokensPerBlock: 8 },
    ]);
  });

  test("names the formats an engine has where it lacks the one asked for", () => {
    expect(refusals({ type: "q8_0" })).toEqual({
      "llama.cpp": undefined,
      vllm: "vLLM has no cache in q8_0 that there is a rule for; it has FP16/BF16, FP8",
      sglang: "SGLang has no cache in q8_0 that there is a rule for; it has FP16/BF16, FP8",
      "tensorrt-llm":
        "TensorRT-LLM has no cache in q8_0 that there is a rule for; it has FP16/BF16, FP8",
    });
    expect(refusals({ type: "fp8" })["llama.cpp"]).toBe(
      "llama.cpp has no cache in FP8 that there is a rule for; it has FP32, FP16/BF16, q8_0, q5_1, q5_0, q4_1, q4_0, iq4_nl",
    );
  });

  test("can be keys and values in two formats for llama.cpp alone", () => {
    expect(refusals({ type: "fp16", valueType: "fp8" })).toMatchObject({
      vllm: "vLLM keeps keys and values in one format",
      sglang: "SGLang keeps keys and values in one format",
      "tensorrt-llm": "TensorRT-LLM keeps keys and values in one format",
    });
    const mixed = { type: "fp16", valueType: "q8_0" } as const;
    expect(refusals(mixed)["llama.cpp"]).toBeUndefined();
    expect(settings(1000n, mixed)[0]).toEqual({
      engine: "llama.cpp",
      ctx: 1000n,
      valueType: "q8_0",
    });
  });

  test("is refused in the engine's words, and a broken model is no refusal", () => {
    const three = model({ ...narrow, kvHeads: 3 });
    expect(reserveEverywhere(three, 1000n, { tp: 2 })[1]).toMatchObject({
      refused: "3 KV heads cannot be dealt out to 2 GPUs",
    });
    expect(() => reserveEverywhere({ trace: {} } as Architecture, 1000n)).toThrow(TypeError);
  });
});
