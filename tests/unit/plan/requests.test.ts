import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Architecture,
  dealLayers,
  fromConfig,
  type LayerGroup,
  layerCount,
  requestsBytes,
  stagesOf,
} from "../../../src/lib/index.ts";
import { anyModel } from "../engines/arbitrary.ts";
import { subjectOf } from "./kit.ts";

/** One layer whose every entry takes one byte. */
const layer = fc.oneof(
  fc.record({
    window: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    kind: fc.constant("attention" as const),
  }),
  fc.record({ ratio: fc.integer({ min: 1, max: 5 }), kind: fc.constant("compressed" as const) }),
);

/** The entries that a request keeps, by what each stands for: tokens of the prefix are the same for all. */
function entries(
  of: { window?: number | undefined; ratio?: number },
  tokens: number,
  prefix: number,
  request: string,
): string[] {
  const name = (token: number) => (token < prefix ? `${token}` : `${request}:${token}`);
  const all = Array.from({ length: tokens }, (_, token) => name(token));
  if (of.ratio === undefined) return of.window === undefined ? all : all.slice(-of.window);
  const size = of.ratio;
  return Array.from({ length: Math.floor(tokens / size) }, (_, entry) =>
    all.slice(entry * size, (entry + 1) * size).join(),
  );
}

describe("requests that share a prefix", () => {
  test("keep as many entries as there are different ones, on each copy of the model", () => {
    fc.assert(
      fc.property(
        layer,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        (of, tokens, shared, requests, copies) => {
          const prefix = Math.min(shared, tokens);
          const kept = Array.from({ length: requests }, (_, request) =>
            entries(of, tokens, prefix, `${request}`).map(
              (entry) => `${request % copies} ${entry}`,
            ),
          );
          const group: LayerGroup =
            of.kind === "compressed"
              ? { kind: "compressed", count: 1, width: 1, ratio: of.ratio }
              : {
                  kind: "attention",
                  count: 1,
                  kvHeads: 1,
                  keyDim: 1,
                  valueDim: 1,
                  ...(of.window !== undefined && { window: of.window }),
                };
          const bytes = requestsBytes(
            { layers: [group], trace: {} },
            {
              tokens: BigInt(tokens),
              requests: BigInt(requests),
              sharedPrefix: BigInt(prefix),
              copies: BigInt(copies),
              keyType: "fp8",
            },
          );
          const each = of.kind === "compressed" ? 1n : 2n;
          expect(bytes).toBe(each * BigInt(new Set(kept.flat()).size));
        },
      ),
    );
  });
});

describe("layers dealt to stages", () => {
  test.each([
    [32, 4, [8, 8, 8, 8]],
    [61, 2, [31, 30]],
    [61, 4, [15, 15, 16, 15]],
    [22, 4, [5, 6, 6, 5]],
    [5, 3, [2, 2, 1]],
    [4, 3, [1, 2, 1]],
    [3, 2, [2, 1]],
  ])("%i over %i are %j, as vLLM's own tests have it", (layers, stages, dealt) => {
    expect(dealLayers(layers, stages)).toEqual(dealt);
  });

  test("are all of them, in their order", () => {
    fc.assert(
      fc.property(anyModel, fc.integer({ min: 1, max: 9 }), (model, wanted) => {
        const stages = Math.min(wanted, layerCount(model));
        const parts = stagesOf(model, stages);
        for (const { kind } of model.layers) {
          const count = (layers: readonly LayerGroup[]) =>
            layers.reduce((sum, one) => sum + (one.kind === kind ? one.count : 0), 0);
          const dealt = parts.reduce((sum, part) => sum + count(part.architecture.layers), 0);
          expect(dealt).toBe(count(model.layers));
        }
      }),
    );
  });

  test("keep in every layer what it kept", () => {
    const ordered = anyModel.chain((model) => {
      const all = model.layers.flatMap(({ count }, place) =>
        Array.from({ length: count }, () => [place]),
      );
      return fc
        .shuffledSubarray(all, { minLength: all.length })
        .map((order) => ({ ...model, order }));
    });
    const layersOf = ({ layers, order }: Architecture) =>
      order!.map((places) => places.map((place) => ({ ...layers[place]!, count: 1 })));
    fc.assert(
      fc.property(ordered, fc.integer({ min: 1, max: 4 }), (model, stages) => {
        const parts = stagesOf(model, Math.min(stages, layerCount(model)));
        expect(parts.flatMap(({ architecture }) => layersOf(architecture))).toEqual(
          layersOf(model),
        );
        expect(stagesOf(model, 1)[0]!.architecture).toEqual(model);
      }),
    );
  });

  test("are no fewer than the stages", () => {
    expect(() => dealLayers(3, 4)).toThrow(
      new RangeError("3 layers cannot be dealt out to 4 stages"),
    );
    expect(dealLayers(4, 4)).toEqual([1, 1, 1, 1]);
  });

  test("keep every kind where it is: the first stage of Gemma 3 has its first 31 layers", () => {
    const [first, last] = stagesOf(subjectOf("gemma-3-27b").architecture, 2);
    const full = (part: typeof first) =>
      part!.architecture.layers.find(
        (group) => group.kind === "attention" && group.window === undefined,
      )?.count;
    expect([full(first), full(last)]).toEqual([5, 5]);
    expect(layerCount(first!.architecture)).toBe(31);
  });

  test("have the layers of prediction on the last", () => {
    const reading = fromConfig({
      ...(subjectOf("deepseek-v3").config as object),
      num_nextn_predict_layers: 1,
    });
    if (reading.kind === "refused") throw new Error(reading.reason);
    const parts = stagesOf(reading.architecture, 3);
    expect(parts.map(({ architecture }) => architecture.extra?.length ?? 0)).toEqual([0, 0, 1]);
  });
});
