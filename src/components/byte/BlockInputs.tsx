import { useId } from "preact/hooks";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { numbersNow } from "./numbers.ts";
import { plain } from "./print.ts";
import { readBlock, readBlockNumber } from "./read.ts";
import { at, format, moved, reach, rotation, values } from "./state.ts";

/** The number that is moved: a slider, and a field for what lies beyond it. */
function MovedField() {
  const id = useId();
  const { numbers, place } = numbersNow();
  const text = moved.value.value;
  const refused = text.trim() !== "" && readBlockNumber(text) === undefined;
  const set = ({ currentTarget }: Event) => {
    moved.value.value = (currentTarget as HTMLInputElement).value;
  };
  const own = numbers[place]!;
  return (
    <span class="field moved">
      <label for={id}>to</label>
      <input
        type="range"
        aria-label="Value of the number to move"
        min={-reach}
        max={reach}
        step={0.1}
        value={own}
        onInput={set}
      />
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        maxLength={moved.longest}
        value={text === "" ? String(own) : text}
        aria-invalid={refused}
        aria-describedby={refused ? `${id}-refused` : undefined}
        onInput={set}
      />
      {refused && (
        <span class="refused" id={`${id}-refused`} role="alert">
          Takes a number from −65,504 to 65,504; still using {plain(own)}.
        </span>
      )}
    </span>
  );
}

/** What a reader can change of the block. */
export function BlockInputs() {
  const id = useId();
  const read = readBlock(values.value.value);
  const refused = "refused" in read ? read.refused : undefined;
  return (
    <>
      <div class="inputs">
        <ChoiceField input={format} />
        <ChoiceField input={rotation} />
        <NumberField input={at} />
        <MovedField />
      </div>
      <details class="own-numbers">
        <summary>Your own 32 numbers</summary>
        <p class="text-field">
          <label for={id}>Numbers with spaces or commas between them</label>
          <textarea
            id={id}
            rows={4}
            spellcheck={false}
            maxLength={values.longest}
            value={values.value.value}
            aria-invalid={refused !== undefined}
            aria-describedby={refused ? `${id}-refused` : undefined}
            onInput={({ currentTarget }) => {
              values.value.value = currentTarget.value;
            }}
          />
          {refused && (
            <span class="refused" id={`${id}-refused`} role="alert">
              Not yet a block: {refused}. The drawing shows the one before.
            </span>
          )}
        </p>
      </details>
    </>
  );
}
