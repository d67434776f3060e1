import type { LayerGroup } from "../architecture/architecture.ts";
import type { Subject } from "../plan/set-up.ts";
import { type ByHand, type Row, wrongIn } from "./by-hand.ts";

function rowOf(group: LayerGroup): Row | undefined {
  if (group.kind === "attention" && group.keyDim === group.valueDim && !group.chunked) {
    const { count, kvHeads, keyDim, window } = group;
    return window === undefined
      ? { kind: "full", numbers: [count, kvHeads, keyDim] }
      : { kind: "window", numbers: [count, kvHeads, keyDim, window] };
  }
  if (group.kind === "latent" && group.window === undefined)
    return { kind: "latent", numbers: [group.count, group.rank, group.ropeDim] };
  if (group.kind === "shared") return { kind: "shared", numbers: [group.count] };
  if (group.kind !== "state") return undefined;
  const { count, stateElements, stateBytes, convElements, convBytes } = group;
  return { kind: group.name, numbers: [count, stateElements, stateBytes, convElements, convBytes] };
}

/** A model's layers as rows that can be typed, or undefined where rows cannot say them all. */
export function rowsOf({ architecture, parameters }: Subject): ByHand | undefined {
  if (architecture.extra?.length) return undefined;
  const rows = architecture.layers.map(rowOf);
  if (!rows.every((row) => row !== undefined)) return undefined;
  const typed = { rows, ...(parameters !== undefined && { parameters }) };
  return wrongIn(typed) ? undefined : typed;
}
