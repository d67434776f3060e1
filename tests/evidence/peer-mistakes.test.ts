import { describe, expect, it } from "vitest";
import { findModel } from "../../bin/catalogue.ts";
import {
  type Architecture,
  type AttentionLayers,
  cacheBytes,
  decimals,
  type ElementTypeId,
  elementTypes,
  everyTokenInEveryLayer,
  fromConfig,
  inUnit,
  type LayerGroup,
  planOf,
  type SetUp,
  uncapped,
} from "../../src/lib/index.ts";
import { setUpOf, subjectOf } from "../unit/plan/kit.ts";

const tokens = 131_072n;

const fieldOf = (id: string, name: string): number => Number(findModel(id)?.config[name]);
const layersOf = (id: string): Architecture => subjectOf(id).architecture;

const attention = (group: Omit<AttentionLayers, "kind">): Architecture => ({
  layers: [{ kind: "attention", ...group }],
  trace: {},
});

const changed = (id: string, change: (group: LayerGroup) => LayerGroup): Architecture => ({
  layers: layersOf(id).layers.map(change),
  trace: {},
});

const heads = (group: LayerGroup, fields: Partial<AttentionLayers>): LayerGroup =>
  group.kind === "attention" ? { ...group, ...fields } : group;

/** All layers as full attention with these heads, whatever they keep. */
const allAttention = (
  id: string,
  kvHeads: number,
  keyDim: number,
  valueDim = keyDim,
): Architecture =>
  attention({ count: fieldOf(id, "num_hidden_layers"), kvHeads, keyDim, valueDim });

const widthOverHeads = (id: string): number =>
  fieldOf(id, "hidden_size") / fieldOf(id, "num_attention_heads");

const kept = (architecture: Architecture): bigint => cacheBytes(architecture, { tokens });

/** Bytes with a block's bytes taken for each number, or with the bits in a format's name alone. */
const perNumber = (id: string, bytes: number, of = 1): bigint =>
  (kept(layersOf(id)) * BigInt(bytes)) / (2n * BigInt(of));

interface Mistake {
  readonly what: string;
  readonly model: string;
  /** GiB that the mistake gives, as computed and as calculators that make it print. */
  readonly wrong: () => bigint;
  readonly printed: string;
  readonly right: string;
  readonly setUp?: Partial<SetUp>;
  /** On one GPU where set, else of all layers. */
  readonly onGpu?: true;
}

const typed = (type: ElementTypeId) => ({ keyType: type, valueType: type });

const mistakes: readonly Mistake[] = [
  {
    what: "the head dimension taken as hidden size over query heads",
    model: "glm-4.5",
    wrong: () =>
      (kept(layersOf("glm-4.5")) * BigInt(fieldOf("glm-4.5", "hidden_size"))) /
      BigInt(fieldOf("glm-4.5", "num_attention_heads") * fieldOf("glm-4.5", "head_dim")),
    printed: "19.17",
    right: "46.00",
  },
  {
    what: "hidden size kept for keys and for values, as if every query head had its own",
    model: "llama-3.1-405b",
    wrong: () => kept(allAttention("llama-3.1-405b", 1, fieldOf("llama-3.1-405b", "hidden_size"))),
    printed: "1008.00",
    right: "63.00",
  },
  {
    what: "the same, and the cache counted twice",
    model: "llama-3.1-405b",
    wrong: () =>
      2n * kept(allAttention("llama-3.1-405b", 1, fieldOf("llama-3.1-405b", "hidden_size"))),
    printed: "2016.00",
    right: "63.00",
  },
  {
    what: "KV heads as one checkpoint's copies of them",
    model: "llama-3.1-405b",
    wrong: () => cacheBytes(layersOf("llama-3.1-405b-mp16"), { tokens: 128_000n }),
    printed: "123.05",
    right: "61.52",
    setUp: { tokens: 128_000n },
  },
  {
    what: "a latent counted as full keys and values of all heads",
    model: "deepseek-v3",
    wrong: () => kept(allAttention("deepseek-v3", 128, widthOverHeads("deepseek-v3"))),
    printed: "213.50",
    right: "8.58",
  },
  {
    what: "a latent's width taken for that of a head",
    model: "deepseek-v3",
    wrong: () => kept(allAttention("deepseek-v3", 16, fieldOf("deepseek-v3", "kv_lora_rank"))),
    printed: "244.00",
    right: "8.58",
  },
  {
    what: "a latent kept twice, as key and as value",
    model: "deepseek-v3",
    wrong: () => kept(allAttention("deepseek-v3", 1, 512 + 64, 512)),
    printed: "16.20",
    right: "8.58",
  },
  {
    what: "one head's key and value taken for the latent",
    model: "deepseek-v3",
    wrong: () => kept(allAttention("deepseek-v3", 1, 128 + 64, 128)),
    printed: "4.77",
    right: "8.58",
  },
  {
    what: "a latent without its rotary key",
    model: "deepseek-v3",
    wrong: () =>
      kept(
        changed("deepseek-v3", (group) =>
          group.kind === "latent" ? { ...group, ropeDim: 0 } : group,
        ),
      ),
    printed: "7.63",
    right: "8.58",
  },
  ...(
    [
      ["gemma-3-27b", "62.00", "10.41"],
      ["gpt-oss-120b", "9.00", "4.50"],
      ["mistral-7b-v0.1", "16.00", "0.50"],
    ] as const
  ).map(
    ([model, printed, right]): Mistake => ({
      what: "layers with a window counted as if they kept every token",
      model,
      wrong: () => kept(uncapped(layersOf(model))),
      printed,
      right,
    }),
  ),
  {
    what: "layers with a chunk counted as if they kept every token",
    model: "llama-4-scout",
    wrong: () => kept(uncapped(layersOf("llama-4-scout"))),
    printed: "24.00",
    right: "7.13",
  },
  {
    what: "all layers given the window that some of them have",
    model: "gemma-3-27b",
    wrong: () => kept(changed("gemma-3-27b", (group) => heads(group, { window: 1024 }))),
    printed: "0.48",
    right: "10.41",
  },
  ...(
    [
      ["qwen3-next-80b-a3b", "12.00", "3.00"],
      ["qwen3.5-397b-a17b", "15.00", "3.75"],
      ["lfm2-1.2b", "4.00", "1.50"],
    ] as const
  ).map(
    ([model, printed, right]): Mistake => ({
      what: "layers that keep a state counted as attention",
      model,
      wrong: () => kept(everyTokenInEveryLayer(layersOf(model))!),
      printed,
      right,
    }),
  ),
  {
    what: "full layers given the heads of those with a window",
    model: "gemma-4-31b",
    wrong: () =>
      kept(
        changed("gemma-4-31b", (group) =>
          heads(group, { kvHeads: 16, keyDim: 256, valueDim: 256 }),
        ),
      ),
    printed: "20.78",
    right: "10.78",
  },
  {
    what: "q8_0 taken as one byte",
    model: "llama-3.1-8b",
    wrong: () => perNumber("llama-3.1-8b", 1),
    printed: "8.00",
    right: "8.50",
    setUp: typed("q8_0"),
  },
  {
    what: "q4_0 taken as half a byte",
    model: "llama-3.1-8b",
    wrong: () => perNumber("llama-3.1-8b", 1, 2),
    printed: "4.00",
    right: "4.50",
    setUp: typed("q4_0"),
  },
  {
    what: "the bytes of a q8_0 block taken for those of a number",
    model: "llama-3.1-8b",
    wrong: () => perNumber("llama-3.1-8b", elementTypes.q8_0.bytes),
    printed: "272.00",
    right: "8.50",
    setUp: typed("q8_0"),
  },
  {
    what: "the bytes of a q4_0 block taken for those of a number",
    model: "llama-3.1-8b",
    wrong: () => perNumber("llama-3.1-8b", elementTypes.q4_0.bytes),
    printed: "144.00",
    right: "4.50",
    setUp: typed("q4_0"),
  },
  {
    what: "a cache in FP8 because the weights are",
    model: "minimax-m2",
    wrong: () => cacheBytes(layersOf("minimax-m2"), { tokens: 196_608n, keyType: "fp8" }),
    printed: "23.25",
    right: "46.50",
    setUp: { tokens: 196_608n, weightType: "fp8" },
  },
  ...(
    [
      ["llama-3.1-8b", "1.00", "2.00"],
      ["llama-3.1-70b", "2.50", "5.00"],
      ["deepseek-v3", "0.54", "8.58"],
    ] as const
  ).map(
    ([model, printed, right]): Mistake => ({
      what: "the cache on one of 16 GPUs taken as a sixteenth, though heads and latents are copied",
      model,
      wrong: () => kept(layersOf(model)) / 16n,
      printed,
      right,
      setUp: { count: 16, tensorParallel: 16 },
      onGpu: true,
    }),
  ),
];

const gib = (bytes: bigint): string => decimals(inUnit(bytes, "GiB"), 2, { group: false });

describe("mistakes that other calculators make", () => {
  it.each(mistakes)("$what ($model): $printed GiB for $right", (mistake) => {
    const { model, wrong, printed, right, setUp, onGpu } = mistake;
    const plan = planOf(setUpOf(subjectOf(model), { tokens, ...setUp }));
    expect(gib(onGpu ? plan.fullest.cache : plan.cache)).toBe(right);
    expect(gib(wrong())).toBe(printed);
    expect(printed).not.toBe(right);
  });

  it("states are said beside the cache, and do not grow with the tokens", () => {
    for (const model of ["qwen3-next-80b-a3b", "qwen3.5-397b-a17b", "lfm2-1.2b"]) {
      const short = planOf(setUpOf(subjectOf(model), { tokens: 1n }));
      const long = planOf(setUpOf(subjectOf(model), { tokens }));
      expect(short.state).toBeGreaterThan(0n);
      expect(long.state).toBe(short.state);
      expect(long.cache).toBe(tokens * short.cache);
    }
  });

  it("a config whose language model is not found is refused, and no cache of 0 layers", () => {
    const outer = { model_type: "gemma3", architectures: ["Gemma3ForConditionalGeneration"] };
    expect(fromConfig(outer)).toMatchObject({ kind: "refused" });
    expect(fromConfig({ ...outer, text_config: {} })).toMatchObject({ kind: "refused" });
  });

  it("parameters of experts are counted, each of them", () => {
    const { weights } = planOf(setUpOf(subjectOf("deepseek-v3"), { weightType: "fp8" }));
    expect(weights).toBe(671_026_419_200n);
  });
});
