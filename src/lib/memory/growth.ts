import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import type { Ratio } from "../quantity/ratio.ts";
import { bytesPerTokenAt, type CacheSettings, keptGroups } from "./cache.ts";

/** A stretch of lengths over which every further token adds the same, on average. */
export interface Stretch {
  /** Tokens at which it begins. */
  readonly from: bigint;
  /** Bytes a token adds to one sequence. */
  readonly bytesPerToken: Ratio;
  /** Groups that are full when it begins, and grow no more. */
  readonly full: readonly LayerGroup[];
}

/** Whether entries stand for several tokens, so that a token's share is an average and not what it adds. */
export const growsInSteps = (
  architecture: Architecture,
  settings: Pick<CacheSettings, "mtp"> = {},
): boolean =>
  keptGroups(architecture, settings).some((group) => "ratio" in group && group.ratio > 1);

/** How a sequence's cache grows: the first stretch from no tokens, another wherever windows fill. */
export function growth(
  architecture: Architecture,
  settings: Omit<CacheSettings, "tokens" | "batch"> = {},
): Stretch[] {
  const groups = keptGroups(architecture, settings);
  const windows = [...new Set(groups.map(windowOf).filter((window) => window !== undefined))];
  return [0, ...windows.sort((a, b) => a - b)].map((from) => {
    const tokens = BigInt(from);
    return {
      from: tokens,
      bytesPerToken: bytesPerTokenAt(architecture, { ...settings, tokens }),
      full: groups.filter((group) => windowOf(group) === from),
    };
  });
}
