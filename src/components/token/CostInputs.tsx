import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { model, passes, prompt } from "./state.ts";

const stops = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
];

/** A generation: how long the prompt is, how many passes follow. */
export function CostInputs() {
  return (
    <div class="inputs">
      <NumberField input={prompt} stops={stops} term="prompt_tokens" />
      <NumberField input={passes} stops={stops} term="decode_passes" />
      <ChoiceField input={model} />
    </div>
  );
}
