import { describe, expect, test } from "vitest";
import {
  type LayerGroup,
  ratio,
  reserveTensorRtLlm,
  type TensorRtLlmSettings,
} from "../../../src/lib/index.ts";
import { attention, latent, model, narrow, partsOf, printed, reasons, smallState } from "./kit.ts";

const reserved = (settings: TensorRtLlmSettings, ...layers: LayerGroup[]) =>
  reserveTensorRtLlm(model(...layers), settings);

/** Tokens of a narrow layer, which has 256 bytes for each. */
const tokens = (count: number) => BigInt(count) * 256n;

describe("what TensorRT-LLM reserves", () => {
  test("prints blocks and their tokens: Llama 3.1 8B in FP8", () => {
    const given = { tokens: 263_008, kvType: "fp8" } as const;
    expect(printed(reserved(given, attention(32, 8, 128)))).toEqual({
      "paged KV cache": "16.05 GiB",
      "blocks in the primary pool": "8,219 blocks",
      "tokens in paged KV cache": "263,008 tokens",
    });
  });

  test("is nine tenths of the free memory unless told, in whole blocks", () => {
    const blocks = (available: bigint, fraction?: TensorRtLlmSettings["fraction"]) =>
      reserved({ available, fraction }, narrow).bytes / tokens(32);
    expect(blocks(10n * tokens(32))).toBe(9n);
    expect(blocks(10n * tokens(32), ratio(1, 2))).toBe(5n);
    expect(blocks(10n * tokens(32) + 285n)).toBe(10n);
    expect(blocks(0n)).toBe(0n);
  });

  test("has a reason for each byte beyond the architecture", () => {
    const given = { ctx: 1000, sequences: 2, tokens: 4000, tp: 4 };
    const one = reserved(given, { ...narrow, window: 512 });
    expect(one.architecturalBytes).toBe(2n * tokens(512));
    expect(reasons(one)).toEqual([
      ["window-unused", 2n * tokens(1000 - 512)],
      ["replicated", 3n * 2n * tokens(1000)],
      ["block-rounding", 4n * 2n * tokens(1024 - 1000)],
      ["pool", 4n * tokens(4000 - 2048)],
    ]);
    expect(one).toMatchObject({
      devices: 4,
      bytesPerDevice: tokens(4000),
      bytes: 4n * tokens(4000),
    });
  });

  test("is compared with one sequence of all its tokens where no length is told", () => {
    const all = reserved({ tokens: 1000, sequences: 3, tokensPerBlock: 64 }, narrow);
    expect(all.architecturalBytes).toBe(tokens(1024));
    expect(all.differences).toEqual([]);
  });

  test("is a pool for each kind of layer, and for prediction layers where they are served", () => {
    expect(partsOf(reserved({ tokens: 32 }, narrow, latent(61)))).toEqual([
      ["attention pool", 32n, tokens(32)],
      ["latent pool", 32n, 61n * 32n * 1152n],
    ]);
    const predicting = { ...model(narrow), extra: [narrow] };
    const layers = (mtp?: boolean) => reserveTensorRtLlm(predicting, { tokens: 1, mtp }).parts;
    expect([layers(), layers(false), layers(true)].map(({ length }) => length)).toEqual([1, 1, 2]);
  });

  test.each<LayerGroup>([
    smallState,
    { kind: "compressed", count: 1, width: 512, ratio: 4 },
    { kind: "indexer", count: 1, keyDim: 128, ratio: 1 },
  ])("is not known for %o", (group) => {
    let refusal: unknown;
    try {
      reserved({ tokens: 64 }, group);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({
      name: "EngineRefusal",
      engine: "tensorrt-llm",
      message: `TensorRT-LLM's pools for ${group.kind} layers are not known here`,
    });
  });

  test("needs to be told how large it is", () => {
    expect(() => reserved({}, narrow)).toThrow("tokens or available is needed to size the cache");
  });
});
