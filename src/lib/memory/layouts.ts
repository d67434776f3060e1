import type { LayerGroup } from "../architecture/architecture.ts";
import type { Values } from "../formula/evaluate.ts";
import type { Formula } from "../formula/expression.ts";
import { bytesPerElement, type ElementTypeId, elementTypes } from "../quantity/element.ts";
import { ratio } from "../quantity/ratio.ts";
import {
  attentionCache,
  compressedCache,
  fixedIndexCache,
  indexCache,
  latentCache,
  latentWindowCache,
  sharedCache,
  stateCache,
  windowCache,
} from "./formulas.ts";
import { cacheTerms as t } from "./terms.ts";

/** How much is cached of how many sequences, and in which formats. */
export interface CacheSettings {
  /** Tokens kept per sequence. */
  readonly tokens: bigint;
  /** Sequences at once; 1 unless given. */
  readonly batch?: bigint;
  /** Format of keys, and of all that is kept once for keys and values; fp16 unless given. */
  readonly keyType?: ElementTypeId;
  /** Format of values; the keys' unless given. */
  readonly valueType?: ElementTypeId;
  /** Whether the layers of multi-token prediction are served too. */
  readonly mtp?: boolean;
}

/** Bytes per element, once it is sure that whole blocks make up a token's row. */
function perElement(type: ElementTypeId, row: number, what: string) {
  const { elements, label } = elementTypes[type];
  if (row % elements !== 0)
    throw new RangeError(
      `${label} keeps blocks of ${elements}, and the ${row} numbers of ${what} do not fill them`,
    );
  return bytesPerElement(type);
}

const kinds = {
  attention: (group) => (group.window === undefined ? attentionCache : windowCache),
  latent: (group) => (group.window === undefined ? latentCache : latentWindowCache),
  compressed: () => compressedCache,
  indexer: (group) => (group.entryBytes === undefined ? indexCache : fixedIndexCache),
  state: () => stateCache,
  shared: () => sharedCache,
} as const satisfies { [K in LayerGroup["kind"]]: (group: GroupOf<K>) => Formula };

type GroupOf<K extends LayerGroup["kind"]> = Extract<LayerGroup, { kind: K }>;

/** The formula for what a group of layers keeps. */
export const formulaOf = (group: LayerGroup): Formula =>
  (kinds[group.kind] as (group: LayerGroup) => Formula)(group);

function ownValues(group: LayerGroup, key: ElementTypeId, value: ElementTypeId): Values {
  switch (group.kind) {
    case "attention":
      return {
        [t.kvHeads.id]: group.kvHeads,
        [t.keyDim.id]: group.keyDim,
        [t.valueDim.id]: group.valueDim,
        [t.bytesPerKey.id]: perElement(key, group.kvHeads * group.keyDim, "a token's keys"),
        [t.bytesPerValue.id]: perElement(value, group.kvHeads * group.valueDim, "a token's values"),
        ...(group.window === undefined ? {} : { [t.window.id]: group.window }),
      };
    case "latent":
      return {
        [t.rank.id]: group.rank,
        [t.ropeDim.id]: group.ropeDim,
        [t.bytesPerKey.id]: perElement(key, group.rank + group.ropeDim, "a token's latent"),
        ...(group.window === undefined ? {} : { [t.window.id]: group.window }),
      };
    case "compressed":
      return {
        [t.entryWidth.id]: group.width,
        [t.ratio.id]: group.ratio,
        [t.bytesPerKey.id]: perElement(key, group.width, "an entry"),
      };
    case "indexer":
      return {
        [t.ratio.id]: group.ratio,
        ...(group.entryBytes === undefined
          ? {
              [t.indexDim.id]: group.keyDim,
              [t.bytesPerKey.id]: perElement(key, group.keyDim, "an index key"),
            }
          : { [t.entryBytes.id]: group.entryBytes }),
      };
    case "state":
      return {
        [t.convElements.id]: ratio(group.convElements),
        [t.convBytes.id]: group.convBytes,
        [t.stateElements.id]: ratio(group.stateElements),
        [t.stateBytes.id]: group.stateBytes,
      };
    case "shared":
      return {};
  }
}

/** The values of a group's formula. Throws a RangeError where blocks do not fill a row. */
export function valuesOf(group: LayerGroup, settings: CacheSettings): Values {
  const keyType = settings.keyType ?? "fp16";
  return {
    [t.layers.id]: group.count,
    [t.tokens.id]: settings.tokens,
    [t.batch.id]: settings.batch ?? 1n,
    ...ownValues(group, keyType, settings.valueType ?? keyType),
  };
}
