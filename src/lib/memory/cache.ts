import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import { evaluate, type Values } from "../formula/evaluate.ts";
import type { Formula } from "../formula/expression.ts";
import { add, type Ratio, ratio, toInteger } from "../quantity/ratio.ts";
import { type CacheSettings, formulaOf, valuesOf } from "./layouts.ts";

export { attentionCache, denseCache, denseToken } from "./formulas.ts";
export type { CacheSettings } from "./layouts.ts";
export { cacheTerms } from "./terms.ts";

/** What one group of layers keeps, with the formula that says so and its numbers. */
export interface GroupBytes {
  readonly group: LayerGroup;
  readonly formula: Formula;
  readonly values: Values;
  /** Bytes of all its layers, for all sequences. */
  readonly bytes: bigint;
  /** Whether these are layers of multi-token prediction. */
  readonly extra: boolean;
}

function groupBytes(group: LayerGroup, settings: CacheSettings): Omit<GroupBytes, "extra"> {
  const formula = formulaOf(group);
  const values = valuesOf(group, settings);
  const bytes = toInteger(evaluate(formula.expression, values), "the cache in bytes");
  return { group, formula, values, bytes };
}

/** Layer groups that are kept: those of prediction only where the settings serve them. */
export const keptGroups = (
  architecture: Architecture,
  { mtp = false }: { mtp?: boolean } = {},
): LayerGroup[] => [...architecture.layers, ...(mtp ? (architecture.extra ?? []) : [])];

/**
 * What each group of layers keeps at a length, in bytes. Throws a RangeError when a block format
 * does not fill a token's row evenly.
 */
export function cacheByGroup(architecture: Architecture, settings: CacheSettings): GroupBytes[] {
  return keptGroups(architecture, settings).map((group, i) => ({
    ...groupBytes(group, settings),
    extra: i >= architecture.layers.length,
  }));
}

/**
 * Bytes that all layers keep for all sequences, states included: no padding, no pages. Throws a
 * RangeError when a block format does not fill a token's row evenly.
 */
export const cacheBytes = (architecture: Architecture, settings: CacheSettings): bigint =>
  cacheByGroup(architecture, settings).reduce((total, { bytes }) => total + bytes, 0n);

/**
 * Bytes of recurrent and convolution states that one sequence keeps, whatever its length: all that is
 * kept before the first token.
 */
export const stateBytesPerSequence = (
  architecture: Architecture,
  { mtp = false }: { mtp?: boolean } = {},
): bigint => cacheBytes(architecture, { tokens: 0n, mtp });

const tokensPerEntry = (group: LayerGroup): number =>
  group.kind === "compressed" || group.kind === "indexer" ? group.ratio : 1;

function stillGrows(group: LayerGroup, tokens: bigint): boolean {
  const most = windowOf(group);
  return most === undefined || tokens < BigInt(most);
}

/** Bytes one more entry of a group takes, for one sequence. */
function bytesPerEntry(group: LayerGroup, settings: CacheSettings): bigint {
  if (group.kind === "state") return 0n;
  const tokens = BigInt(tokensPerEntry(group));
  return groupBytes(group, { ...settings, tokens, batch: 1n }).bytes;
}

/**
 * Bytes a token adds to one sequence's cache at a length: what windows still growing and entries
 * for several tokens take on average. A ratio, as an entry may stand for many tokens.
 */
export function bytesPerTokenAt(architecture: Architecture, settings: CacheSettings): Ratio {
  return keptGroups(architecture, settings)
    .filter((group) => stillGrows(group, settings.tokens))
    .map((group) => ratio(bytesPerEntry(group, settings), BigInt(tokensPerEntry(group))))
    .reduce(add, ratio(0n));
}

/** Bytes per token of one sequence, or null where it is not one number at every length. */
export function bytesPerToken(
  architecture: Architecture,
  settings: Omit<CacheSettings, "tokens" | "batch"> = {},
): bigint | null {
  const groups = keptGroups(architecture, settings);
  const uneven = groups.some(
    (group) => windowOf(group) !== undefined || tokensPerEntry(group) !== 1,
  );
  return uneven ? null : toInteger(bytesPerTokenAt(architecture, { ...settings, tokens: 0n }));
}
