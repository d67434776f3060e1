import { describe, expect, test } from "vitest";
import { type LayerGroup, type LlamaCppSettings, reserveLlamaCpp } from "../../../src/lib/index.ts";
import { latent, model, narrow, partsOf, reasons, smallState } from "./kit.ts";

const short: LayerGroup = { ...narrow, window: 512 };
const why = (settings: LlamaCppSettings, ...layers: LayerGroup[]) =>
  reasons(reserveLlamaCpp(model(...layers), settings));

/** Cells of a narrow layer, which has 256 bytes in each. */
const cells = (count: number) => BigInt(count) * 256n;

describe("what llama.cpp keeps beyond the architecture", () => {
  test("is an odd token that slots cannot share, and the cells up to 256 in each", () => {
    expect(why({ ctx: 3001, parallel: 2 }, narrow)).toEqual([
      ["slot-remainder", cells(1)],
      ["cell-padding", cells(2 * 1536 - 3001)],
    ]);
    expect(why({ ctx: 3001, parallel: 2, unified: true }, narrow)).toEqual([
      ["slot-remainder", cells(1)],
      ["cell-padding", cells(3072 - 3001)],
    ]);
  });

  test("is a window's whole context where windows are not used", () => {
    expect(why({ ctx: 3001, parallel: 2 }, short)).toEqual([
      ["window-unused", cells(3000 - 2 * 512)],
      ["slot-remainder", cells(1)],
      ["cell-padding", cells(3072 - 3001)],
    ]);
  });

  test("is the batch in flight beside each slot's window", () => {
    const given = { ctx: 30_720, parallel: 3, ubatch: 500 };
    expect(why(given, narrow, short)).toEqual([
      ["window-batch", cells(3 * 500)],
      ["cell-padding", cells(3 * (1024 - 1012))],
    ]);
  });

  test("is one batch beside all windows where slots share their cells", () => {
    const given = { ctx: 30_720, parallel: 3, ubatch: 500, unified: true };
    expect(why(given, narrow, short)).toEqual([
      ["window-batch", cells(500)],
      ["cell-padding", cells(2048 - 2036)],
    ]);
  });

  test("is no more of a batch than the context has", () => {
    expect(why({ ctx: 700 }, narrow, short)).toEqual([
      ["cell-padding", 2n * cells(768 - 700)],
      ["window-batch", cells(700 - 512)],
    ]);
  });

  test("is no more of a micro-batch than a batch has, which is 2,048 tokens unless told", () => {
    const inFlight = (given: Partial<LlamaCppSettings>) =>
      why({ ctx: 30_720, ...given }, narrow, short);
    expect(inFlight({ ubatch: 4096 })).toEqual([["window-batch", cells(2048)]]);
    expect(inFlight({ ubatch: 4096, batch: 256 })).toEqual([["window-batch", cells(256)]]);
    expect(inFlight({ ubatch: 4096, batch: 4096 })).toEqual([["window-batch", cells(4096)]]);
  });

  test("is what a log printed of a window's cells, where that is told", () => {
    const given = { ctx: 4096, windowCells: 1280, padding: 1 };
    expect(why(given, narrow, short)).toEqual([["window-batch", cells(1280 - 512)]]);
  });

  test("is compressed entries in 256 cells a slot, and the tokens that wait for an entry", () => {
    const compressed = { kind: "compressed", count: 1, width: 512, ratio: 4 } as const;
    const waiting = (slots: bigint) => slots * 2n * 2n * 2n * 4n * 512n * 4n;
    expect(why({ ctx: 1030, parallel: 4 }, compressed)).toEqual([
      ["slot-remainder", 1024n],
      ["cell-padding", (4n * 256n - 257n) * 1024n],
      ["compressor-state", waiting(4n)],
    ]);
    expect(why({ ctx: 1030, parallel: 4, unified: true }, compressed)).toEqual([
      ["slot-remainder", 1024n],
      ["cell-padding", (512n - 257n) * 1024n],
      ["cache-per-slot", 3n * 512n * 1024n],
      ["compressor-state", waiting(4n)],
    ]);
    expect(why({ ctx: 1024, draftTokens: 2 }, compressed)).toEqual([
      ["compressor-state", 3n * waiting(1n)],
    ]);
  });

  test("is states in 32 bits for each slot, and again for each drafted token", () => {
    const given = { ctx: 1024, parallel: 2, draftTokens: 3 };
    expect(why(given, smallState)).toEqual([
      ["state-f32", 2n * 2000n],
      ["state-rollback", 3n * 2n * 8000n],
    ]);
    expect(partsOf(reserveLlamaCpp(model(smallState), given))).toEqual([
      ["recurrent state (mamba-2)", 8n, 8n * 8000n],
    ]);
  });

  test("is a format of the window's own, and of an index key that the model has smaller", () => {
    const quantised = { ctx: 1024, keyType: "q8_0", windowCells: 512 } as const;
    expect(why({ ...quantised, windowType: "fp16" }, narrow, short)).toEqual([
      ["window-type", 512n * (256n - 136n)],
    ]);
    expect(why(quantised, narrow, short)).toEqual([]);
    const index = { kind: "indexer", count: 2, keyDim: 128, ratio: 1, entryBytes: 132 } as const;
    expect(why({ ctx: 1024 }, index)).toEqual([["index-key-type", 2n * 1024n * (256n - 132n)]]);
    expect(why({ ctx: 1024 }, { ...index, entryBytes: undefined })).toEqual([]);
  });

  test("is a second copy of the latent, or every head's keys and values, in older builds", () => {
    const copied = { ctx: 1024, latent: "keys-and-values" } as const;
    expect(why(copied, latent(61), narrow)).toEqual([["latent-copy", 61n * 1024n * 2n * 512n]]);
    const expanded = { ctx: 1024, latent: { heads: 16, keyDim: 192, valueDim: 128 } };
    expect(why(expanded, latent(27), narrow)).toEqual([
      ["latent-expanded", 27n * 1024n * 2n * (16n * 320n - 576n)],
    ]);
  });

  test("is a prediction layer's cache that nothing is predicted with", () => {
    const predicting = { ...model(narrow), extra: [narrow] };
    const of = (mtp?: "served" | "reserved") => reserveLlamaCpp(predicting, { ctx: 1024, mtp });
    expect(reasons(of("reserved"))).toEqual([["unused-mtp", cells(1024)]]);
    expect(reasons(of("served"))).toEqual([]);
    expect(of("served").architecturalBytes).toBe(2n * cells(1024));
    expect(of().bytes).toBe(cells(1024));
    expect(partsOf(of("served"))).toEqual([
      ["KV cache", 1024n, cells(1024)],
      ["MTP KV cache", 1024n, cells(1024)],
    ]);
  });
});
