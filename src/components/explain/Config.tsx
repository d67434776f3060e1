import { useSignalEffect } from "@preact/signals";
import { refusedText } from "./refusal.ts";
import { ahead, configText } from "./session.ts";
import { config } from "./state.ts";
import { usePasted } from "./usePasted.ts";

/** A model that is not listed: its config.json, pasted. */
export function Config() {
  const { text, note, set } = usePasted(config);
  const refused = refusedText("config");
  useSignalEffect(() => {
    configText.value = text.value;
  });
  return (
    <details class="more" open={text.value !== "" || undefined}>
      <summary>Another model: paste its config.json</summary>
      <p class="text-field">
        <label for="field-config">config.json, as published; it replaces the model above</label>
        <textarea
          id="field-config"
          rows={7}
          spellcheck={false}
          value={text.value}
          aria-invalid={refused !== undefined}
          aria-describedby={refused === undefined ? undefined : "field-config-refused"}
          onFocus={ahead}
          onInput={(event) => set(event.currentTarget.value)}
        />
        {refused !== undefined && (
          <span class="refused" id="field-config-refused" role="alert">
            This config is not used. {refused}
          </span>
        )}
        {note.value !== "" && <span class="hint">{note}</span>}
      </p>
    </details>
  );
}
