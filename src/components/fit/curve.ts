import type { Architecture } from "../../lib/architecture/architecture.ts";
import { requestsThatFit } from "../../lib/memory/fits.ts";
import { uncapped } from "../../lib/memory/uncapped.ts";
import { type Fit, fitOf, type Known } from "./amounts.ts";
import { requests, tokens } from "./state.ts";

interface Point {
  readonly tokens: number;
  readonly requests: number;
}

/** Requests that fit against their length, as it is drawn. */
export interface Curve {
  readonly points: readonly Point[];
  /** As if no window capped a layer, where one does. */
  readonly uncapped: readonly Point[];
  readonly chosen: Point & { readonly fits: boolean };
}

const shortest = 256;
const doublings = 12;
const longest = shortest * 2 ** doublings;
const perDoubling = 8;

const lengths = Array.from({ length: doublings * perDoubling + 1 }, (_, step) =>
  BigInt(Math.round(shortest * 2 ** (step / perDoubling))),
);

function line({ room, settings }: Fit, architecture: Architecture): Point[] {
  return lengths.flatMap((length) => {
    const most = requestsThatFit(architecture, room, length, settings);
    return most === undefined || most === 0n
      ? []
      : [{ tokens: Number(length), requests: Number(most) }];
  });
}

/** The curve under the inputs; undefined where nothing fits at any length drawn. Reads signals. */
export function curveOf(known: Known): Curve | undefined {
  const fit = fitOf(known);
  const { architecture } = fit;
  const points = line(fit, architecture);
  if (points.length === 0) return undefined;
  const capped = architecture.layers.some(
    (group) => "window" in group && group.window !== undefined,
  );
  return {
    points,
    uncapped: capped ? line(fit, uncapped(architecture)) : [],
    chosen: {
      tokens: Math.min(Math.max(tokens.value.value, shortest), longest),
      requests: requests.value.value,
      fits: fit.left >= 0n,
    },
  };
}
