import { ChoiceField } from "../cells/ChoiceField.tsx";
import { recipe } from "./state.ts";

/** The format of each part of the checkpoint. */
export function RecipeInputs() {
  return (
    <div class="inputs config-inputs">
      {Object.values(recipe).map((input) => (
        <ChoiceField key={input.key} input={input} />
      ))}
    </div>
  );
}
