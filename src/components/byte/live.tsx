import { type ComponentType, h, render } from "preact";
import { Block } from "./Block.tsx";
import { Fit } from "./Fit.tsx";
import { NumberBits } from "./NumberBits.tsx";
import { Savings } from "./Savings.tsx";
import type { Models } from "./saving.ts";

/** The parts that follow the inputs, by the name their place has. */
const parts: Readonly<Record<string, ComponentType<{ models: Models }>>> = {
  number: NumberBits,
  block: Block,
  savings: Savings,
  fit: Fit,
};

/** Takes over what was rendered when the page was built, in place. */
export function mount(models: Models): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-live]")) {
    render(h(parts[place.dataset.live!]!, { models }), place);
  }
}
