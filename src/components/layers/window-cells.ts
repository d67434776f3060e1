import { reserveLlamaCpp } from "../../lib/engines/llama-cpp/reserve.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { type Model, settings, whole } from "../models/amounts.ts";
import { ubatch } from "./state.ts";

/** What llama.cpp gives the windowed layers of a model, and what they need, in 16-bit. Reads signals. */
export function windowCells(model: Model) {
  const { tokens } = settings();
  const layers = whole(model).layers.flatMap((group) =>
    group.kind === "attention" && group.window !== undefined ? [group] : [],
  );
  const [first] = layers;
  if (!first) throw new Error(`${model.slug} has no window`);
  const windowed = { layers, trace: {} };
  const { bytes, parts } = reserveLlamaCpp(windowed, {
    ctx: tokens,
    ubatch: ubatch.value.value,
    swaFull: false,
  });
  return {
    window: first.window!,
    needed: cacheBytes(windowed, { tokens }),
    bytes,
    cells: parts[0]!.cells,
  };
}
