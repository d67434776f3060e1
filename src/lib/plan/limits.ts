import type { Architecture } from "../architecture/architecture.ts";
import { ceilDiv } from "../engines/whole.ts";
import { growth } from "../memory/growth.ts";
import { mostThat } from "../quantity/most.ts";
import { type Requests, requestsBytes } from "./requests.ts";
import { isUnknown, type Known } from "./set-up.ts";

/** The most that fits, exactly; `any` where there is no most, as nothing more is kept. */
export type Limit = Known<bigint | "any">;

/** What one GPU can keep: its part of the model, and the bytes left for a cache. */
export interface Keeper {
  readonly architecture: Architecture;
  /** Negative where weights and the rest do not fit themselves. */
  readonly room: Known<bigint>;
}

/** What requests ask of one copy of the model: that with the most of them. */
export const ofFullest = ({ copies = 1n, ...asked }: Requests): Requests => ({
  ...asked,
  requests: ceilDiv(asked.requests, copies),
});

/** The rooms as bytes, or why one of them is not known. */
function rooms(keepers: readonly Keeper[]): readonly bigint[] | Known<never> {
  const unknown = keepers.map(({ room }) => room).find(isUnknown);
  return unknown ?? keepers.map(({ room }) => room as bigint);
}

/**
 * The longest that all requests can be at once, in tokens: with one more, some GPU is too small.
 * 0 where not even their shared prefix fits. Lengths below the prefix are not considered.
 */
export function longest(keepers: readonly Keeper[], asked: Requests): Limit {
  const known = rooms(keepers);
  if (isUnknown(known)) return known;
  const one = ofFullest(asked);
  const prefix = asked.sharedPrefix ?? 0n;
  const fits = (tokens: bigint) =>
    keepers.every(
      ({ architecture }, place) => requestsBytes(architecture, { ...one, tokens }) <= known[place]!,
    );
  if (!fits(prefix)) return 0n;
  const ends = keepers.map(({ architecture }) => growth(architecture, one).at(-1)!);
  const full = ends.map(({ from }) => from).reduce((a, b) => (a > b ? a : b));
  if (ends.every(({ bytesPerToken }) => bytesPerToken.n === 0n) && fits(prefix + full))
    return "any";
  return prefix + mostThat((more) => fits(prefix + more));
}

/** How many requests one GPU can keep of one copy. */
function requestsOn(architecture: Architecture, room: bigint, asked: Requests): bigint | "any" {
  const of = (requests: bigint) => requestsBytes(architecture, { ...asked, requests });
  const first = of(1n);
  if (first > room) return 0n;
  const next = of(2n) - first;
  return next === 0n ? "any" : 1n + (room - first) / next;
}

/** The most requests of a length that all copies keep at once: one more, and some GPU is too small. */
export function mostRequests(keepers: readonly Keeper[], asked: Requests): Limit {
  const known = rooms(keepers);
  if (isUnknown(known)) return known;
  const { copies = 1n, ...one } = asked;
  return keepers
    .map(({ architecture }, place) => requestsOn(architecture, known[place]!, one))
    .reduce<bigint | "any">(
      (least, each) =>
        each === "any" || (least !== "any" && least < each * copies) ? least : each * copies,
      "any",
    );
}
