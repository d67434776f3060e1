import { describe, expect, test } from "vitest";
import { type LayerGroup, reserveSglang, type SglangSettings } from "../../../src/lib/index.ts";
import {
  attention,
  deltaNet,
  latent,
  model,
  narrow,
  partsOf,
  printed,
  reasons,
  smallState,
} from "./kit.ts";

const reserved = (settings: SglangSettings, ...layers: LayerGroup[]) =>
  reserveSglang(model(...layers), settings);
const why = (...given: Parameters<typeof reserved>) => reasons(reserved(...given));

const window: LayerGroup = { ...narrow, window: 128 };
const index: LayerGroup = { kind: "indexer", count: 61, keyDim: 128, ratio: 1 };

/** Tokens of a narrow layer, which has 256 bytes for each. */
const tokens = (count: number) => BigInt(count) * 256n;

describe("what SGLang prints of its pools", () => {
  test("keys and values, states, and states of drafts apart: Qwen3.5-27B", () => {
    const drafting = { tokens: 330_323, stateSlots: 124, draftTokens: 4, draftSlots: 49 };
    expect(printed(reserved(drafting, attention(16, 4, 256), deltaNet(48, 48)))).toEqual({
      "K size": "10.08 GB",
      "V size": "10.08 GB",
      "conv_state size": "0.34 GB",
      "ssm_state size": "17.58 GB",
      "intermediate_conv_window_cache size": "0.55 GB",
      "intermediate_ssm_state_cache size": "28.12 GB",
    });
  });

  test("a pool of windows apart: MiMo-V2-Flash", () => {
    const heads = (kvHeads: number) => ({ kvHeads, keyDim: 192, valueDim: 128 });
    const full: LayerGroup = { kind: "attention", count: 9, ...heads(4) };
    const windowed: LayerGroup = { kind: "attention", count: 39, ...heads(8), window: 128 };
    const given = { tp: 4, pageSize: 64, tokens: 0, windowTokens: 300_288 };
    expect(printed(reserved(given, full, windowed))).toEqual({
      "K size": "0.00 GB",
      "V size": "0.00 GB",
      "SWA K size": "8.38 GB",
      "SWA V size": "5.59 GB",
    });
  });

  test("a latent in one, with its index keys since PR 11309: DeepSeek V3.2", () => {
    const packed = { tp: 8, dp: 8, pageSize: 64, kvType: "fp8", packedLatent: true } as const;
    expect(printed(reserved({ ...packed, tokens: 1_462_784 }, latent(61), index))).toEqual({
      "KV size": "65.49 GB",
      "KV size before PR 11309": "54.52 GB",
    });
    expect(printed(reserved({ ...packed, tokens: 975_424 }, latent(61), index))).toMatchObject({
      "KV size": "43.67 GB",
    });
  });

  test("convolutions without a recurrence: LFM2-700M", () => {
    const conv: LayerGroup = {
      ...smallState,
      name: "short-conv",
      count: 10,
      convElements: 2 * 1536,
      stateElements: 0,
    };
    const given = { tokens: 473_854, stateSlots: 85_292 };
    expect(printed(reserved(given, attention(6, 8, 64), conv))).toEqual({
      "K size": "2.71 GB",
      "V size": "2.71 GB",
      "conv_state size": "4.88 GB",
      "ssm_state size": "0.00 GB",
    });
  });
});

describe("what SGLang keeps beyond the architecture", () => {
  test("is a page more on every GPU, and copies of what cannot be split", () => {
    expect(why({ tokens: 1000, tp: 8, dp: 4, pageSize: 16 }, { ...narrow, count: 2 })).toEqual([
      ["replicated", (8n - 4n) * 2n * tokens(1000)],
      ["extra-page", 8n * 2n * tokens(16)],
    ]);
    const { architecturalBytes } = reserved({ tokens: 1000, tp: 8, dp: 4 }, narrow);
    expect(architecturalBytes).toBe(4n * tokens(1000));
  });

  test("is latents and index keys packed with their scales, for every group of GPUs", () => {
    const packed = { tokens: 1000, tp: 2, dp: 2, kvType: "fp8", packedLatent: true } as const;
    expect(why(packed, latent(61), index)).toEqual([
      ["packed-entries", 2n * 61n * 1000n * (656n - 576n + 132n - 128n)],
      ["extra-page", 2n * 61n * (656n + 132n)],
    ]);
  });

  test("is a pool for more windows than the requests have", () => {
    expect(why({ tokens: 1000, sequences: 2 }, narrow, window)).toEqual([
      ["extra-page", 2n * tokens(1)],
      ["window-pool", tokens(800 - 2 * 128)],
    ]);
    expect(why({ tokens: 1000 }, narrow, window)).toEqual([["extra-page", 2n * tokens(1)]]);
    const parts = partsOf(reserved({ tokens: 1000, windowTokens: 300 }, narrow, window));
    expect(parts).toEqual([
      ["attention pool", 1001n, tokens(1001)],
      ["window pool, 128 tokens each", 301n, tokens(301)],
    ]);
  });

  test("is every token of a window where it has no pool of its own", () => {
    expect(why({ tokens: 1000, windowPool: false, sequences: 3 }, narrow, window)).toEqual([
      ["extra-page", 2n * tokens(1)],
      ["window-unused", tokens(1000 - 3 * 128)],
    ]);
    for (const layers of [[window], [window, smallState], [window, { kind: "shared", count: 1 }]])
      expect(reserved({ tokens: 1000 }, ...(layers as LayerGroup[])).parts[0]!.cells).toBe(1001n);
  });

  test("is a slot of states more, whole bytes of a state on every GPU, and states of drafts", () => {
    const odd = { ...smallState, count: 3, convElements: 1001 };
    expect(why({ tokens: 0, tp: 4, dp: 2, stateSlots: 9, draftTokens: 2 }, odd)).toEqual([
      ["extra-slot", 3n * 2n * 6002n],
      ["draft-states", 3n * 2n * 10n * 2n * 6002n],
    ]);
    expect(why({ tokens: 0, tp: 4, stateSlots: 9 }, odd)).toEqual([
      ["replicated", 3n * 9n * 2n],
      ["extra-slot", 3n * 6004n],
    ]);
    const drafting = { tokens: 0, stateSlots: 9, draftTokens: 2, draftSlots: 4 };
    expect(partsOf(reserved(drafting, smallState))).toEqual([
      ["recurrent states (mamba-2)", 10n, 60_000n],
      ["recurrent states (mamba-2), drafts", 10n, 60_000n],
    ]);
  });

  test("is prediction layers where they are served", () => {
    const predicting = { ...model(narrow), extra: [narrow] };
    const layers = (mtp?: boolean) => reserveSglang(predicting, { tokens: 1, mtp }).parts.length;
    expect([layers(), layers(false), layers(true)]).toEqual([1, 1, 2]);
  });
});

describe("what SGLang does not start with", () => {
  const refused = (settings: Partial<SglangSettings>, group: LayerGroup) => {
    try {
      return reserved({ tokens: 64, ...settings }, group);
    } catch (error) {
      return error;
    }
  };

  test.each<[Partial<SglangSettings>, LayerGroup, string]>([
    [
      {},
      { kind: "compressed", count: 1, width: 512, ratio: 1 },
      "SGLang's pools for compressed entries are not known here",
    ],
    [{}, { ...index, ratio: 4 }, "SGLang's pools for compressed entries are not known here"],
    [{ tp: 2 }, { ...narrow, kvHeads: 3 }, "3 KV heads cannot be dealt out to 2 GPUs"],
  ])("%o, %o: %s", (settings, group, message) => {
    expect(refused(settings, group)).toMatchObject({
      name: "EngineRefusal",
      engine: "sglang",
      message,
    });
  });

  test("is groups of GPUs that do not come out even", () => {
    expect(() => reserved({ tokens: 64, tp: 4, dp: 3 }, narrow)).toThrow(
      "dp of 3 does not divide tp of 4",
    );
  });
});
