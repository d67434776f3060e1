import { mostThat } from "../../quantity/most.ts";
import { windowOf } from "../entry.ts";
import { ceilDiv, least, total } from "../whole.ts";
import type { Layout, PagedKind } from "./groups.ts";
import type { Serving } from "./settings.ts";

/** Tokens one GPU keeps for a request in layers of a kind, before they are put in blocks. */
export function tokensHeld(kind: PagedKind, ctx: bigint, serving: Serving): bigint {
  const window = kind.reach === "full" ? undefined : windowOf(kind.group);
  if (window === undefined) return ceilDiv(ctx, serving.dcp);
  const before = kind.reach.startsWith("chunk") ? window : window - 1n;
  return least(before + serving.batchedTokens, ctx);
}

/** Blocks a request of `ctx` tokens takes from one table of a kind. */
export function blocksPerTable(kind: PagedKind, ctx: bigint, serving: Serving): bigint {
  if (kind.group.kind === "state") return serving.stateBlocks;
  const whole = ceilDiv(tokensHeld(kind, ctx, serving), kind.blockTokens);
  return kind.reach.startsWith("window") ? whole + 1n : whole;
}

/** Blocks a request of `ctx` tokens takes from all tables. */
export function blocksPerRequest({ kinds, groups }: Layout, ctx: bigint, serving: Serving): bigint {
  const needed = kinds.map((kind) => kind.groups * blocksPerTable(kind, ctx, serving));
  return groups === 1n ? (needed[0] ?? 0n) : total(needed);
}

/** The longest request that fits a number of blocks; 0 where none does. */
export const longestRequest = (layout: Layout, blocks: bigint, most: bigint, serving: Serving) =>
  mostThat((tokens) => blocksPerRequest(layout, tokens, serving) <= blocks, most);
