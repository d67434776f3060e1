import { useId } from "preact/hooks";
import { header } from "./state.ts";

/** Where a reader puts the header of a file. */
export function HeaderField() {
  const id = useId();
  return (
    <p class="field header-field">
      <label for={id}>{header.label}, as JSON</label>
      <textarea
        id={id}
        rows={6}
        spellcheck={false}
        autocomplete="off"
        maxLength={header.longest}
        value={header.value.value}
        onInput={({ currentTarget }) => {
          header.value.value = currentTarget.value;
        }}
      />
    </p>
  );
}
