import { effect } from "@preact/signals";
import { grouped } from "../../lib/quantity/print.ts";
import { batch, element, kvHeads, modelNames } from "./state.ts";
import { bytesPerToken } from "./table.ts";

const drawn = [...modelNames.map((name) => kvHeads[name]), element, batch];

/** Keeps the chart and its table in step with the inputs once one has moved; the drawing library comes with the first. */
export function followCache(root: ParentNode): void {
  let latest = 0;
  let moved = false;
  const cell = (what: string, name: string) =>
    root.querySelector<HTMLElement>(`[data-${what}="${name}"]`)!;
  effect(() => {
    const lines = modelNames.map((name) => ({
      name,
      bytesPerToken: bytesPerToken(name),
      weightBytes: Number(cell("crossing", name).dataset.weights),
    }));
    moved ||= drawn.some(({ value, initial }) => value.value !== initial);
    if (!moved) return;
    for (const { name, bytesPerToken: bytes, weightBytes } of lines) {
      cell("per-token", name).textContent = grouped(Number(bytes.toFixed(2)));
      cell("crossing", name).textContent = grouped(Math.ceil(weightBytes / bytes));
    }
    const turn = ++latest;
    import("./cache-chart.ts").then(({ drawCacheChart }) => {
      if (turn !== latest) return;
      for (const drawing of root.querySelectorAll<HTMLElement>(".cache-chart .drawing"))
        drawing.replaceChildren(drawCacheChart(lines, Number(drawing.dataset.width), document));
    });
  });
}
