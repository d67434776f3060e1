import type { Line } from "../state/input.ts";

interface Props {
  readonly input: Line;
  /** Why what is typed cannot be used. */
  readonly refused?: string | undefined;
  readonly hint?: string;
  /** The id of a list of suggestions. */
  readonly list?: string;
  readonly onFocus?: () => void;
}

/** A line of text; what cannot be used is said beneath it and stays as typed. */
export function TextField({ input, refused, hint, list, onFocus }: Props) {
  const id = `field-${input.key}`;
  const about = [refused && `${id}-refused`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <p class="text-field" data-input={input.key}>
      <label for={id}>{input.label}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autocapitalize="off"
        spellcheck={false}
        list={list}
        value={input.value.value}
        aria-invalid={refused !== undefined}
        aria-describedby={about || undefined}
        onFocus={onFocus}
        onInput={(event) => {
          input.value.value = event.currentTarget.value;
        }}
      />
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {refused !== undefined && (
        <span class="refused" id={`${id}-refused`} role="alert">
          {refused}
        </span>
      )}
    </p>
  );
}
