import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { keyType, type Models, modelOf, slots, tokens, valueType } from "./state.ts";

const stops = Array.from({ length: 11 }, (_, power) => 1024 * 2 ** power);

/** What llama.cpp is asked on its own page. */
export function Inputs({ models }: { readonly models: Models }) {
  return (
    <div class="inputs">
      <ChoiceField input={modelOf(models)} />
      <NumberField input={tokens} stops={stops} />
      <NumberField input={slots} />
      <ChoiceField input={keyType} />
      <ChoiceField input={valueType} />
    </div>
  );
}
