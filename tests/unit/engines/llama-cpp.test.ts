import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Architecture,
  cacheBytes,
  denseArchitecture,
  EngineRefusal,
  type LlamaCppSettings,
  reserveLlamaCpp,
} from "../../../src/lib/index.ts";
import { anyModel } from "./arbitrary.ts";

const dense = (layers: number, kvHeads = 8): Architecture =>
  denseArchitecture({
    hidden_size: 4096,
    num_attention_heads: 32,
    num_hidden_layers: layers,
    num_key_value_heads: kvHeads,
  });

const sum = (values: readonly { bytes: bigint }[]) =>
  values.reduce((total, { bytes }) => total + bytes, 0n);

const settings: fc.Arbitrary<LlamaCppSettings> = fc.record(
  {
    ctx: fc.integer({ min: 16, max: 300_000 }),
    parallel: fc.integer({ min: 1, max: 16 }),
    unified: fc.boolean(),
    ubatch: fc.integer({ min: 1, max: 4096 }),
    swaFull: fc.boolean(),
    keyType: fc.constantFrom("fp16" as const, "q8_0" as const, "fp32" as const),
    valueType: fc.constantFrom("fp16" as const, "q4_0" as const),
    draftTokens: fc.integer({ min: 0, max: 8 }),
    padding: fc.constantFrom(1, 32, 256),
  },
  { requiredKeys: ["ctx"] },
);

const keepsLatent = ({ layers }: Architecture): boolean =>
  layers.some(({ kind }) => kind === "latent" || kind === "compressed");

/** Models and settings that llama.cpp starts with: a latent has one format. */
const started: fc.Arbitrary<[Architecture, LlamaCppSettings]> = fc
  .tuple(anyModel, settings)
  .map(([model, given]) => [
    model,
    keepsLatent(model) ? { ...given, valueType: given.keyType } : given,
  ]);

describe("what llama.cpp reserves", () => {
  test("is never below the architecture, and every byte more has a reason", () => {
    fc.assert(
      fc.property(started, ([model, given]) => {
        const { bytes, architecturalBytes, differences, parts } = reserveLlamaCpp(model, given);
        expect(bytes).toBeGreaterThanOrEqual(architecturalBytes);
        expect(sum(differences)).toBe(bytes - architecturalBytes);
        expect(sum(parts)).toBe(bytes);
      }),
    );
  });

  test("starts from what the cache formulas give for the slots' sequences", () => {
    fc.assert(
      fc.property(started, ([model, { ctx, parallel = 1, keyType, valueType }]) => {
        const { architecturalBytes } = reserveLlamaCpp(model, {
          ctx,
          parallel,
          keyType,
          valueType,
        });
        const tokens = BigInt(ctx) / BigInt(parallel);
        const kept = { tokens, batch: BigInt(parallel), keyType, valueType };
        expect(architecturalBytes).toBe(cacheBytes(model, kept));
      }),
    );
  });

  test("is nothing for a latent in two formats, which llama.cpp does not start with", () => {
    const layers = [{ kind: "latent", count: 61, rank: 512, ropeDim: 64 }] as const;
    const model = { layers, trace: {} };
    const mixed = { ctx: 1024, keyType: "q8_0", valueType: "q4_0" } as const;
    expect(() => reserveLlamaCpp(model, mixed)).toThrow(EngineRefusal);
    expect(() => reserveLlamaCpp(model, { ctx: 1024, keyType: "q8_0" })).not.toThrow();
    const copied = { ...mixed, latent: "keys-and-values" } as const;
    expect(() => reserveLlamaCpp(model, copied)).not.toThrow();
  });

  test("prints one cache where all layers have a window, which llama.cpp runs without it", () => {
    const window = {
      kind: "attention",
      kvHeads: 8,
      keyDim: 128,
      valueDim: 128,
      window: 4096,
    } as const;
    const labels = (...layers: Architecture["layers"]) =>
      reserveLlamaCpp({ layers, trace: {} }, { ctx: 8192 })
        .log.map(({ label }) => label)
        .filter((label) => !label.includes(","));
    expect(labels({ ...window, count: 32 })).toEqual(["KV cache"]);
    expect(labels({ ...window, count: 24 }, { ...window, window: undefined, count: 8 })).toEqual([
      "KV cache",
      "non-SWA KV cache",
      "SWA KV cache",
    ]);
  });

  test("never shrinks when the context grows", () => {
    fc.assert(
      fc.property(started, fc.integer({ min: 1, max: 9999 }), ([model, given], more) => {
        const longer = { ...given, ctx: Number(given.ctx) + more };
        const [before, after] = [reserveLlamaCpp(model, given), reserveLlamaCpp(model, longer)];
        expect(after.bytes).toBeGreaterThanOrEqual(before.bytes);
      }),
    );
  });

  test.each([
    [32, 8, 1000, "fp16", "fp16", "128.00 MiB"],
    [32, 8, 16_000, "q8_0", "q8_0", "1071.00 MiB"],
    [32, 8, 131_072, "q4_0", "q4_0", "4608.00 MiB"],
    [80, 8, 128_000, "fp16", "fp16", "40000.00 MiB"],
    [126, 8, 16_000, "q8_0", "q8_0", "4217.06 MiB"],
    [126, 16, 16_000, "q8_0", "q8_0", "8434.12 MiB"],
    [126, 16, 131_072, "fp16", "fp16", "129024.00 MiB"],
    [32, 8, 16_384, "q8_0", "q4_0", "832.00 MiB"],
    [32, 8, 16_384, "q5_1", "q5_1", "768.00 MiB"],
    [32, 8, 16_384, "fp32", "fp32", "4096.00 MiB"],
  ] as const)(
    "%i layers, %i KV heads, context %i in %s and %s: as it printed when asked",
    (layers, kvHeads, ctx, keyType, valueType, printed) => {
      const { log } = reserveLlamaCpp(dense(layers, kvHeads), { ctx, keyType, valueType });
      expect(log[0]!.text).toBe(printed);
    },
  );

  const gemma: Architecture = {
    layers: [
      { kind: "attention", count: 10, kvHeads: 16, keyDim: 128, valueDim: 128 },
      { kind: "attention", count: 52, kvHeads: 16, keyDim: 128, valueDim: 128, window: 1024 },
    ],
    trace: {},
  };

  test("a window's cells follow the batch: Gemma 3 27B at 32 and at 2,048", () => {
    const window = (ubatch: number) =>
      reserveLlamaCpp(gemma, { ctx: 131_072, ubatch }).log.find(
        ({ label }) => label === "SWA KV cache",
      )!.text;
    expect([window(32), window(2048)]).toEqual(["520.00 MiB", "1248.00 MiB"]);
  });

  test("slots with parts of their own are rounded up one by one", () => {
    const cells = (parallel: number, unified: boolean) =>
      reserveLlamaCpp(dense(1), { ctx: 1024, parallel, unified }).parts[0]!.cells;
    expect([cells(3, false), cells(4, false), cells(3, true)]).toEqual([1536n, 1024n, 1024n]);
  });

  test("DeepSeek V4 keeps compressed caches for every slot, and what waits to be compressed", () => {
    const model: Architecture = {
      layers: [
        { kind: "latent", count: 2, rank: 448, ropeDim: 64, window: 128 },
        { kind: "compressed", count: 1, width: 512, ratio: 4 },
        { kind: "indexer", count: 1, keyDim: 128, ratio: 4 },
        { kind: "compressed", count: 1, width: 512, ratio: 128 },
      ],
      trace: {},
    };
    const { parts } = reserveLlamaCpp(model, { ctx: 65_536, parallel: 2, unified: true });
    expect(parts.map(({ name, cells, bytes }) => [name, cells, bytes])).toEqual([
      ["latent cache, window of 128", 1536n, 2n * 1536n * 1024n],
      ["compressed cache", 32_768n, 32_768n * 1024n],
      ["compressor state", 16n, 2n * 2n * 8n * 1024n * 4n],
      ["index key cache", 32_768n, 32_768n * 256n],
      ["index compressor state", 16n, 2n * 2n * 8n * 256n * 4n],
      ["compressed cache", 1024n, 1024n * 1024n],
      ["compressor state", 256n, 2n * 2n * 128n * 512n * 4n],
    ]);
  });

  test("names the setting that is out of range, and a row that blocks do not divide", () => {
    expect(() => reserveLlamaCpp(dense(1), { ctx: 0 })).toThrow("ctx is 0, below 1");
    expect(() => reserveLlamaCpp(dense(1), { ctx: 1.5 })).toThrow("ctx is 1.5, not a whole");
    expect(() => reserveLlamaCpp(dense(1), { ctx: 256, parallel: 999 })).toThrow("999 slots");
    const odd: Architecture = {
      layers: [{ kind: "attention", count: 1, kvHeads: 1, keyDim: 80, valueDim: 80 }],
      trace: {},
    };
    expect(() => reserveLlamaCpp(odd, { ctx: 256, keyType: "q8_0" })).toThrow(
      "q8_0 takes 32 numbers to a block, and a head's key has 80",
    );
  });

  test("a window on every layer is not used, unless told: Mistral 7B v0.1", () => {
    const mistral: Architecture = {
      layers: [
        { kind: "attention", count: 32, kvHeads: 8, keyDim: 128, valueDim: 128, window: 4096 },
      ],
      trace: {},
    };
    const of = (swaFull?: boolean) =>
      reserveLlamaCpp(mistral, { ctx: 32_768, swaFull }).log[0]!.text;
    expect([of(), of(false)]).toEqual(["4096.00 MiB", "576.00 MiB"]);
  });
});
