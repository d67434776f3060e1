import { describe, expect, test } from "vitest";
import {
  type Architecture,
  compareFigures,
  compareRefusals,
  fromRecorded,
  readLog,
  reserveLlamaCpp,
  toRecorded,
  type WitnessSettings,
} from "../../../src/lib/index.ts";

const attention = { kind: "attention", kvHeads: 8, keyDim: 128, valueDim: 128 } as const;
const plain: Architecture = { layers: [{ ...attention, count: 32 }], trace: {} };
const mixed: Architecture = {
  layers: [
    { ...attention, count: 10 },
    { ...attention, count: 52, window: 1024 },
  ],
  trace: {},
};

const line = (size: string, half: string, layers = 32) =>
  `llama_kv_cache: size = ${size} MiB ( 1024 cells, ${layers} layers, 1/1 seqs), K (f16): ${half} MiB, V (f16): ${half} MiB`;

const compared = (architecture: Architecture, log: string) =>
  compareFigures(reserveLlamaCpp(architecture, { ctx: 1024 }), readLog(log)).map(
    ({ label, printed, computed, agrees }) => [label, printed, computed, agrees],
  );

describe("figures of a log beside computed ones", () => {
  test("agree where every digit does", () => {
    expect(compared(plain, line("128.00", "64.00"))).toEqual([
      ["KV cache", "128.00 MiB", "128.00 MiB", true],
      ["KV cache, K", "64.00 MiB", "64.00 MiB", true],
      ["KV cache, V", "64.00 MiB", "64.00 MiB", true],
    ]);
  });

  test("differ by a hundredth", () => {
    expect(compared(plain, line("128.01", "64.00")).map(([, , , agrees]) => agrees)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test("differ where only one side has a cache", () => {
    const windows = (of: string) =>
      `llama_kv_cache_iswa: creating ${of} KV cache, size = 1024 cells`;
    const one = `${windows("non-SWA")}\n${line("40.00", "20.00", 10)}`;
    expect(compared(mixed, one).at(-1)).toEqual(["SWA KV cache", undefined, "208.00 MiB", false]);
    expect(compared(plain, one)[0]).toEqual(["non-SWA KV cache", "40.00 MiB", undefined, false]);
  });

  test("are none where nothing was printed", () => {
    expect(compared(plain, "nothing of the kind")).toEqual([]);
  });
});

describe("refused bytes beside computed ones", () => {
  const refused = (bytes: string) =>
    compareRefusals(
      reserveLlamaCpp(mixed, { ctx: 131_072 }),
      readLog(`alloc_tensor_range: failed to allocate CPU buffer of size ${bytes}`),
    );

  test("are a cache's to the byte", () => {
    expect(refused("5368709120")).toEqual([{ bytes: 5_368_709_120n, label: "non-SWA KV cache" }]);
  });

  test("are nobody's a byte away", () => {
    expect(refused("5368709121")).toEqual([{ bytes: 5_368_709_121n, label: undefined }]);
  });
});

describe("recorded settings", () => {
  const all: WitnessSettings[] = [
    { ctx: 1024, keyType: "fp16", valueType: "fp16" },
    { ctx: 16_000, keyType: "q8_0", valueType: "q4_0", parallel: 3, ubatch: 32, swaFull: true },
    { ctx: 5, keyType: "fp32", valueType: "iq4_nl", swaFull: false },
  ];

  test.each(all.map((settings) => [settings]))("come back as they were: %o", (settings) => {
    expect(fromRecorded(toRecorded(settings))).toEqual(settings);
  });

  test("have llama.cpp's names, and its formats for both where one is given", () => {
    expect(toRecorded({ ctx: 1024n, keyType: "fp16" })).toEqual({
      n_ctx: 1024,
      cache_type_k: "f16",
      cache_type_v: "f16",
    });
    expect(() => fromRecorded({ n_ctx: 1, cache_type_k: "q9", cache_type_v: "f16" })).toThrow(/q9/);
  });
});
