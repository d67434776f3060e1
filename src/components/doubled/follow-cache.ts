import { effect } from "@preact/signals";
import { grouped } from "../../lib/quantity/print.ts";
import { follow } from "../charts/follow.ts";
import { batch, element, kvHeads, modelNames } from "./state.ts";
import { bytesPerToken } from "./table.ts";

/** Keeps the chart of cache and weights, and the table below it, in step with the inputs, where they are shown. */
export function followCache(root: ParentNode): void {
  const chart = root.querySelector(".cache-chart");
  if (!chart) return;
  const cell = (what: string, name: string) =>
    chart.querySelector<HTMLElement>(`[data-${what}="${name}"]`)!;
  const lines = () =>
    modelNames.map((name) => ({
      name,
      bytesPerToken: bytesPerToken(name),
      weightBytes: Number(cell("crossing", name).dataset.weights),
    }));
  effect(() => {
    for (const { name, bytesPerToken: bytes, weightBytes } of lines()) {
      cell("per-token", name).textContent = grouped(Number(bytes.toFixed(2)));
      cell("crossing", name).textContent = grouped(Math.ceil(weightBytes / bytes));
    }
  });
  follow(chart, {
    inputs: [...modelNames.map((name) => kvHeads[name]), element, batch],
    curve: lines,
    load: async () => (await import("./cache-chart.ts")).drawCacheChart,
  });
}
