import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { model, quantised, rank, scales, targets } from "./state.ts";

const ranks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** What decides the adapters. */
export function AdapterInputs() {
  return (
    <div class="inputs config-inputs">
      <ChoiceField input={model} />
      <NumberField input={rank} stops={ranks} term="rank" />
      <ChoiceField input={targets} />
    </div>
  );
}

/** What decides the frozen model in 4-bit. */
export function FourBitInputs() {
  return (
    <div class="inputs config-inputs">
      <ChoiceField input={quantised} />
      <ChoiceField input={scales} />
    </div>
  );
}
