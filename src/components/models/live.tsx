import { type ComponentType, h, render } from "preact";
import { Answer } from "./Answer.tsx";
import type { Model } from "./amounts.ts";
import { Engines } from "./Engines.tsx";
import { followGrowth } from "./follow-growth.ts";
import { LayersTable } from "./LayersTable.tsx";
import { Lengths } from "./Lengths.tsx";
import { Stack } from "./Stack.tsx";
import { Working } from "./Working.tsx";

type Part = ComponentType<{ model: Model; group: string }>;

/** The parts of a page that follow its inputs, by the name their place has. */
const parts: Readonly<Record<string, unknown>> = {
  answer: Answer,
  stack: Stack,
  layers: LayersTable,
  working: Working,
  lengths: Lengths,
  engines: Engines,
};

/** Takes over what was rendered when the page was built, in place. */
export function mount(root: ParentNode, model: Model): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const { live, group } = place.dataset;
    render(h(parts[live!] as Part, { model, group: group ?? "" }), place);
  }
  followGrowth(root, () => model);
}
