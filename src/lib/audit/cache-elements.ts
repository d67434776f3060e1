import type { Architecture, AttentionLayers, LayerGroup } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import { type Ratio, ratio } from "../quantity/ratio.ts";
import { type Arithmetic, counting } from "./arithmetic.ts";
import type { Widths } from "./subject.ts";

/** What a formula may have done differently from what the layers keep. */
export interface CacheKnobs {
  readonly tokens: bigint;
  /** Bytes per number; 1 counts the numbers themselves. */
  readonly element: Ratio;
  /** KV heads of an attention layer, from what the config gives it. */
  readonly kvHeads?: ((group: AttentionLayers) => Ratio) | undefined;
  /** Numbers in a key and in a value, where not the layers' own. */
  readonly headDim?: number | undefined;
  /** Vectors counted per head: 2 for a key and a value. */
  readonly vectors?: number | undefined;
  readonly ignoreWindow?: boolean | undefined;
  /** Layers that are counted: those that keep, every one, or only those that see all tokens. */
  readonly layers?: "keeping" | "every" | "global" | undefined;
  readonly latent?: "stored" | "expanded" | "expanded-plain" | "without-rope" | "twice" | undefined;
  readonly indexer?: "included" | "left-out" | "same-format" | undefined;
  readonly states?: "left-out" | "included" | undefined;
  readonly mtp?: boolean | undefined;
}

const least = (a: bigint, b: number | undefined): bigint =>
  b !== undefined && BigInt(b) < a ? BigInt(b) : a;

function sizeOf<T>(
  maths: Arithmetic<T>,
  group: LayerGroup,
  knobs: CacheKnobs,
  widths: Widths,
  stand: AttentionLayers | undefined,
): T {
  const { of, times, plus } = maths;
  const element = counting(maths, knobs.element, "byte");
  const window = knobs.ignoreWindow ? undefined : windowOf(group);
  const kept = least(knobs.tokens, window);
  const tokens =
    kept < knobs.tokens ? of(kept, "tokens of the window") : counting(maths, kept, "token");
  const layers = counting(maths, group.count, "layer");
  const vectors = knobs.vectors ?? 2;
  switch (group.kind) {
    case "attention": {
      const heads = knobs.kvHeads?.(group) ?? group.kvHeads;
      const [key, value] = knobs.headDim
        ? [knobs.headDim, knobs.headDim]
        : [group.keyDim, group.valueDim];
      const width =
        key === value
          ? times(
              of(vectors, vectors === 2 ? "(key and value)" : "vectors a head"),
              of(key, "numbers each"),
            )
          : of(ratio((key + value) * vectors, 2), "numbers of key and value");
      const held = counting(maths, heads, "KV head");
      return times(times(layers, held), times(width, times(element, tokens)));
    }
    case "latent": {
      const expanded =
        (widths.queryHeads ?? 0) * ((widths.expandedKeyDim ?? 0) + (widths.expandedValueDim ?? 0));
      const width = {
        stored: group.rank + group.ropeDim,
        expanded,
        "expanded-plain": 2 * (widths.queryHeads ?? 0) * (widths.expandedValueDim ?? 0),
        "without-rope": group.rank,
        twice: 2 * (group.rank + group.ropeDim),
      }[knobs.latent ?? "stored"];
      const name = knobs.latent?.startsWith("expanded") ? "numbers of all heads" : "latent numbers";
      return times(times(layers, of(width, name)), times(element, tokens));
    }
    case "compressed": {
      const entries = maths.ceil(maths.over(tokens, of(group.ratio, "tokens per entry")));
      return times(times(layers, of(group.width, "numbers in an entry")), times(element, entries));
    }
    case "indexer": {
      if (knobs.indexer === "left-out") return of(0);
      const entries = maths.ceil(maths.over(tokens, of(group.ratio, "tokens per entry")));
      const fixed = knobs.indexer === "same-format" ? undefined : group.entryBytes;
      const entry =
        fixed === undefined
          ? times(of(group.keyDim, "index key numbers"), element)
          : of(fixed, "bytes of an index key");
      return times(layers, times(entry, entries));
    }
    case "state": {
      if (knobs.layers === "every" && stand) {
        return sizeOf(maths, { ...stand, count: group.count }, knobs, widths, undefined);
      }
      if (knobs.states !== "included") return of(0);
      const conv = of(group.convElements * group.convBytes, "bytes of convolution");
      const state = of(group.stateElements * group.stateBytes, "bytes of state");
      return times(layers, plus(conv, state));
    }
    case "shared":
      return knobs.layers === "every" && stand
        ? sizeOf(maths, { ...stand, count: group.count }, knobs, widths, undefined)
        : of(0);
  }
}

/**
 * The cache of one sequence under a set of assumptions: bytes, or numbers when `element` is 1.
 * Layer kinds follow `LayerGroup`; with no knob turned it is what the layers keep.
 */
export function cacheElements<T>(
  maths: Arithmetic<T>,
  architecture: Architecture,
  widths: Widths,
  knobs: CacheKnobs,
): T {
  const groups = knobs.mtp
    ? [...architecture.layers, ...(architecture.extra ?? [])]
    : architecture.layers;
  const stand = groups.find((group) => group.kind === "attention");
  let total = maths.of(0);
  for (const group of groups) {
    if (knobs.layers === "global" && windowOf(group) !== undefined) continue;
    total = maths.plus(total, sizeOf(maths, group, knobs, widths, stand));
  }
  return total;
}
