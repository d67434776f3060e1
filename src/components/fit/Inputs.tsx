import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import {
  cacheType,
  deal,
  gpu,
  heads,
  kept,
  model,
  other,
  page,
  requestStops,
  requests,
  share,
  split,
  tokenStops,
  tokens,
  tp,
  weightType,
} from "./state.ts";

/** What a GPU is asked to hold, and what is assumed. */
export function BarInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <ChoiceField input={gpu} />
      <ChoiceField input={tp} />
      <ChoiceField input={weightType} />
      <NumberField id="field-tokens" input={tokens} stops={tokenStops} />
      <NumberField id="field-requests" input={requests} stops={requestStops} />
      <ChoiceField input={cacheType} />
      <fieldset class="assumed">
        <legend>Assumed</legend>
        <NumberField id="field-share" input={share} />
        <NumberField id="field-other" input={other} />
      </fieldset>
    </div>
  );
}

/** One request and its pages. */
export function PageInputs() {
  return (
    <div class="inputs">
      <NumberField id="field-kept" input={kept} />
      <ChoiceField input={page} />
    </div>
  );
}

/** Whose heads are dealt to how many GPUs. */
export function SplitInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={split} />
      <ChoiceField input={deal} />
    </div>
  );
}

/** The heads that the row of GPUs counts. */
export function GuideInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={heads} />
    </div>
  );
}
