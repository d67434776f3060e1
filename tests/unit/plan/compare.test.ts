import { describe, expect, test } from "vitest";
import { comparePlans, planOf, ratio } from "../../../src/lib/index.ts";
import { bare, setUpOf, subjectOf } from "./kit.ts";

const small = planOf(setUpOf(subjectOf("llama-3.1-8b")));
const longer = planOf(setUpOf(subjectOf("llama-3.1-8b"), { tokens: 32_768n }));

describe("plans side by side", () => {
  test("differ in what was changed and in what follows from it", () => {
    const differ = comparePlans([small, longer]).filter(({ differs }) => differs);
    expect(differ.map(({ id }) => id)).toEqual([
      "tokens",
      "cache",
      "gpu-cache",
      "left",
      "most-requests",
    ]);
    expect(comparePlans([small, small]).some(({ differs }) => differs)).toBe(false);
  });

  test("are two to four", () => {
    const plans = (count: number) => Array.from({ length: count }, () => small);
    expect(comparePlans(plans(4))[0]!.values).toHaveLength(4);
    for (const count of [0, 1, 5])
      expect(() => comparePlans(plans(count))).toThrow(
        new RangeError(`two to 4 set-ups can be compared, not ${count}`),
      );
  });

  test("say every figure in its unit", () => {
    const gib = 2n ** 30n;
    const other = planOf(
      setUpOf(subjectOf("llama-3.1-8b"), {
        requests: 3n,
        sharedPrefix: 8192n,
        keyType: "q8_0",
        valueType: "fp8",
        weightType: "stored",
        engine: "tensorrt-llm",
        count: 5,
        tensorParallel: 2,
        pipelineParallel: 2,
        share: ratio(111, 125),
        other: 5n,
      }),
    );
    const unknown = { unknown: "No file was read that says how its weights are stored." };
    // One key takes 34 bytes for 32 numbers, one value 32: 66/128 of the bytes in FP16.
    const cache = ((3n * 2n - 2n) * gib * 66n) / 128n;
    const llama = 16_060_522_496n;
    const room = 80n * gib - llama;
    const lines = comparePlans([small, other]).map(({ id, what, unit, values }) => [
      id,
      what,
      unit,
      ...values,
    ]);
    expect(lines).toEqual([
      ["model", "model", "", "llama-3.1-8b", "llama-3.1-8b"],
      ["layers", "layers", "", "32 layers, all full", "32 layers, all full"],
      ["tokens", "length of a request", "tokens", 16_384n, 16_384n],
      ["requests", "requests at once", "", 1n, 3n],
      ["prefix", "shared prefix", "tokens", 0n, 8192n],
      ["keys", "keys in", "", "FP16/BF16", "q8_0"],
      ["values", "values in", "", "FP16/BF16", "FP8"],
      ["weight-type", "weights in", "", "FP16/BF16", "as stored"],
      ["engine", "engine", "", "none", "TensorRT-LLM"],
      ["gpu", "GPU", "", "80 GiB", "80 GiB"],
      ["count", "GPUs", "", 1n, 5n],
      ["tp", "tensor parallel", "", 1n, 2n],
      ["pp", "pipeline parallel", "", 1n, 2n],
      ["share", "share of memory", "", "100 %", "88.8 %"],
      ["other", "other memory", "bytes", 0n, 5n],
      ["per-token", "cache per token", "bytes", 131_072n, 67_584n],
      ["cache", "cache of all requests", "bytes", 2n * gib, cache],
      ["state", "states of all requests", "bytes", 0n, 0n],
      ["saved", "saved by the prefix", "bytes", 0n, (gib * 66n) / 64n],
      ["weights", "weights of one copy", "bytes", llama, unknown],
      ["gpu-weights", "weights on the fullest GPU", "bytes", llama, unknown],
      ["gpu-cache", "cache on the fullest GPU", "bytes", 2n * gib, cache / 4n],
      ["left", "left on the fullest GPU", "bytes", room - 2n * gib, unknown],
      ["fits", "fits", "", true, unknown],
      ["longest", "longest", "tokens", room / 131_072n, unknown],
      ["most-requests", "most requests", "", room / (2n * gib), unknown],
    ]);
  });

  test("have no limit where nothing more is kept", () => {
    const window = {
      kind: "attention",
      count: 1,
      kvHeads: 1,
      keyDim: 1,
      valueDim: 1,
      window: 9,
    } as const;
    const plan = planOf(setUpOf({ ...bare({ layers: [window], trace: {} }), parameters: 5n }));
    const longest = comparePlans([plan, plan]).find(({ id }) => id === "longest")!;
    expect(longest).toMatchObject({ values: ["no limit", "no limit"], differs: false });
  });

  test("differ where one is not known, or for another reason", () => {
    const of = (why: string) =>
      planOf(setUpOf({ ...bare(small.setUp.subject.architecture), parametersUnknown: why }));
    const weights = (...plans: Parameters<typeof comparePlans>[0]) =>
      comparePlans(plans).find(({ id }) => id === "weights")!.differs;
    expect(weights(small, of("nobody counted them"))).toBe(true);
    expect(weights(of("nobody counted them"), of("nobody asked"))).toBe(true);
    expect(weights(of("nobody asked"), of("nobody asked"))).toBe(false);
  });
});
