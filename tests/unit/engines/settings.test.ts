import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Architecture, type EngineSettings, reserve } from "../../../src/lib/index.ts";
import { anyModel } from "./arbitrary.ts";
import { model, narrow } from "./kit.ts";

const odd = fc.oneof(
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1.5, 2 ** 53, -(2n ** 70n)),
  fc.integer({ min: -10, max: 5_000_000 }),
  fc.bigInt(-(2n ** 40n), 2n ** 70n),
);

const engines: [EngineSettings["engine"], string[]][] = [
  ["llama.cpp", ["ctx", "parallel", "batch", "ubatch", "padding", "draftTokens", "windowCells"]],
  ["vllm", ["ctx", "sequences", "tp", "dcp", "blockSize", "blocks", "available", "batchedTokens"]],
  ["sglang", ["tokens", "windowTokens", "sequences", "tp", "dp", "pageSize", "stateSlots"]],
  ["tensorrt-llm", ["tokens", "ctx", "sequences", "tp", "tokensPerBlock", "available"]],
];

/** Whole numbers of at least 1, and of at least 0, beside what an engine cannot do without. */
const bounds: [EngineSettings, string[], string[]][] = [
  [
    { engine: "llama.cpp", ctx: 64 },
    ["ctx", "parallel", "batch", "ubatch", "padding", "windowCells"],
    ["draftTokens"],
  ],
  [
    { engine: "vllm", ctx: 64 },
    ["ctx", "sequences", "tp", "dcp", "blockSize", "batchedTokens"],
    ["blocks", "available", "draftTokens"],
  ],
  [
    { engine: "sglang", tokens: 64 },
    ["windowTokens", "sequences", "tp", "dp", "pageSize", "stateSlots"],
    ["tokens", "draftTokens", "draftSlots"],
  ],
  [
    { engine: "tensorrt-llm", tokens: 64 },
    ["tokens", "ctx", "sequences", "tp", "tokensPerBlock"],
    [],
  ],
];

describe("a setting out of range", () => {
  const asked = (settings: EngineSettings, other: object) => () =>
    reserve(model(narrow), { ...settings, ...other } as EngineSettings);

  test.each(bounds)("is named: %o", (settings, positive, natural) => {
    for (const name of positive)
      expect(asked(settings, { [name]: 0 })).toThrow(`${name} is 0, below 1`);
    for (const name of natural)
      expect(asked(settings, { [name]: -1 })).toThrow(`${name} is -1, below 0`);
    for (const name of [...positive, ...natural])
      expect(asked(settings, { [name]: 1.5 })).toThrow(`${name} is 1.5, not a whole number`);
  });

  test("is named where it is missing, and where memory is below nothing", () => {
    expect(asked({ engine: "llama.cpp", ctx: 1 }, { ctx: undefined })).toThrow("ctx is missing");
    expect(asked({ engine: "tensorrt-llm" }, { available: -1n })).toThrow(
      "available is -1, below 0",
    );
    expect(asked({ engine: "sglang", tokens: -1 }, { windowTokens: 64 })).toThrow("tokens is -1");
  });
});

describe("settings of any kind", () => {
  test.each(engines)("%s reserves, or throws a RangeError and nothing else", (engine, names) => {
    const any = fc.record(Object.fromEntries(names.map((name) => [name, odd])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(anyModel, any, (architecture: Architecture, given) => {
        try {
          const { bytes } = reserve(architecture, {
            engine,
            ...given,
          } as unknown as EngineSettings);
          expect(bytes).toBeGreaterThanOrEqual(0n);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
