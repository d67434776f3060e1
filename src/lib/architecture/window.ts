import type { LayerGroup } from "./architecture.ts";

/** Most tokens that a group of layers keeps, where it has a window or a chunk. */
export const windowOf = (group: LayerGroup): number | undefined =>
  "window" in group ? group.window : undefined;
