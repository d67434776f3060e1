import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { shapeOf } from "./amounts.ts";
import { head, layer, model, part, passes, prompt, scale, tokens } from "./state.ts";

/** Doublings from one token to a million. */
const doublings = Array.from({ length: 21 }, (_, power) => 2 ** power);

/** The model and the tokens it keeps, at one of the places of the page that ask for them. */
export function PassInputs({ place }: { readonly place: string }) {
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField id={`${place}-tokens`} input={tokens} stops={doublings} term="tokens" />
    </div>
  );
}

/** A generation: how long the prompt is, how many passes follow. */
export function CostInputs() {
  return (
    <div class="inputs">
      <NumberField id="field-prompt" input={prompt} stops={doublings} term="prompt_tokens" />
      <NumberField id="field-passes" input={passes} stops={doublings} term="decode_passes" />
      <ChoiceField input={model} />
    </div>
  );
}

const countTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The piece of the block that is told about, and how the block is drawn. */
export function PieceInputs() {
  const { layers, heads } = shapeOf(model.value.value);
  return (
    <div class="inputs">
      <NumberField id="field-layer" input={layer} stops={countTo(layers)} />
      <NumberField id="field-head" input={head} stops={countTo(heads)} />
      <ChoiceField input={part} />
      <ChoiceField input={scale} />
    </div>
  );
}
