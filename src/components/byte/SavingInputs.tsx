import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { keyType, model, tokens, valueType } from "./state.ts";

const tokenStops = Array.from({ length: 11 }, (_, power) => 1024 * 2 ** power);

/** What a reader can ask of the savings. */
export function SavingInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField input={tokens} stops={tokenStops} term="tokens" />
      <ChoiceField input={keyType} term="bytes_per_key_element" />
      <ChoiceField input={valueType} term="bytes_per_value_element" />
    </div>
  );
}
