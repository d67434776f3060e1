import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { cacheBytes } from "./cache.ts";

function uncap(group: LayerGroup): LayerGroup {
  if (group.kind === "attention") {
    const { window, chunked, ...rest } = group;
    return rest;
  }
  if (group.kind === "latent") {
    const { window, ...rest } = group;
    return rest;
  }
  return group;
}

/** A model as if no window or chunk capped what its layers keep. */
export const uncapped = (architecture: Architecture): Architecture => ({
  ...architecture,
  layers: architecture.layers.map(uncap),
});

const perToken = (group: LayerGroup): bigint =>
  cacheBytes({ layers: [{ ...group, count: 1 }], trace: {} }, { tokens: 1n });

/**
 * A model as if every layer that keeps anything, or reads what another keeps, kept the keys and
 * values of every token. Index keys and compressed entries are no part of it. Undefined where no
 * layer keeps keys and values, or where some keep more of a token than others.
 */
export function everyTokenInEveryLayer(architecture: Architecture): Architecture | undefined {
  const { layers, order } = uncapped(architecture);
  const [example, ...others] = layers.filter(
    ({ kind }) => kind === "attention" || kind === "latent",
  );
  if (!example || others.some((other) => perToken(other) !== perToken(example))) return undefined;
  const count = order
    ? order.filter((places) => places.length > 0).length
    : layers.reduce((sum, group) => sum + group.count, 0);
  return { layers: [{ ...example, count }], trace: {} };
}
