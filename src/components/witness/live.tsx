import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { Inputs } from "./Inputs.tsx";
import { inputsOf, type Models } from "./state.ts";

interface Given {
  readonly known: Models;
}

/** The parts of the witness' page that a reader can change. */
const parts = {
  inputs: ({ known }: Given) => <Inputs models={known} />,
  status: ({ known }: Given) => <InputsStatus inputs={inputsOf(known)} />,
};

export const mount = takeOver(parts);
