import type { Architecture, LayerGroup, StateLayers } from "../architecture/architecture.ts";
import { type CacheSettings, cacheBytes } from "./cache.ts";
import { growth } from "./growth.ts";

type Formats = Omit<CacheSettings, "tokens" | "batch">;

/** One layer that keeps a state beside one of the same model that keeps something per token. */
export interface Crossing {
  readonly state: StateLayers;
  /** Bytes of the state in one layer, for one sequence. */
  readonly stateBytes: bigint;
  /** What the other layer keeps. */
  readonly growing: readonly LayerGroup[];
  /**
   * The fewest tokens at which the growing layer keeps at least as much as the state; below, the
   * state is the larger of the two. Undefined where the growing layer is full before that.
   */
  readonly tokens: bigint | undefined;
}

/** A layer by itself: one of each group it is made of. */
const alone = (groups: readonly LayerGroup[]): Architecture => ({
  layers: groups.map((group) => ({ ...group, count: 1 })),
  trace: {},
});

/** The least whole number from `low` to `high` that passes, for a test that stays passed. */
function leastThat(passes: (value: bigint) => boolean, low: bigint, high: bigint): bigint {
  if (low === high) return low;
  const middle = (low + high) / 2n;
  return passes(middle) ? leastThat(passes, low, middle) : leastThat(passes, middle + 1n, high);
}

/** The fewest tokens at which a layer keeps at least so many bytes, or undefined where none do. */
function tokensFor(layer: Architecture, bytes: bigint, formats: Formats): bigint | undefined {
  const reaches = (tokens: bigint) => cacheBytes(layer, { ...formats, tokens }) >= bytes;
  const last = growth(layer, formats).at(-1)!;
  if (last.bytesPerToken.n === 0n && !reaches(last.from)) return undefined;
  let high = 1n;
  while (!reaches(high)) high *= 2n;
  return leastThat(reaches, 0n, high);
}

/** What the layers of a model that grow are made of, each once. */
function growingLayers({ layers, order }: Architecture): (readonly LayerGroup[])[] {
  const places = order ?? layers.map((_, place) => [place]);
  const grows = (place: number) => !["state", "shared"].includes(layers[place]!.kind);
  const found = new Map(
    places.map((all) => all.filter(grows)).map((growing) => [growing.join(), growing]),
  );
  return [...found.values()]
    .filter((growing) => growing.length > 0)
    .map((growing) => growing.map((place) => layers[place]!));
}

/**
 * Where each kind of state of a model and each kind of its layers that grow keep the same, in exact
 * tokens of one sequence. Empty for a model without states. Throws a RangeError when a block format
 * does not fill a token's row evenly.
 */
export function crossings(architecture: Architecture, formats: Formats = {}): Crossing[] {
  const states = architecture.layers.filter((group) => group.kind === "state");
  return states.flatMap((state) => {
    const stateBytes = cacheBytes(alone([state]), { tokens: 0n });
    return growingLayers(architecture).map((growing) => ({
      state,
      stateBytes,
      growing,
      tokens: tokensFor(alone(growing), stateBytes, formats),
    }));
  });
}
