import { grouped } from "../quantity/print.ts";
import type { Architecture, LayerGroup, StateLayers } from "./architecture.ts";

/** States as their papers write them. */
export const stateNames: Readonly<Record<StateLayers["name"], string>> = {
  "mamba-1": "Mamba-1",
  "mamba-2": "Mamba-2",
  "gated-delta-net": "gated delta net",
  kda: "KDA",
  lightning: "lightning attention",
  "short-conv": "short convolution",
};

/** How query heads share keys and values: each its own, all the same, or groups that share. */
export type Sharing = "MHA" | "GQA" | "MQA";

/**
 * The name of a layer's sharing from its numbers of heads. With a single query head, where all three
 * coincide, it is MHA. Throws a RangeError where the query heads do not fall into equal groups.
 */
export function sharing(queryHeads: number, kvHeads: number): Sharing {
  if (!(kvHeads >= 1) || queryHeads % kvHeads !== 0)
    throw new RangeError(`${queryHeads} query heads do not share ${kvHeads} KV heads evenly`);
  if (kvHeads === queryHeads) return "MHA";
  return kvHeads === 1 ? "MQA" : "GQA";
}

const perTokens = (what: string, ratio: number): string =>
  ratio === 1 ? what : `${what} per ${grouped(ratio)} tokens`;

/** What the layers of a group keep, in a few words: "full", "sliding 1,024", "Mamba-2". */
export function keeps(group: LayerGroup): string {
  switch (group.kind) {
    case "attention":
      if (group.window === undefined) return "full";
      return `${group.chunked ? "chunked" : "sliding"} ${grouped(group.window)}`;
    case "latent":
      return group.window === undefined ? "latent" : `latent sliding ${grouped(group.window)}`;
    case "compressed":
      return perTokens("entry", group.ratio);
    case "indexer":
      return perTokens("index key", group.ratio);
    case "state":
      return stateNames[group.name];
    case "shared":
      return "sharing another’s";
  }
}

/** Layers by what they keep together: how many there are, and the places of their groups. */
function together({ layers, order }: Architecture): { count: number; groups: number[] }[] {
  if (!order) return layers.map(({ count }, place) => ({ count, groups: [place] }));
  const found = new Map<string, { count: number; groups: number[] }>();
  for (const groups of order) {
    const key = groups.join();
    const same = found.get(key);
    if (same) same.count += 1;
    else found.set(key, { count: 1, groups: [...groups] });
  }
  return [...found.values()];
}

/** Layers of a model: those that keep nothing too where their order is known. */
export const layerCount = ({ layers, order }: Architecture): number =>
  order?.length ?? layers.reduce((sum, { count }) => sum + count, 0);

/** A model's layout in words: "48 layers: 36 chunked 8,192, 12 full". */
export function layout(architecture: Architecture): string {
  const kinds = together(architecture).map(({ count, groups }) => {
    const words = [...new Set(groups.map((place) => keeps(architecture.layers[place]!)))];
    return { count, words: words.length === 0 ? "keeping nothing" : words.join(" + ") };
  });
  const total = grouped(layerCount(architecture));
  if (kinds.length === 1) {
    const { words } = kinds[0]!;
    return `${total} layers, ${words.includes(" + ") ? "each" : "all"} ${words}`;
  }
  return `${total} layers: ${kinds.map(({ count, words }) => `${grouped(count)} ${words}`).join(", ")}`;
}
