import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../../bin/catalogue.ts";
import {
  fromConfig,
  keeps,
  type LayerGroup,
  layerCount,
  layout,
  sharing,
} from "../../../src/lib/index.ts";

const read = (config: unknown) => {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return reading.architecture;
};
const model = (slug: string) => read(catalogue().find(({ id }) => id === slug)!.config);

test.each([
  ["llama-3.1-8b", "32 layers, all full"],
  ["llama-4-scout", "48 layers: 36 chunked 8,192, 12 full"],
  ["falcon-h1-7b", "44 layers, each full + Mamba-2"],
  ["gemma-3n-e4b", "35 layers: 16 sliding 512, 4 full, 15 sharing another’s"],
  ["nemotron-3-nano-30b-a3b", "52 layers: 23 Mamba-2, 23 keeping nothing, 6 full"],
])("the layout of %s in words", (slug, words) => expect(layout(model(slug))).toBe(words));

test("the order holds every layer of every group once", () => {
  for (const { id, config } of catalogue()) {
    const { layers, order } = read(config);
    const counts = layers.map((_, place) => order!.flat().filter((one) => one === place).length);
    expect(counts, id).toEqual(layers.map(({ count }) => count));
  }
});

test("the order is the config's own", () => {
  const { layers, order } = model("gpt-oss-120b");
  expect(order!.slice(0, 4).map(([place]) => keeps(layers[place!]!))).toEqual([
    "sliding 128",
    "full",
    "sliding 128",
    "full",
  ]);
});

test("sharing is named by its two ends and what lies between", () => {
  expect([32, 16, 8, 2, 1].map((kvHeads) => sharing(32, kvHeads))).toEqual([
    "MHA",
    "GQA",
    "GQA",
    "GQA",
    "MQA",
  ]);
  expect(sharing(1, 1)).toBe("MHA");
});

test("heads that do not fall into equal groups have no such name", () => {
  const heads = fc.integer({ min: -2, max: 300 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), heads, (queryHeads, kvHeads) => {
      const even = kvHeads >= 1 && queryHeads % kvHeads === 0;
      if (even) expect(sharing(queryHeads, kvHeads)).toMatch(/^M[HQ]A$|^GQA$/);
      else
        expect(() => sharing(queryHeads, kvHeads)).toThrow(
          new RangeError(`${queryHeads} query heads do not share ${kvHeads} KV heads evenly`),
        );
    }),
  );
});

const latent = { kind: "latent", count: 3, rank: 512, ropeDim: 64 } as const;
const entries = { kind: "compressed", count: 1, width: 512 } as const;
const keys = { kind: "indexer", count: 1, keyDim: 128 } as const;

test.each<[string, LayerGroup]>([
  ["latent", latent],
  ["latent sliding 1,024", { ...latent, window: 1024 }],
  ["entry", { ...entries, ratio: 1 }],
  ["entry per 1,024 tokens", { ...entries, ratio: 1024 }],
  ["index key", { ...keys, ratio: 1 }],
  ["index key per 4 tokens", { ...keys, ratio: 4 }],
])("%s is what such layers keep", (words, group) => expect(keeps(group)).toBe(words));

test("where the order is not known, groups are layers of their own", () => {
  const layers = [latent, { ...latent, count: 1, window: 128 }];
  expect(layout({ layers, trace: {} })).toBe("4 layers: 3 latent, 1 latent sliding 128");
  expect(layerCount({ layers, trace: {} })).toBe(4);
});
