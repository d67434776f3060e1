import { describe, expect, test } from "vitest";
import { type LayerGroup, reserveVllm, type VllmSettings } from "../../../src/lib/index.ts";
import { latent, model, narrow, partsOf, reasons, smallState } from "./kit.ts";

const reserved = (settings: VllmSettings, ...layers: LayerGroup[]) =>
  reserveVllm(model(...layers), settings);
const why = (...given: Parameters<typeof reserved>) => reasons(reserved(...given));

/** Tokens of a narrow layer, which has 256 bytes for each. */
const tokens = (count: number) => BigInt(count) * 256n;

describe("what vLLM keeps beyond the architecture", () => {
  test("is a last block that is not full, for each request", () => {
    expect(why({ ctx: 1000, sequences: 3 }, narrow)).toEqual([["block-rounding", 3n * tokens(8)]]);
    expect(why({ ctx: 1000, blockSize: 8 }, narrow)).toEqual([]);
  });

  test("is a copy on every GPU of what cannot be split", () => {
    expect(why({ ctx: 1024, tp: 4 }, narrow)).toEqual([["replicated", 3n * tokens(1024)]]);
    expect(why({ ctx: 1024, tp: 4 }, { ...narrow, kvHeads: 8 })).toEqual([]);
  });

  test("is copies that context parallelism takes away again, and more blocks that are not full", () => {
    expect(why({ ctx: 1000, tp: 8, dcp: 8 }, latent(1))).toEqual([
      ["replicated", 7n * 1000n * 1152n],
      ["context-parallel", -7n * 1000n * 1152n],
      ["block-rounding", 8n * (128n - 125n) * 1152n],
    ]);
  });

  test("is a latent and its index key packed with their scales, or scales of each head", () => {
    const index: LayerGroup = { kind: "indexer", count: 1, keyDim: 128, ratio: 1 };
    const packed = { ctx: 64, kvType: "fp8", packedLatent: true } as const;
    expect(why(packed, latent(1), index)).toEqual([
      ["packed-entries", 64n * (656n - 576n) + 64n * (132n - 128n)],
    ]);
    expect(why(packed, latent(1), { ...index, entryBytes: 100 })).toEqual([
      ["packed-entries", 64n * (656n - 576n)],
    ]);
    expect(why(packed, narrow)).toEqual([]);
    expect(why({ ctx: 64, kvType: "fp8" }, latent(1), index)).toEqual([]);
    const scaled = { ctx: 64, kvType: "fp8", scalePerHead: true } as const;
    expect(why(scaled, latent(1), narrow)).toEqual([["packed-entries", 64n * 8n]]);
  });

  test("is a window's step in flight and the block it starts in, for each request", () => {
    const given = { ctx: 10_000, batchedTokens: 2048, sequences: 2 };
    const window = { ...narrow, window: 1024 };
    expect(why(given, narrow, window)).toEqual([
      ["window-batch", 2n * tokens(3071 - 1024)],
      ["block-rounding", 2n * tokens(193 * 16 - 3071)],
    ]);
    const chunk = { ...window, chunked: true };
    expect(why(given, narrow, chunk)).toEqual([["window-batch", 2n * tokens(3072 - 1024)]]);
    expect(why({ ctx: 10_000, hybridManager: false }, narrow, window)).toEqual([
      ["window-unused", tokens(10_000 - 1024)],
    ]);
  });

  test("is a state's page as large as attention's, and a second one, and one a drafted token", () => {
    const page = 32n * 256n;
    const of = (given: VllmSettings) => why({ ctx: 1024, ...given }, narrow, smallState);
    expect(of({})).toEqual([
      ["state-page", page - 6000n],
      ["state-copies", page],
    ]);
    expect(of({ stateMode: "align", draftTokens: 2, sequences: 2 })).toEqual([
      ["state-page", 2n * (page - 6000n)],
      ["state-copies", 2n * 3n * page],
    ]);
    expect(of({ stateMode: "none" })).toEqual([["state-page", page - 6000n]]);
    expect(of({ stateMode: "none", tp: 4 })).toEqual([
      ["replicated", 3n * tokens(1024)],
      ["state-page", 4n * (16n * 256n - 1500n)],
    ]);
  });

  test("is the layers that a table lacks of another's number", () => {
    const window = { ...narrow, count: 7, window: 1024 };
    const given = { ctx: 1024, batchedTokens: 1 };
    expect(why(given, { ...narrow, count: 3 }, window)).toEqual([
      ["block-rounding", 7n * tokens(16)],
      ["padding-layers", 2n * tokens(1040)],
    ]);
  });

  test("is the rest of the pool, on every GPU", () => {
    const pool = reserved({ ctx: 1024, blocks: 100, tp: 2 }, { ...narrow, kvHeads: 2 });
    expect(reasons(pool)).toEqual([["pool", 2n * 36n * tokens(16)]]);
    expect(partsOf(pool)).toEqual([
      ["attention, every token", 1024n, tokens(1024)],
      ["rest of the pool", 36n, 36n * tokens(16)],
    ]);
  });
});
