import type { LayerGroup, StateLayers } from "../architecture/architecture.ts";
import { windowOf as tokensOfWindow } from "../architecture/window.ts";
import { type ElementTypeId, elementTypes } from "../quantity/element.ts";
import { least } from "./whole.ts";

/** Layers that keep something per token, or per few tokens. */
export type TokenLayers = Exclude<LayerGroup, StateLayers | { kind: "shared" }>;

export const keepsTokens = (group: LayerGroup): group is TokenLayers =>
  group.kind !== "state" && group.kind !== "shared";

export const keepsState = (group: LayerGroup): group is StateLayers => group.kind === "state";

/** The formats an engine was told to keep keys and values in. */
export interface CacheTypes {
  readonly keyType: ElementTypeId;
  readonly valueType: ElementTypeId;
}

/**
 * Bytes `count` numbers take in a format. Throws a RangeError where the format's blocks do not
 * divide them: engines refuse that rather than share a block between heads.
 */
export function elementBytes(count: number, type: ElementTypeId, what: string): bigint {
  const { bytes, elements } = elementTypes[type];
  if (count % elements !== 0) {
    throw new RangeError(`${type} takes ${elements} numbers to a block, and ${what} has ${count}`);
  }
  return BigInt(bytes) * BigInt(count / elements);
}

/** Keys and values of one entry of one layer, in bytes; latents, entries and index keys are keys. */
export function entryBytes(
  group: TokenLayers,
  { keyType, valueType }: CacheTypes,
): { readonly keys: bigint; readonly values: bigint } {
  switch (group.kind) {
    case "attention":
      return {
        keys: BigInt(group.kvHeads) * elementBytes(group.keyDim, keyType, "a head's key"),
        values: BigInt(group.kvHeads) * elementBytes(group.valueDim, valueType, "a head's value"),
      };
    case "latent":
      return {
        keys: elementBytes(group.rank + group.ropeDim, keyType, "the latent of a token"),
        values: 0n,
      };
    case "compressed":
      return { keys: elementBytes(group.width, keyType, "a compressed entry"), values: 0n };
    case "indexer":
      return {
        keys:
          group.entryBytes === undefined
            ? elementBytes(group.keyDim, keyType, "an index key")
            : BigInt(group.entryBytes),
        values: 0n,
      };
  }
}

/** Tokens for each entry: 1 but for compressed layers and their indexers. */
export const tokensPerEntry = (group: TokenLayers): bigint =>
  BigInt("ratio" in group ? group.ratio : 1);

/** The most tokens one sequence keeps in these layers, where a window or chunk caps them. */
export function windowOf(group: LayerGroup): bigint | undefined {
  const window = tokensOfWindow(group);
  return window === undefined ? undefined : BigInt(window);
}

/** Entries one sequence of a length keeps in one layer, with nothing rounded up. */
export function entriesKept(group: TokenLayers, tokens: bigint): bigint {
  const window = windowOf(group);
  const kept = window === undefined ? tokens : least(tokens, window);
  return kept / tokensPerEntry(group);
}

/** Bytes of the convolution and of the recurrence that one sequence keeps in one layer. */
export const stateParts = ({
  convElements,
  convBytes,
  stateElements,
  stateBytes,
}: StateLayers) => ({
  conv: BigInt(convElements) * BigInt(convBytes),
  state: BigInt(stateElements) * BigInt(stateBytes),
});

/** Both together. */
export const stateBytes = (group: StateLayers): bigint => {
  const { conv, state } = stateParts(group);
  return conv + state;
};
