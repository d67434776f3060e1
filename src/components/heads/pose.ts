import type { Latent } from "./sharing.ts";
import type { Shape, Stop } from "./state.ts";

/** The drawing is this wide in its own units, and stretches; its heights are pixels. */
export const breadth = 1000;
export const rows = {
  queries: { top: 1, height: 13 },
  rebuilt: { top: 82, height: 18 },
  kept: { top: 164, height: 36 },
  end: 201,
} as const;

/** The part of a head's place that its box fills; the rest is the gap to the next. */
const filled = 0.8;

/** Where everything stands: one entry per query head, all of them numbers that can be mixed. */
export interface Pose {
  /** The middle of each query head. */
  readonly query: readonly number[];
  /** The middle of what each query head reads of what is kept. */
  readonly target: readonly number[];
  /** Width of each kept box, and of the rotary key beside the latent. */
  readonly box: number;
  readonly rotary: number;
  /** Part of a kept box that is keys, from the top. */
  readonly keyPart: number;
  /** How far the boxes have become a latent, from 0 to 1. */
  readonly latent: number;
}

/**
 * The pose of a shape at a stop. Boxes are to scale: the area of what is kept over that of a KV head
 * is as the numbers kept over those of a KV head.
 */
export function poseOf({ queryHeads, keyDim, valueDim }: Shape, stop: Stop, mla: Latent): Pose {
  const place = breadth / queryHeads;
  const query = Array.from({ length: queryHeads }, (_, head) => (head + 0.5) * place);
  const keyPart = keyDim / (keyDim + valueDim);
  const perNumber = (filled * place) / (keyDim + valueDim);
  if (stop === "mla") {
    const [box, rotary] = [mla.rank * perNumber, mla.ropeDim * perNumber];
    const middle = (breadth - rotary) / 2;
    return { query, target: query.map(() => middle), box, rotary, keyPart, latent: 1 };
  }
  const perGroup = queryHeads / Number(stop);
  const target = query.map((_, head) => (Math.floor(head / perGroup) + 0.5) * perGroup * place);
  return { query, target, box: filled * place, rotary: 0, keyPart, latent: 0 };
}

const between = (from: number, to: number, part: number): number => from + (to - from) * part;

/** A pose on the way between two of one model. */
export const mix = (from: Pose, to: Pose, part: number): Pose => ({
  query: to.query,
  target: to.target.map((x, head) => between(from.target[head]!, x, part)),
  box: between(from.box, to.box, part),
  rotary: between(from.rotary, to.rotary, part),
  keyPart: to.keyPart,
  latent: between(from.latent, to.latent, part),
});

const short = (x: number): number => Math.round(x * 10) / 10;

const boxAt = (middle: number, top: number, width: number, height: number): string =>
  `M${short(middle - width / 2)} ${short(top)}h${short(width)}v${short(height)}h${short(-width)}z`;

const boxes = (middles: readonly number[], top: number, width: number, height: number): string =>
  [...new Set(middles.map((middle) => boxAt(middle, top, width, height)))].join("");

/** The drawing as outlines of its parts. */
export interface Outlines {
  readonly queries: string;
  readonly wires: string;
  readonly rebuilt: string;
  readonly keys: string;
  readonly values: string;
  readonly latent: string;
  readonly rotary: string;
}

/** Draws a pose. A wire goes straight to what its head reads, or by way of what is rebuilt for it. */
export function outlines({ query, target, box, rotary, keyPart, latent }: Pose): Outlines {
  const { queries, rebuilt, kept } = rows;
  const place = breadth / query.length;
  const from = queries.top + queries.height;
  const bottom = rebuilt.top + rebuilt.height;
  const straight = (bottom - from) / (kept.top - from);
  const wires = query.map((x, head) => {
    const end = target[head]!;
    const bend = between(between(x, end, straight), x, latent);
    return `M${short(x)} ${from}L${short(bend)} ${bottom}L${short(end)} ${kept.top}`;
  });
  const keyHeight = kept.height * keyPart;
  const mean = target.reduce((sum, x) => sum + x, 0) / target.length;
  return {
    queries: boxes(query, queries.top, filled * place, queries.height),
    wires: wires.join(""),
    rebuilt: boxes(query, rebuilt.top, filled * place, rebuilt.height),
    keys: boxes(target, kept.top, box, keyHeight),
    values: boxes(target, kept.top + keyHeight, box, kept.height - keyHeight),
    latent: boxAt(mean, kept.top, box, kept.height),
    rotary: boxAt(mean + (box + rotary) / 2, kept.top, rotary, kept.height),
  };
}
