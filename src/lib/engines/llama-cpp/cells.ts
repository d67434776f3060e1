import type { Step } from "../account.ts";
import { entriesKept, type TokenLayers, tokensPerEntry, windowOf } from "../entry.ts";
import type { Rule } from "../reservation.ts";
import { ceilDiv, greatest, least, roundUp } from "../whole.ts";
import { rules } from "./rules.ts";
import type { Context } from "./settings.ts";

/** Cells of one layer, and what each rule made of the entries that the architecture needs. */
export interface Cells {
  readonly needed: bigint;
  readonly steps: readonly { readonly rule: Rule; readonly cells: bigint }[];
  readonly cells: bigint;
}

/** Cells each slot (or the shared pool) has for layers that keep the whole context. */
function contextCells({ asked, slots, unified, padding }: Context): bigint {
  const padded = roundUp(asked, padding);
  const each = unified ? padded : padded / slots;
  if (each === 0n) throw new RangeError(`a context of ${asked} tokens has none for ${slots} slots`);
  return roundUp(each, padding);
}

/** The window's tokens, the batch in flight beside them, and no more than the context. */
function windowCells(window: bigint, ctx: Context, shared: boolean): bigint {
  if (ctx.windowCells !== undefined) return ctx.windowCells;
  const kept = window * (shared ? ctx.slots : 1n) + ctx.ubatch;
  return roundUp(least(contextCells(ctx), kept), ctx.padding);
}

/**
 * Cells of one layer of a group, over all slots. `streams` says whether the slots have caches of
 * their own even where they are told to share one.
 */
export function cellsOf(group: TokenLayers, ctx: Context, streams: boolean): Cells {
  const share = ctx.asked / ctx.slots;
  const needed = ctx.slots * entriesKept(group, share);
  const shared = ctx.unified && !streams;
  const pools = shared ? 1n : ctx.slots;
  const window = windowOf(group);
  const ratio = tokensPerEntry(group);
  const context = contextCells(ctx);
  const steps: { rule: Rule; cells: bigint }[] = [];
  const step = (rule: Rule, cells: bigint) => steps.push({ rule, cells });

  if (window !== undefined && !ctx.swaFull) {
    const inFlight = least(ctx.asked, window * ctx.slots + pools * ctx.ubatch);
    const cells = pools * windowCells(window, ctx, shared);
    step(rules.batch, ctx.windowCells === undefined ? least(inFlight, cells) : cells);
    step(rules.padding, cells);
    return { needed, steps, cells };
  }
  if (window !== undefined) step(rules.swaFull, ctx.slots * share);
  step(rules.remainder, ctx.asked / ratio);
  if (ratio === 1n) {
    step(rules.padding, (ctx.unified ? 1n : ctx.slots) * context);
    step(rules.perSequence, pools * context);
    return { needed, steps, cells: pools * context };
  }
  const cells = roundUp(greatest(1n, ceilDiv(context, ratio)), 256n);
  step(rules.padding, (ctx.unified ? 1n : ctx.slots) * cells);
  step(rules.perSequence, ctx.slots * cells);
  return { needed, steps, cells: ctx.slots * cells };
}

/** The steps in cells as steps in bytes. */
export const inBytes = (steps: Cells["steps"], bytesPerCell: bigint): Step[] =>
  steps.map(({ rule, cells }) => ({ rule, bytes: cells * bytesPerCell }));
