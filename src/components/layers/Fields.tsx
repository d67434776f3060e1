import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { element, tokenStops, tokens } from "../models/state.ts";
import { example, read, ubatch } from "./state.ts";

const readStops = Array.from({ length: read.max }, (_, place) => place + 1);
const batchStops = [32, 64, 128, 256, 512, 1024, 2048, 4096];

const fields = {
  model: () => <ChoiceField input={example} />,
  tokens: () => <NumberField input={tokens} stops={tokenStops} term="tokens" />,
  dtype: () => <ChoiceField input={element} />,
  read: () => <NumberField input={read} stops={readStops} />,
  ubatch: () => <NumberField input={ubatch} stops={batchStops} />,
} as const;

export type Field = keyof typeof fields;

interface Props {
  readonly of: readonly Field[];
}

/** Inputs of the article, as many of them as a cell needs. */
export function Fields({ of }: Props) {
  return (
    <div class="inputs">
      {of.map((name) => {
        const One = fields[name];
        return <One key={name} />;
      })}
    </div>
  );
}
