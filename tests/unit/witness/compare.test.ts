import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Architecture,
  compareFigures,
  compareRefusals,
  type LogFigure,
  ratio,
  readLog,
  reserveLlamaCpp,
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

/** Qwen3-Next: attention with wide heads on a layer in four, gated delta nets on the others. */
const hybrid: Architecture = {
  layers: [
    {
      kind: "state",
      name: "gated-delta-net",
      count: 36,
      convElements: 24_576,
      convBytes: 2,
      stateElements: 524_288,
      stateBytes: 4,
    },
    { kind: "attention", kvHeads: 2, keyDim: 256, valueDim: 256, count: 12 },
  ],
  trace: {},
};

const line = (size: string, half: string, layers = 32) =>
  `llama_kv_cache: size = ${size} MiB ( 1024 cells, ${layers} layers, 1/1 seqs), K (f16): ${half} MiB, V (f16): ${half} MiB`;

const states =
  "llama_memory_recurrent: size =   75.38 MiB (     1 cells,  48 layers,  1 seqs  0 rs_seq), R (f32):    3.38 MiB, S (f32):   72.00 MiB, P (f32):    0.00 MiB";

const windows = (of: string) => `llama_kv_cache_iswa: creating ${of} KV cache, size = 1024 cells`;

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
    const one = `${windows("non-SWA")}\n${line("40.00", "20.00", 10)}`;
    expect(compared(mixed, one).at(-1)).toEqual(["SWA KV cache", undefined, "208.00 MiB", false]);
    expect(compared(plain, one)[0]).toEqual(["non-SWA KV cache", "40.00 MiB", undefined, false]);
  });

  test("are of each cache and not of their sum, where each has a line of its own", () => {
    const log = [
      `${windows("non-SWA")}\n${line("40.00", "20.00", 10)}`,
      `${windows("SWA")}\n${line("208.00", "104.00", 52)}`,
    ];
    expect(compared(mixed, log.join("\n"))).toEqual([
      ["non-SWA KV cache", "40.00 MiB", "40.00 MiB", true],
      ["non-SWA KV cache, K", "20.00 MiB", "20.00 MiB", true],
      ["non-SWA KV cache, V", "20.00 MiB", "20.00 MiB", true],
      ["SWA KV cache", "208.00 MiB", "208.00 MiB", true],
      ["SWA KV cache, K", "104.00 MiB", "104.00 MiB", true],
      ["SWA KV cache, V", "104.00 MiB", "104.00 MiB", true],
    ]);
  });

  test("are of states beside the cache, without a part that takes nothing", () => {
    expect(compared(hybrid, `${line("24.00", "12.00", 12)}\n${states}`)).toEqual([
      ["KV cache", "24.00 MiB", "24.00 MiB", true],
      ["KV cache, K", "12.00 MiB", "12.00 MiB", true],
      ["KV cache, V", "12.00 MiB", "12.00 MiB", true],
      ["recurrent state", "75.38 MiB", "75.38 MiB", true],
      ["recurrent state, R", "3.38 MiB", "3.38 MiB", true],
      ["recurrent state, S", "72.00 MiB", "72.00 MiB", true],
    ]);
  });

  test("end with the caches that were not printed, each as a whole", () => {
    expect(compared(hybrid, states).slice(3)).toEqual([
      ["KV cache", undefined, "24.00 MiB", false],
    ]);
    expect(compared(hybrid, line("24.00", "12.00", 12)).slice(3)).toEqual([
      ["recurrent state", undefined, "75.38 MiB", false],
    ]);
    expect(compared(mixed, states).slice(3)).toEqual([
      ["non-SWA KV cache", undefined, "40.00 MiB", false],
      ["SWA KV cache", undefined, "208.00 MiB", false],
    ]);
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

  test("are a state's beside a cache's", () => {
    const log = "alloc_tensor_range: failed to allocate CPU buffer of size";
    const bytes = [36n * (24_576n + 524_288n) * 4n, 12n * 1024n * 2048n];
    const reading = readLog(bytes.map((each) => `${log} ${each}`).join("\n"));
    expect(compareRefusals(reserveLlamaCpp(hybrid, { ctx: 1024 }), reading)).toEqual([
      { bytes: bytes[0], label: "recurrent state" },
      { bytes: bytes[1], label: "KV cache" },
    ]);
  });

  test("are nobody's where they are those of caches that are asked for one by one", () => {
    const { bytes } = reserveLlamaCpp(mixed, { ctx: 131_072 });
    expect(refused(`${bytes}`)).toEqual([{ bytes, label: undefined }]);
  });

  test("are the only cache's where they are exactly its own, whatever its size", () => {
    const sizes = fc.tuple(
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: -3, max: 3 }),
    );
    fc.assert(
      fc.property(sizes, ([kvHeads, width, ctx, off]) => {
        const layers = [{ ...attention, kvHeads, keyDim: width, valueDim: width, count: 3 }];
        const reservation = reserveLlamaCpp({ layers, trace: {} }, { ctx });
        const bytes = reservation.bytes + BigInt(off);
        const reading = { ...readLog(""), refusals: [{ line: "", bytes }] };
        expect(compareRefusals(reservation, reading)).toEqual([
          { bytes, label: off === 0 ? "KV cache" : undefined },
        ]);
      }),
    );
  });

  const labelOf = (bytes: bigint, figure: Omit<LogFigure, "label" | "text">) =>
    compareRefusals(
      {
        ...reserveLlamaCpp(plain, { ctx: 1024 }),
        log: [{ label: "KV cache", text: "", ...figure }],
      },
      { ...readLog(""), refusals: [{ line: "", bytes }] },
    )[0]!.label;

  test("are compared in the unit of the figure, which is bytes where it has none", () => {
    expect(labelOf(4096n, { value: ratio(4096n) })).toBe("KV cache");
    expect(labelOf(4096n, { value: ratio(4n), unit: "KiB" })).toBe("KV cache");
    expect(labelOf(4096n, { value: ratio(4n) })).toBeUndefined();
  });

  test("are nobody's where the figure is no whole number of bytes", () => {
    const parts = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt(2n, 1000n));
    fc.assert(
      fc.property(parts, ([bytes, part]) => {
        const value = ratio(bytes * part + 1n, part);
        for (const whole of [bytes, bytes + 1n, value.n, value.n * part])
          expect(labelOf(whole, { value, unit: "B" })).toBeUndefined();
      }),
    );
  });
});
