import type { Command } from "../command.ts";

/** Commands by name, each loaded when it is asked for. A new one is a file and a line here. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  cache: () => import("./cache.ts"),
  weights: () => import("./weights.ts"),
  models: () => import("./models.ts"),
  reserve: () => import("./reserve.ts"),
  plan: () => import("./plan.ts"),
  witness: () => import("./witness.ts"),
  explain: () => import("./explain.ts"),
  audit: () => import("./audit.ts"),
};
