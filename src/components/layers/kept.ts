import type { LayerGroup } from "../../lib/architecture/architecture.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { ratio, toInteger } from "../../lib/quantity/ratio.ts";
import { type Kind, kindOf } from "../models/kinds.ts";

/** One way a layer can remember, small enough to be drawn token by token. */
export interface Way {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly group: LayerGroup;
}

/** A run of tokens, counted from 1, that share a fate. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** Attended to; in its cell but never looked at again; not yet an entry; overwritten or never kept. */
  readonly fate: "kept" | "stale" | "waiting" | "gone";
}

/** One KV head of one number, so that every layer below is measured in tokens of this one. */
const attention = { kind: "attention", count: 1, kvHeads: 1, keyDim: 1, valueDim: 1 } as const;
const span = 8;
const merged = 4;
const stateInTokens = 10;

const way = (id: string, name: string, group: LayerGroup): Way => ({
  id,
  name,
  kind: kindOf(group),
  group,
});

export const ways: readonly Way[] = [
  way("full", "Full attention", attention),
  way("window", `A window of ${span}`, { ...attention, window: span }),
  way("chunk", `Chunks of ${span}`, { ...attention, window: span, chunked: true }),
  way("entries", `An entry per ${merged} tokens`, {
    kind: "compressed",
    count: 1,
    width: 2,
    ratio: merged,
  }),
  way("state", "A recurrent state", {
    kind: "state",
    name: "mamba-2",
    count: 1,
    convElements: 0,
    convBytes: 2,
    stateElements: stateInTokens,
    stateBytes: 4,
  }),
  way("shared", "Another layer’s cache", { kind: "shared", count: 1 }),
];

const bytes = (group: LayerGroup, tokens: number): bigint =>
  cacheBytes({ layers: [group], trace: {} }, { tokens: BigInt(tokens) });

/** What a layer keeps of so many tokens, in tokens of a full layer. */
export const worth = ({ group }: Way, tokens: number): number =>
  Number(toInteger(ratio(bytes(group, tokens), bytes(attention, 1)), "what a layer keeps"));

const runs = (...all: Run[]): Run[] => all.filter(({ from, to }) => from <= to);

/** What has become of every token that a layer has read, first token first. */
export function fates({ group }: Way, tokens: number): Run[] {
  switch (group.kind) {
    case "attention": {
      const cells = Math.min(tokens, group.window ?? tokens);
      const first = tokens - cells + 1;
      const seen = group.chunked ? tokens - ((tokens - 1) % group.window!) : first;
      return runs(
        { from: 1, to: first - 1, fate: "gone" },
        { from: first, to: seen - 1, fate: "stale" },
        { from: seen, to: tokens, fate: "kept" },
      );
    }
    case "compressed": {
      const entries = Math.floor(tokens / group.ratio);
      return runs(
        ...Array.from({ length: entries }, (_, entry) => ({
          from: entry * group.ratio + 1,
          to: (entry + 1) * group.ratio,
          fate: "kept" as const,
        })),
        { from: entries * group.ratio + 1, to: tokens, fate: "waiting" },
      );
    }
    default:
      return runs({ from: 1, to: tokens, fate: "gone" });
  }
}

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/** The same in words. */
export function told(one: Way, tokens: number): string {
  const { group } = one;
  const all = fates(one, tokens);
  const length = (fate: Run["fate"]) =>
    all.filter((run) => run.fate === fate).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  switch (group.kind) {
    case "attention": {
      if (group.window === undefined) return `${plural(tokens, "token")}, all of them`;
      const stale = length("stale");
      if (stale > 0)
        return `sees the ${plural(length("kept"), "token")} of this chunk; ${stale} older wait to be overwritten`;
      return group.chunked
        ? `the ${plural(length("kept"), "token")} of this chunk`
        : `the last ${plural(length("kept"), "token")}`;
    }
    case "compressed": {
      const waiting = length("waiting");
      const entries = plural(all.filter(({ fate }) => fate === "kept").length, "entry", "entries");
      return waiting === 0 ? entries : `${entries}; ${plural(waiting, "token")} short of the next`;
    }
    case "state":
      return `one state, ${plural(tokens, "token")} folded into it`;
    default:
      return "nothing of its own";
  }
}
