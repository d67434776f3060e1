import type { Architecture } from "../architecture/architecture.ts";
import { type Formula, product, sum, type Term } from "../formula/expression.ts";
import { mostThat } from "../quantity/most.ts";
import { ceil, floor, multiply, type Ratio, ratio } from "../quantity/ratio.ts";
import { cacheBytes } from "./cache.ts";
import { growth } from "./growth.ts";
import type { CacheSettings } from "./layouts.ts";

/** The terms of what one GPU has to hold. */
export const fitTerms = {
  weights: {
    id: "weights_on_gpu",
    symbol: "w",
    name: "weights on this GPU",
    unit: "bytes",
    meaning: "Its share of the parameters, in the format they are kept in.",
  },
  other: {
    id: "everything_else",
    symbol: "e",
    name: "everything else",
    unit: "bytes",
    meaning: "Context, activations, graphs, buffers: assumed here, measured by an engine.",
  },
  requests: {
    id: "requests",
    symbol: "n",
    name: "requests at once",
    unit: "",
    meaning: "Sequences whose caches are held at the same time.",
  },
  perRequest: {
    id: "cache_per_request",
    symbol: "c",
    name: "cache of one request",
    unit: "bytes",
    meaning: "What this GPU keeps for one sequence of a length, in whole pages.",
  },
  needed: {
    id: "memory_needed",
    symbol: "M",
    name: "memory needed on each GPU",
    unit: "bytes",
    meaning: "It fits when this is no more than the part of the GPU that may be used.",
  },
} as const satisfies Record<string, Term>;

/** What one GPU has to hold for a number of equal requests. */
export const memoryNeeded: Formula = {
  id: "memory-needed",
  result: fitTerms.needed,
  expression: sum(
    fitTerms.weights,
    fitTerms.other,
    product(fitTerms.requests, fitTerms.perRequest),
  ),
};

/** A GPU as far as its memory goes, all in bytes. */
export interface Device {
  readonly bytes: bigint;
  /** The part of it that may be used: 9/10. */
  readonly share: Ratio;
  readonly weights: bigint;
  readonly other: bigint;
}

/** Bytes that may be used at all: a share of what there is, to the whole byte below. */
export const usable = ({ bytes, share }: Device): bigint => floor(multiply(ratio(bytes), share));

/** Bytes left for the cache; negative where weights and the rest do not fit themselves. */
export const roomForCache = (device: Device): bigint =>
  usable(device) - device.weights - device.other;

/** How a request is kept: in which formats, and in pages of how many tokens. */
export interface RequestSettings extends Omit<CacheSettings, "tokens" | "batch"> {
  /** Tokens to a page, all of which a request takes with its first; 1 unless given. */
  readonly page?: bigint;
}

/** Tokens that whole pages hold for a request. Throws a RangeError for a page without tokens. */
export function inPages(tokens: bigint, page: bigint): bigint {
  if (page < 1n) throw new RangeError(`a page of ${page} tokens holds nothing`);
  return ceil(ratio(tokens, page)) * page;
}

/**
 * Bytes kept for one request of a length, its last page counted whole. Throws a RangeError where a
 * block format does not fill a token's row.
 */
export const requestBytes = (
  architecture: Architecture,
  tokens: bigint,
  { page = 1n, ...settings }: RequestSettings = {},
): bigint => cacheBytes(architecture, { ...settings, tokens: inPages(tokens, page) });

/**
 * How many requests of a length fit at once, exactly: one more does not. None in a room that is
 * negative; undefined where a request keeps nothing, so that any number fits.
 */
export function requestsThatFit(
  architecture: Architecture,
  room: bigint,
  tokens: bigint,
  settings: RequestSettings = {},
): bigint | undefined {
  if (room < 0n) return 0n;
  const each = requestBytes(architecture, tokens, settings);
  return each === 0n ? undefined : room / each;
}

/**
 * The longest that `requests` equal requests can be at once, in tokens, exactly: with one token more
 * they do not fit. 0 where not even one token does; undefined where nothing grows once all windows
 * are full, and that fits, so that there is no longest.
 */
export function longestThatFits(
  architecture: Architecture,
  room: bigint,
  requests: bigint,
  settings: RequestSettings = {},
): bigint | undefined {
  const fits = (tokens: bigint) => requests * requestBytes(architecture, tokens, settings) <= room;
  const last = growth(architecture, settings).at(-1)!;
  if (last.bytesPerToken.n === 0n && fits(last.from)) return undefined;
  return mostThat(fits);
}
