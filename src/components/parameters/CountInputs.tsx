import { batch } from "@preact/signals";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { fields, model, tied } from "./state.ts";

/** Another model starts with its own config. */
const startAnew = () =>
  batch(() => {
    for (const { own } of Object.values(fields)) own.value.value = undefined;
    tied.value.value = tied.initial;
  });

/** The fields of a config that decide the count. */
export function CountInputs() {
  return (
    <div class="inputs config-inputs">
      <ChoiceField input={model} onChosen={startAnew} />
      {Object.entries(fields).map(([name, { field }]) => (
        <NumberField
          key={name}
          input={field}
          term={name}
          step={name === "hidden_size" ? fields.num_attention_heads.field.value.value : undefined}
        />
      ))}
      <ChoiceField input={tied} term="embedding_matrices" />
    </div>
  );
}
