import { describe, expect, test } from "vitest";
import { climb, merge } from "../../../src/lib/engines/account.ts";
import {
  EngineRefusal,
  type EngineSettings,
  reserve,
  reserveLlamaCpp,
} from "../../../src/lib/index.ts";
import { latent, model, narrow, partsOf, reasons } from "./kit.ts";

const rule = (id: string) => ({ id, reason: `because of ${id}`, source: `${id}.py` });

describe("a reservation", () => {
  test.each<[EngineSettings, string, string]>([
    [{ engine: "llama.cpp", ctx: 64 }, "llama.cpp v0.5.0 (November 2026)", "MiB"],
    [{ engine: "vllm", ctx: 64 }, "vLLM v0.24 (August 2026)", "GiB"],
    [{ engine: "sglang", tokens: 64 }, "SGLang of January 2026", "GB"],
    [{ engine: "tensorrt-llm", tokens: 64 }, "TensorRT-LLM 0.12 to 1.2 (2026)", "GiB"],
  ])(
    "of %o says which version it holds for, and what the log's unit is",
    (settings, holdsFor, label) => {
      const bytes = label === "GB" ? "GiB" : label;
      const { engine } = settings;
      const found = reserve(model(narrow), settings);
      expect(found).toMatchObject({ engine, holdsFor, unit: { label, bytes }, devices: 1 });
    },
  );

  test.each<EngineSettings>([
    { engine: "llama.cpp", ctx: 64 },
    { engine: "vllm", ctx: 64, available: 2n ** 30n },
    { engine: "sglang", tokens: 64 },
    { engine: "tensorrt-llm", available: 2n ** 30n },
  ])("of %o is nothing for layers that keep nothing", (settings) => {
    const nothing = reserve(model({ kind: "shared", count: 4 }), settings);
    expect(nothing).toMatchObject({
      bytes: 0n,
      architecturalBytes: 0n,
      parts: [],
      differences: [],
    });
  });

  test("shares out what its rules add, step by step, and leaves out what adds nothing", () => {
    const steps = [
      { rule: rule("more"), bytes: 130n },
      { rule: rule("same"), bytes: 130n },
      { rule: rule("less"), bytes: 110n },
    ];
    expect(climb(100n, steps)).toEqual([
      { rule: "more", reason: "because of more", source: "more.py", bytes: 30n },
      { rule: "less", reason: "because of less", source: "less.py", bytes: -20n },
    ]);
  });

  test("gives each reason once, and none that comes to nothing", () => {
    const of = (id: string, ...bytes: [bigint, bigint]) =>
      climb(bytes[0], [{ rule: rule(id), bytes: bytes[1] }]);
    const all = [...of("padding", 0n, 3n), ...of("copies", 0n, 5n), ...of("padding", 0n, 4n)];
    expect(reasons({ differences: merge([...all, ...of("copies", 5n, 0n)]) })).toEqual([
      ["padding", 7n],
    ]);
  });

  test("that an engine refuses is a range error of its own", () => {
    const mixed = { ctx: 64, keyType: "q8_0", valueType: "q4_0" } as const;
    const refusal = (() => {
      try {
        return partsOf(reserveLlamaCpp(model(latent(1)), mixed));
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(EngineRefusal);
    expect(refusal).toBeInstanceOf(RangeError);
    expect(refusal).toMatchObject({ name: "EngineRefusal", engine: "llama.cpp" });
  });
});
