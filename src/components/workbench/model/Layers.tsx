import { useSignal, useSignalEffect } from "@preact/signals";
import {
  asKind,
  type ByHand,
  mostRows,
  newRow,
  parseByHand,
  type Row,
  type RowKindId,
  rowKinds,
} from "../../../lib/source/by-hand.ts";
import { type } from "./choose.ts";
import { links } from "./chosen.ts";

const kinds = Object.entries(rowKinds) as [RowKindId, (typeof rowKinds)[RowKindId]][];
const start: ByHand = { rows: [newRow("full")] };

interface Props {
  readonly row: Row;
  readonly place: number;
  readonly onChange: (row: Row) => void;
  readonly onRemove?: () => void;
}

function RowFields({ row, place, onChange, onRemove }: Props) {
  const named = (label: string) => `${label}, row ${place + 1}`;
  return (
    <fieldset class="layer-row">
      <legend>Row {place + 1}</legend>
      <label>
        <span>Kind</span>
        <select
          aria-label={named("Kind")}
          value={row.kind}
          onChange={({ currentTarget }) => onChange(asKind(row, currentTarget.value as RowKindId))}
        >
          {kinds.map(([kind, { label }]) => (
            <option key={kind} value={kind} selected={kind === row.kind}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {rowKinds[row.kind].fields.map(({ id, label, least = 1, most }, at) => (
        <label key={id}>
          <span>{label}</span>
          <input
            type="number"
            inputMode="numeric"
            aria-label={named(label)}
            min={least}
            max={most}
            value={row.numbers[at]}
            onInput={({ currentTarget: { valueAsNumber } }) =>
              onChange({ ...row, numbers: row.numbers.with(at, valueAsNumber) })
            }
          />
        </label>
      ))}
      {onRemove && (
        <button type="button" aria-label={`Remove row ${place + 1}`} onClick={onRemove}>
          Remove
        </button>
      )}
    </fieldset>
  );
}

/** A model typed layer by layer. */
export function Layers() {
  const typed = useSignal(start);
  useSignalEffect(() => {
    const linked = parseByHand(links.layers.value.value);
    if (linked) typed.value = linked;
  });
  const set = (to: ByHand) => {
    typed.value = to;
    type(to);
  };
  const { rows, parameters } = typed.value;
  return (
    <div class="model-layers">
      {rows.map((row, place) => (
        <RowFields
          key={place}
          row={row}
          place={place}
          onChange={(changed) => set({ ...typed.value, rows: rows.with(place, changed) })}
          {...(rows.length > 1 && {
            onRemove: () => set({ ...typed.value, rows: rows.toSpliced(place, 1) }),
          })}
        />
      ))}
      <p>
        <button
          type="button"
          disabled={rows.length >= mostRows}
          onClick={() => set({ ...typed.value, rows: [...rows, newRow("full")] })}
        >
          Add a row
        </button>{" "}
        <button type="button" onClick={() => set(typed.value)}>
          Use these layers
        </button>
      </p>
      <label class="layer-parameters">
        <span>Parameters, if known</span>
        <input
          type="text"
          inputMode="numeric"
          value={parameters?.toString() ?? ""}
          onChange={({ currentTarget: { value } }) => {
            const digits = value.replace(/[\s,_]/g, "");
            set({ rows, ...(/^\d{1,18}$/.test(digits) && { parameters: BigInt(digits) }) });
          }}
        />
      </label>
    </div>
  );
}
