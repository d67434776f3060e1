import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import type { ModelSlug, Shape } from "./models.ts";
import {
  against,
  growing,
  head,
  layer,
  model,
  newest,
  part,
  passes,
  prompt,
  scale,
  tokens,
} from "./state.ts";
import { WordField } from "./WordField.tsx";
import { upTo, words } from "./words.ts";

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

/** Steps through the sentence, and chooses the key that is looked at. */
export function AttentionInputs() {
  const place = words.indexOf(newest.value.value);
  const step = (by: number) => () => {
    newest.value.value = words[place + by] ?? newest.value.value;
  };
  return (
    <div class="live-inputs">
      <WordField input={newest} open={words} />
      <WordField input={against} open={upTo(newest.value.value)} />
      <p class="steps">
        <button type="button" aria-disabled={place === 0} onClick={step(-1)}>
          One word back
        </button>
        <button type="button" aria-disabled={place === words.length - 1} onClick={step(1)}>
          Read the next word
        </button>
      </p>
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

/** The model, its tokens, and how the block is drawn. */
export function BlockInputs() {
  const grow = async () => (await import("./grow.ts")).grow();
  const add = () => {
    growing.value = undefined;
    tokens.value.value = Math.min(tokens.max, tokens.value.value + 1);
  };
  return (
    <div class="inputs">
      <ChoiceField input={model} />
      <NumberField input={tokens} stops={doublings} term="tokens" />
      <p class="steps">
        <button type="button" onClick={add}>
          One token more
        </button>
        <button type="button" class="grow" onClick={grow}>
          Grow from the first token
        </button>
      </p>
      <ChoiceField input={scale} />
    </div>
  );
}

const countTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The piece of the block that is told about. */
export function PieceInputs({ shapes }: { readonly shapes: Readonly<Record<ModelSlug, Shape>> }) {
  const { layers, heads } = shapes[model.value.value];
  return (
    <div class="inputs">
      <NumberField input={layer} stops={countTo(layers)} term="num_hidden_layers" />
      <NumberField input={head} stops={countTo(heads)} term="num_key_value_heads" />
      <ChoiceField input={part} />
    </div>
  );
}
