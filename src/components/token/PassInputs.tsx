import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { model, tokens } from "./state.ts";

/** Doublings from one token to a million. */
export const tokenStops = Array.from({ length: 21 }, (_, power) => 2 ** power);

/** The model and the tokens it keeps. */
export function PassInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField input={tokens} stops={tokenStops} term="tokens" />
    </div>
  );
}
