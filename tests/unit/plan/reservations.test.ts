import { describe, expect, test } from "vitest";
import { type LayerGroup, planOf, type SetUp } from "../../../src/lib/index.ts";
import { setUpOf, state } from "./kit.ts";

const mib = 2n ** 20n;

/** Two layers of which each takes 32 MiB at 16,384 tokens. */
const full = { kind: "attention", count: 2, kvHeads: 8, keyDim: 64, valueDim: 64 } as const;

const model = (layers: readonly LayerGroup[], extra?: readonly LayerGroup[]) => ({
  name: "some model",
  architecture: { layers, ...(extra && { extra }), trace: {} },
  parameters: 100n,
});
const reserved = (
  layers: readonly LayerGroup[],
  changes: Partial<SetUp> = {},
  extra?: readonly LayerGroup[],
) =>
  Object.fromEntries(
    planOf(setUpOf(model(layers, extra), changes)).reservations.map((one) => [one.engine, one]),
  );
const twoStages = { count: 2, pipelineParallel: 2 };

describe("what an engine takes of a GPU", () => {
  test("leaves what weights and the rest leave", () => {
    const left = 80n * 1024n * mib - 200n - 7n - 64n * mib;
    const all = reserved([full], { other: 7n });
    for (const engine of ["llama.cpp", "vllm", "tensorrt-llm"])
      expect(all[engine]).toMatchObject({ perGpu: 64n * mib, left });
  });

  test("is the most that any stage takes", () => {
    const halved = reserved([full], twoStages).vllm;
    expect(halved).toMatchObject({ perGpu: 32n * mib, left: 80n * 1024n * mib - 100n - 32n * mib });
    const wide = { ...full, kvHeads: 16 };
    for (const layers of [
      [full, wide],
      [wide, full],
    ])
      expect(reserved(layers, twoStages).vllm).toMatchObject({ perGpu: 128n * mib });
  });

  test("has the layers of prediction only where they are served", () => {
    const predicts = (mtp: boolean) => reserved([full], { mtp }, [{ ...full, count: 1 }]).vllm;
    expect(predicts(false)).toMatchObject({ perGpu: 64n * mib });
    expect(predicts(true)).toMatchObject({ perGpu: 96n * mib });
  });

  test.each([{ tensorParallel: 2 }, { pipelineParallel: 2 }])(
    "is not known of llama.cpp with %j",
    (split) => {
      const unknown = "llama.cpp counts all GPUs together; how it splits them has no rule here.";
      expect(reserved([full], { count: 2, ...split })["llama.cpp"]).toMatchObject({
        perGpu: { unknown },
        left: { unknown },
      });
    },
  );

  test.each<[string, LayerGroup]>([
    ["windows", { ...full, window: 1024 }],
    ["latents in windows", { kind: "latent", count: 2, rank: 64, ropeDim: 64, window: 1024 }],
    ["states", state],
    ["entries", { kind: "compressed", count: 2, width: 64, ratio: 4 }],
  ])("is not known of a pipeline with %s", (_, group) => {
    const unknown =
      "How vLLM splits windows, states and entries over pipeline stages has no rule here.";
    expect(reserved([full, group], twoStages).vllm).toMatchObject({ perGpu: { unknown } });
  });

  test("is not known where the engine refuses, for its reason", () => {
    const refused = "vLLM keeps keys and values in one format";
    for (const split of [{}, twoStages])
      expect(reserved([full], { ...split, valueType: "fp8" }).vllm).toMatchObject({
        refused,
        perGpu: { unknown: refused },
        left: { unknown: refused },
      });
  });

  test("is known where the weights are not, and what it leaves is not", () => {
    const unknown = "No file was read that says how its weights are stored.";
    expect(reserved([full], { weightType: "stored", ...twoStages }).vllm).toMatchObject({
      perGpu: 32n * mib,
      left: { unknown },
    });
  });
});
