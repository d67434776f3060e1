import { against, newest } from "./state.ts";
import { WordField } from "./WordField.tsx";
import { upTo, words } from "./words.ts";

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
