import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { cut } from "../share/address.ts";
import type { Input } from "./input.ts";
import { changed, fromQuery, type Ignored, reset } from "./link.ts";
import { mirror } from "./mirror.ts";

/** Letters of a text that are said again, as of a part of a link: a whole pasted page would fill the window. */
const longest = 80;

const said = (value: unknown): unknown => (typeof value === "string" ? cut(value, longest) : value);

interface Props {
  readonly inputs: readonly Input<never>[];
}

/** Keeps the address and the inputs in step; says what was changed and what a link got wrong. */
export function InputsStatus({ inputs }: Props) {
  const ignored = useSignal<readonly Ignored[]>([]);
  const differing = changed(inputs);

  useLayoutEffect(() => {
    const read = () => {
      ignored.value = fromQuery(inputs, location.search);
    };
    read();
    return mirror(inputs, read);
  }, [inputs, ignored]);

  return (
    <aside class="inputs-status" aria-label="Inputs of this page">
      {ignored.value.length > 0 && (
        <div class="ignored" role="alert">
          <p>Part of this link could not be used; the rest was applied.</p>
          <ul>
            {ignored.value.map(({ part, why }) => (
              <li key={part}>
                <code>{part}</code>: {why}.
              </li>
            ))}
          </ul>
          <button
            type="button"
            onClick={() => {
              ignored.value = [];
            }}
          >
            Dismiss
          </button>
        </div>
      )}
      {differing.length > 0 && (
        <p class="changed">
          <span>
            Changed:{" "}
            {differing
              .map(
                ({ label, print, show = print, value, initial }) =>
                  `${label}: ${show(said(value.value))}, by default ${show(initial)}`,
              )
              .join("; ")}
          </span>
          <button type="button" onClick={() => reset(inputs)}>
            Reset
          </button>
        </p>
      )}
    </aside>
  );
}
