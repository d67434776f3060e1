import type { Choice } from "../state/input.ts";

interface Props<Value extends string> {
  readonly input: Choice<Value>;
  /** The id of the term this input sets, so that pointing at either lights the other. */
  readonly term?: string;
  /** Called after the reader has chosen. */
  readonly onChosen?: () => void;
}

/** One of a few values, as a native select. */
export function ChoiceField<Value extends string>({ input, term, onChosen }: Props<Value>) {
  const choose = (event: Event) => {
    const value = input.parse((event.currentTarget as HTMLSelectElement).value);
    if (value === undefined) return;
    input.value.value = value;
    onChosen?.();
  };
  return (
    <label class="field" data-term={term}>
      <span>{input.label}</span>
      <select value={input.value.value} onChange={choose}>
        {input.names.map((name) => (
          <option key={name} value={name} selected={name === input.value.value}>
            {input.labels[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
