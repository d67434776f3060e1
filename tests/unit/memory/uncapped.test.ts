import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  type Architecture,
  cacheBytes,
  everyTokenInEveryLayer,
  fromConfig,
  uncapped,
} from "../../../src/lib/index.ts";
import { anyModel, fullLayers, latentLayers } from "../engines/arbitrary.ts";

const tokens = fc.bigInt({ min: 0n, max: 1_000_000n });
const of = (id: string): Architecture => {
  const reading = fromConfig(catalogue().find((model) => model.id === id)!.config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return reading.architecture;
};

test("without its windows a model never keeps less, and the same until the first is full", () => {
  fc.assert(
    fc.property(anyModel, tokens, (model, length) => {
      const settings = { tokens: length };
      const [as, without] = [cacheBytes(model, settings), cacheBytes(uncapped(model), settings)];
      expect(without).toBeGreaterThanOrEqual(as);
      const windows = model.layers.flatMap((group) =>
        "window" in group && group.window ? [group.window] : [],
      );
      if (length <= BigInt(Math.min(...windows, 1e9))) expect(without).toBe(as);
    }),
  );
});

test("without its window a layer keeps what one that never had it keeps", () => {
  const full = { kind: "attention", count: 5, kvHeads: 8, keyDim: 128, valueDim: 128 } as const;
  const latent = { kind: "latent", count: 5, rank: 512, ropeDim: 64 } as const;
  const layers = [
    { ...full, window: 1024 },
    { ...full, window: 8192, chunked: true },
    { ...latent, window: 128 },
    { kind: "shared", count: 3 },
  ] as const;
  expect(uncapped({ layers, trace: {} }).layers).toStrictEqual([full, full, latent, layers[3]]);
});

test("a model whose layers all keep every token is what it is compared with", () => {
  fc.assert(
    fc.property(fc.oneof(fullLayers, latentLayers), tokens, (group, length) => {
      const model = { layers: [group], trace: {} };
      expect(cacheBytes(everyTokenInEveryLayer(model)!, { tokens: length })).toBe(
        cacheBytes(model, { tokens: length }),
      );
    }),
  );
});

test("windowed, chunked, sharing and recurrent layers count as one full layer each", () => {
  const layers = (id: string) => everyTokenInEveryLayer(of(id))?.layers.map(({ count }) => count);
  expect(layers("gemma-3-27b")).toEqual([62]);
  expect(layers("llama-4-scout")).toEqual([48]);
  expect(layers("gemma-3n-e4b")).toEqual([35]);
  expect(layers("qwen3-next-80b-a3b")).toEqual([48]);
  expect(layers("nemotron-3-nano-30b-a3b")).toEqual([29]);
  expect(layers("deepseek-v3")).toEqual([61]);
  expect(layers("mimo-v2-flash")).toBeUndefined();
});
