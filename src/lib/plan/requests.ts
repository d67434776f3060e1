import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import { least } from "../engines/whole.ts";
import { type CacheSettings, cacheByGroup, type GroupBytes } from "../memory/cache.ts";

/** Requests of one length that begin with the same tokens. */
export interface Requests extends Omit<CacheSettings, "tokens" | "batch"> {
  readonly tokens: bigint;
  readonly requests: bigint;
  /** Tokens all of them begin with; none unless given. */
  readonly sharedPrefix?: bigint;
  /** Copies of the model they are dealt out to, each with the prefix of its own; 1 unless given. */
  readonly copies?: bigint;
}

/** What requests keep in one group of layers, and what sharing their prefix saves of it. */
export interface Kept extends GroupBytes {
  /** Bytes after the saving; `apart` are those of requests that share nothing. */
  readonly apart: bigint;
  /** What need not be kept again, as the same formula over the tokens that are shared. */
  readonly saved: GroupBytes | undefined;
}

/**
 * Tokens of a shared prefix that a group still keeps when its requests are `tokens` long: all of
 * them, or those that have not left the window. A chunk is counted as a window of its length. None
 * of a state: it stands for one sequence's tokens and cannot be split.
 */
export function sharedTokens(group: LayerGroup, tokens: bigint, prefix: bigint): bigint {
  if (group.kind === "state" || group.kind === "shared") return 0n;
  const within = least(prefix, tokens);
  const window = windowOf(group);
  if (window === undefined) return within;
  const gone = tokens - BigInt(window);
  return gone <= 0n ? within : gone >= within ? 0n : within - gone;
}

const alone = (group: LayerGroup): Architecture => ({ layers: [group], trace: {} });

/**
 * What requests keep in each group of layers, in bytes: the prefix once on each copy of the model
 * that has a request, everything after it for each request. Throws a RangeError where a block
 * format does not fill a token's row.
 */
export function keptByGroup(architecture: Architecture, asked: Requests): Kept[] {
  const { tokens, requests, sharedPrefix = 0n, copies = 1n, ...formats } = asked;
  const again = requests - least(requests, copies);
  return cacheByGroup(architecture, { ...formats, tokens, batch: requests }).map((row) => {
    const shared = sharedTokens(row.group, tokens, sharedPrefix);
    const saved =
      shared === 0n || again === 0n
        ? undefined
        : cacheByGroup(alone(row.group), { ...formats, tokens: shared, batch: again })[0]!;
    return { ...row, apart: row.bytes, saved, bytes: row.bytes - (saved?.bytes ?? 0n) };
  });
}

/** Bytes of several groups. */
export const bytesOf = (rows: readonly { readonly bytes: bigint }[]): bigint =>
  rows.reduce((sum, { bytes }) => sum + bytes, 0n);

/** Bytes that requests keep in all layers, states included. */
export const requestsBytes = (architecture: Architecture, asked: Requests): bigint =>
  bytesOf(keptByGroup(architecture, asked));
