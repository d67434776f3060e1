import type { Architecture } from "../../lib/architecture/architecture.ts";
import { keeps } from "../../lib/architecture/words.ts";
import { type CacheSettings, cacheBytes } from "../../lib/memory/cache.ts";
import { growth } from "../../lib/memory/growth.ts";
import { uncapped } from "../../lib/memory/uncapped.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { keptOf, type Model, settings, whole } from "./amounts.ts";

interface Point {
  readonly tokens: number;
  readonly gib: number;
}

/** A cache against its tokens, as it is drawn. */
export interface Curve {
  readonly points: readonly Point[];
  /** As if no window or chunk capped a layer, where one does. */
  readonly uncapped: readonly Point[];
  readonly kinks: readonly (Point & { readonly name: string })[];
  readonly chosen: Point;
}

const gib = 2 ** 30;

/** Lengths to draw between: eighths of doublings, the kinks, and a stretch before the first. */
function samples(most: number, kinks: readonly bigint[]): bigint[] {
  const least = kinks.some((kink) => kink <= 256n) ? 32 : 256;
  const steps = Math.ceil(Math.log2(most / least) * 8);
  const even = Array.from({ length: steps }, (_, step) =>
    BigInt(Math.round(least * 2 ** (step / 8))),
  );
  return [...new Set([...even, ...kinks, BigInt(most)])].sort((a, b) => (a < b ? -1 : 1));
}

/** The curve of an architecture. */
export function curveOf(architecture: Architecture, under: CacheSettings): Curve {
  const full = uncapped(architecture);
  const kinks = growth(architecture, under).slice(1);
  const most = Math.max(2 ** 20, Number(under.tokens));
  const lengths = samples(
    most,
    kinks.map(({ from }) => from),
  );
  const at =
    (of: Architecture) =>
    (tokens: bigint): Point => ({
      tokens: Number(tokens),
      gib: Number(cacheBytes(of, { ...under, tokens })) / gib,
    });
  return {
    points: lengths.map(at(architecture)).filter((point) => point.gib > 0),
    uncapped: kinks.length === 0 ? [] : lengths.map(at(full)),
    kinks: kinks.map(({ from, full: groups }) => ({
      ...at(architecture)(from),
      name: `${[...new Set(groups.map(keeps))].join(", ")} full`,
    })),
    chosen: at(architecture)(under.tokens),
  };
}

/** The drawing in words, for those who do not see it. */
export function described({ kinks }: Curve): string {
  const bends = kinks.map(({ tokens, name }) => `${name} at ${grouped(tokens)}`).join("; ");
  const where = bends === "" ? "" : ` It bends where windows fill: ${bends}.`;
  return `Cache against tokens on logarithmic axes.${where} The table below has the figures.`;
}

/** The curve under the inputs, if their format fits. Reads signals. */
export const growthOf = (model: Model): Curve | undefined =>
  "refused" in keptOf(model) ? undefined : curveOf(whole(model), settings());
