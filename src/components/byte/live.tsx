import { type ComponentType, h, render } from "preact";
import { Block } from "./Block.tsx";
import { BlockInputs } from "./BlockInputs.tsx";
import { followPointer } from "./drag.ts";
import { Fit } from "./Fit.tsx";
import { FitInput } from "./FitInput.tsx";
import { NumberBits } from "./NumberBits.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { SavingInputs } from "./SavingInputs.tsx";
import { Savings } from "./Savings.tsx";
import type { Models } from "./saving.ts";

/** The parts of the page that a reader can change or that follow, by the name their place has. */
const parts: Readonly<Record<string, ComponentType<{ models: Models }>>> = {
  "number-input": NumberInput,
  number: NumberBits,
  "block-inputs": BlockInputs,
  block: Block,
  "saving-inputs": SavingInputs,
  savings: Savings,
  "fit-input": FitInput,
  fit: Fit,
};

/**
 * A part as the root of a tree of its own. `useId` counts from the mask of its root, which sets the ids
 * of one part apart from those of the others, as the renderer does when the page is built.
 */
function rooted(name: string, models: Models, place: number) {
  const node = h(parts[name]!, { models });
  return Object.assign(node, { __m: [`byte${place}`, 0] });
}

/** Takes over what was rendered when the page was built, in place; what was opened stays open. */
export function mount(models: Models): void {
  const opened = document.querySelectorAll<HTMLDetailsElement>("[data-live] details[open]");
  for (const [place, found] of document.querySelectorAll<HTMLElement>("[data-live]").entries()) {
    const { live } = found.dataset;
    render(rooted(live!, models, place), found);
    if (live === "block") followPointer(found);
  }
  for (const details of opened) details.open = true;
}
