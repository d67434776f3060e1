import { follow } from "../charts/follow.ts";
import type { Input } from "../state/input.ts";
import type { Model } from "./amounts.ts";
import { described, growthOf } from "./growth.ts";

/** Keeps the curve of a model in step with its inputs. */
export const followGrowth = (
  root: ParentNode,
  inputs: readonly Pick<Input, "value" | "initial">[],
  model: () => Model,
): void =>
  follow(root.querySelector(".growth"), {
    inputs,
    curve: () => growthOf(model()),
    load: async () => (await import("./growth-chart.ts")).drawGrowth,
    label: described,
  });
