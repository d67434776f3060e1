import { ChoiceField } from "../cells/ChoiceField.tsx";
import { mixture } from "./state.ts";

/** Which mixture of experts is looked into. */
export const MixtureInput = () => (
  <div class="inputs config-inputs">
    <ChoiceField input={mixture} />
  </div>
);
