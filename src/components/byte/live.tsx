import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { Block } from "./Block.tsx";
import { BlockInputs } from "./BlockInputs.tsx";
import { followPointer } from "./drag.ts";
import { Fit } from "./Fit.tsx";
import { FitInput } from "./FitInput.tsx";
import { NumberBits } from "./NumberBits.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { SavingInputs } from "./SavingInputs.tsx";
import { Savings } from "./Savings.tsx";
import { inputs } from "./state.ts";

/** The parts of the page that a reader can change or that follow, by the name their place has. */
const parts = {
  "number-input": NumberInput,
  number: NumberBits,
  "block-inputs": BlockInputs,
  block: Block,
  "saving-inputs": SavingInputs,
  savings: Savings,
  "fit-input": FitInput,
  fit: Fit,
  status: () => <InputsStatus inputs={inputs as never} />,
};

export const mount = takeOver(parts, (root) =>
  followPointer(root.querySelector("[data-live=block]")!),
);
