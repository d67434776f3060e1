import { useId } from "preact/hooks";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { percent, type Read, read } from "./readings.ts";
import { figure } from "./state.ts";

const styleNames = {
  nearest: "rounded to the nearest",
  truncated: "cut off",
  "rounded-up": "rounded up",
} as const;

function verdict(result: Read): string {
  if ("refused" in result) return `Not a figure that can be read: ${result.refused}.`;
  const { apart, wide, told, readings } = result;
  if (new Set(readings.map(({ unit }) => unit)).size === 1) {
    return `Bytes have one meaning; the digits leave ${percent(wide)} open.`;
  }
  const both = `The two units are ${percent(apart)} apart and the digits leave ${percent(wide)} open`;
  return told
    ? `${both}: somebody who knows the bytes can tell which unit was meant.`
    : `${both}: the readings overlap, and the digits cannot say which unit was meant.`;
}

/** A printed figure as the bytes it may stand for, under each unit and each way of rounding. */
export function FigureCell() {
  const id = useId();
  const result = read(figure.value.value);
  const refused = "refused" in result;
  return (
    <div class="figure-cell">
      <p class="field">
        <label for={id}>{figure.label}</label>
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          maxLength={80}
          value={figure.value.value}
          aria-invalid={refused}
          aria-describedby={`${id}-verdict`}
          onInput={({ currentTarget }) => {
            figure.value.value = currentTarget.value;
          }}
        />
      </p>
      {!refused && (
        <table class="readings">
          <caption class="visually-hidden">The bytes the figure may stand for</caption>
          <thead>
            <tr>
              <Column>read as</Column>
              <Column>digits</Column>
              <Column number>from, bytes</Column>
              <Column number>to, bytes</Column>
              <td />
            </tr>
          </thead>
          <tbody>
            {result.readings.map(({ unit, style, low, high, from, to }) => (
              <tr key={unit + style}>
                <th scope="row">{unit}</th>
                <td>{styleNames[style]}</td>
                <td class="number computed">{grouped(low)}</td>
                <td class="number computed">{grouped(high)}</td>
                <td class="span" aria-hidden="true">
                  <span
                    data-unit={unit.includes("i") ? "binary" : "decimal"}
                    style={{ left: `${from * 100}%`, width: `${Math.max(1, (to - from) * 100)}%` }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p id={`${id}-verdict`} class={refused ? "refused" : "summary"}>
        {verdict(result)}
      </p>
      <Spoken text={() => verdict(read(figure.value.value))} />
    </div>
  );
}
