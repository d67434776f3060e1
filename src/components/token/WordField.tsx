import type { Choice } from "../state/input.ts";
import type { Word } from "./words.ts";

interface Props {
  readonly input: Choice<Word>;
  /** The words that can be chosen; the others stand there, and wait. */
  readonly open: readonly Word[];
}

/** A word of the sentence, chosen among its words. */
export function WordField({ input, open }: Props) {
  return (
    <fieldset class="words">
      <legend>{input.label}</legend>
      {input.names.map((word) => (
        <label key={word}>
          <input
            type="radio"
            name={input.key}
            value={word}
            checked={word === input.value.value}
            disabled={!open.includes(word)}
            onChange={() => {
              input.value.value = word;
            }}
          />
          {input.labels[word]}
        </label>
      ))}
    </fieldset>
  );
}
