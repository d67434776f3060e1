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
import { Status } from "./Status.tsx";
import type { Models } from "./saving.ts";

interface Props {
  readonly models: Models;
  readonly ready: () => void;
}

/** The parts of the page that a reader can change or that follow, by the name their place has. */
const parts: Readonly<Record<string, ComponentType<Props>>> = {
  "number-input": NumberInput,
  number: NumberBits,
  "block-inputs": BlockInputs,
  block: Block,
  "saving-inputs": SavingInputs,
  savings: Savings,
  "fit-input": FitInput,
  fit: Fit,
  status: Status,
};

/**
 * A part as the root of a tree of its own. `useId` counts from the mask of its root, which sets the ids
 * of one part apart from those of the others, as the renderer does when the page is built.
 */
const rooted = (name: string, props: Props, place: number) =>
  Object.assign(h(parts[name]!, props), { __m: [`byte${place}`, 0] });

function takeOver(props: Props): void {
  const opened = document.querySelectorAll<HTMLDetailsElement>("[data-live] details[open]");
  for (const [place, found] of document.querySelectorAll<HTMLElement>("[data-live]").entries()) {
    const { live } = found.dataset;
    render(rooted(live!, props, place), found);
    if (live === "block") followPointer(found);
  }
  for (const details of opened) details.open = true;
}

/**
 * Takes over what was rendered when the page was built, in place; what was opened stays open. Resolves
 * once the inputs are those of the address.
 */
export const mount = (models: Models): Promise<void> =>
  new Promise((ready) => takeOver({ models, ready }));
