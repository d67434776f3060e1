import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { fetchPasted } from "./choose.ts";

/** A link or an id of the Hugging Face hub, fetched when the reader presses. */
export function Hub() {
  const id = useId();
  const typed = useSignal("");
  return (
    <form
      class="field model-hub"
      onSubmit={(event) => {
        event.preventDefault();
        fetchPasted(typed.value);
      }}
    >
      <label for={id}>Hugging Face link or id</label>
      <span>
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="org/name"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <button type="submit">Fetch</button>
      </span>
    </form>
  );
}
