import { describe, expect, test } from "vitest";
import {
  EngineRefusal,
  type LayerGroup,
  type LlamaCppSettings,
  reserveLlamaCpp,
} from "../../../src/lib/index.ts";
import { latent, model, narrow, smallState } from "./kit.ts";

const asked = (settings: Partial<LlamaCppSettings>, ...layers: LayerGroup[]) =>
  reserveLlamaCpp(model(...layers), { ctx: 256, ...settings });

describe("formats of llama.cpp's cache", () => {
  const head = (keyDim: number, valueDim: number): LayerGroup => ({ ...narrow, keyDim, valueDim });
  const index = (keyDim: number, entryBytes?: number): LayerGroup => ({
    kind: "indexer",
    count: 1,
    keyDim,
    ratio: 1,
    entryBytes,
  });

  test.each<[LayerGroup, string]>([
    [head(80, 64), "a head's key has 80"],
    [head(64, 80), "a head's value has 80"],
    [{ kind: "latent", count: 1, rank: 500, ropeDim: 64 }, "the latent of a token has 564"],
    [{ kind: "compressed", count: 1, width: 500, ratio: 4 }, "a compressed entry has 500"],
    [index(100), "an index key has 100"],
    [index(100, 104), "an index key has 100"],
  ])("share no block of 32 numbers: %o", (group, what) => {
    expect(() => asked({ keyType: "q8_0" }, group)).toThrow(
      `q8_0 takes 32 numbers to a block, and ${what}`,
    );
  });

  test("share no block of a latent's copy either", () => {
    const uneven: LayerGroup = { kind: "latent", count: 1, rank: 500, ropeDim: 12 };
    expect(() => asked({ keyType: "q8_0" }, uneven)).not.toThrow();
    expect(() => asked({ keyType: "q8_0", latent: "keys-and-values" }, uneven)).toThrow(
      "q8_0 takes 32 numbers to a block, and the copied latent has 500",
    );
  });

  test.each<LayerGroup>([latent(61), { kind: "compressed", count: 1, width: 512, ratio: 4 }])(
    "are one for what keys and values share, also beside states: %o",
    (group) => {
      const mixed = { keyType: "q8_0", valueType: "q4_0" } as const;
      expect(() => asked(mixed, smallState, group)).toThrow(EngineRefusal);
      expect(() => asked(mixed, smallState, group)).toThrow(
        "llama.cpp keeps a latent in one format: not keys in q8_0 and values in q4_0",
      );
      expect(() => asked(mixed, smallState, narrow)).not.toThrow();
    },
  );
});
