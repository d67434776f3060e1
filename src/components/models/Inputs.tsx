import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { type Model, predicts } from "./amounts.ts";
import { element, prediction, sequences, tokenStops, tokens } from "./state.ts";

/** What a reader can ask of a model. */
export function Inputs({ model }: { readonly model: Model }) {
  return (
    <div class="inputs">
      <NumberField input={tokens} stops={tokenStops} term="tokens" />
      <NumberField input={sequences} term="batch" />
      <ChoiceField input={element} term="bytes_per_key_element" />
      {predicts(model) && <ChoiceField input={prediction} />}
    </div>
  );
}
