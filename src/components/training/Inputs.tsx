import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import {
  activations,
  frozen,
  gradients,
  master,
  method,
  model,
  optimizer,
  quantised,
  rank,
  scales,
  targets,
  tokens,
  weights,
} from "./state.ts";

/** Every assumption the sum rests on. */
export function Inputs() {
  const technique = method.value.value;
  const adapted = technique !== "full";
  return (
    <>
      <div class="inputs config-inputs">
        <ChoiceField input={model} />
        <ChoiceField input={method} />
      </div>
      <div class="inputs config-inputs">
        {technique === "lora" && <ChoiceField input={frozen} />}
        {technique === "qlora" && <ChoiceField input={quantised} />}
        {technique === "qlora" && <ChoiceField input={scales} />}
        {adapted && <NumberField input={rank} term="rank" />}
        {adapted && <ChoiceField input={targets} />}
        <ChoiceField input={weights} term="bytes_per_weight" />
        <ChoiceField input={gradients} term="bytes_per_gradient" />
        <ChoiceField input={master} term="bytes_per_master_weight" />
        <ChoiceField input={optimizer} term="bytes_per_moment" />
        <ChoiceField input={activations} />
        {activations.value.value !== "none" && <NumberField input={tokens} />}
      </div>
    </>
  );
}
