import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import type { ModelSlug, Shape } from "./models.ts";
import { head, layer, model, part, passes, prompt, scale, tokens } from "./state.ts";

/** Doublings from one token to a million. */
const doublings = Array.from({ length: 21 }, (_, power) => 2 ** power);

/** The model and the tokens it keeps. */
export function PassInputs() {
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField input={tokens} stops={doublings} term="tokens" />
    </div>
  );
}

/** A generation: how long the prompt is, how many passes follow. */
export function CostInputs() {
  return (
    <div class="inputs">
      <NumberField input={prompt} stops={doublings} term="prompt_tokens" />
      <NumberField input={passes} stops={doublings} term="decode_passes" />
      <ChoiceField input={model} />
    </div>
  );
}

const countTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The piece of the block that is told about, and how the block is drawn. */
export function PieceInputs({ shapes }: { readonly shapes: Readonly<Record<ModelSlug, Shape>> }) {
  const { layers, heads } = shapes[model.value.value];
  return (
    <div class="inputs">
      <NumberField input={layer} stops={countTo(layers)} />
      <NumberField input={head} stops={countTo(heads)} />
      <ChoiceField input={part} />
      <ChoiceField input={scale} />
    </div>
  );
}
