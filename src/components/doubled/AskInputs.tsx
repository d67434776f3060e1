import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { batch, element, kvHeads, model, tokens } from "./state.ts";

/** What the article's inputs ask of llama.cpp, with those that matter most to change here. */
export function AskInputs() {
  const name = model.value.value;
  const many = batch.value.value;
  return (
    <>
      <div class="inputs">
        <ChoiceField input={model} />
        <NumberField key={name} input={kvHeads[name]} />
        <NumberField input={tokens} />
      </div>
      <p class="note">
        In {element.labels[element.value.value]}, for{" "}
        {many === 1 ? "one sequence" : `${many} sequences`}, as set above.
      </p>
    </>
  );
}
