import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { AccountTable, Bar, Verdict } from "./Account.tsx";
import { AdapterDrawing, AdapterTable } from "./Adapters.tsx";
import { BlockDrawing, FourBitTable } from "./FourBit.tsx";
import { Inputs } from "./Inputs.tsx";
import { AdapterInputs, FourBitInputs } from "./PartInputs.tsx";
import { inputs } from "./state.ts";

/** The parts of the article that follow its inputs, by the name their place has. */
const parts = {
  inputs: Inputs,
  verdict: Verdict,
  bar: Bar,
  account: AccountTable,
  "adapter-inputs": AdapterInputs,
  "adapter-drawing": AdapterDrawing,
  adapters: AdapterTable,
  "four-bit-inputs": FourBitInputs,
  block: BlockDrawing,
  "four-bit": FourBitTable,
  status: () => <InputsStatus inputs={inputs as never} />,
};

export const mount = takeOver(parts);
