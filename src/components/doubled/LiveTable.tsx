import { Aligned } from "../cells/Aligned.tsx";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import {
  batch,
  element,
  kilo,
  kvHeads,
  type ModelName,
  modelNames,
  models,
  unit,
} from "./state.ts";
import { type Known, type PublishedCell, recompute, summary } from "./table.ts";

const headStops = (name: ModelName): number[] => {
  const most = models[name].config.num_attention_heads;
  return Array.from({ length: Math.log2(most) + 1 }, (_, power) => 2 ** power);
};

function Cell({ cell }: { cell: PublishedCell }) {
  const { computed, ratio, agrees, cause } = recompute(cell);
  return (
    <td id={cell.id} class="live-cell" data-agrees={agrees} data-column={`${cell.column} tokens`}>
      <span class="published" title="as printed">
        <Aligned figure={cell.printed} />
      </span>
      <span class="computed" title="recomputed from the inputs">
        <Aligned figure={computed} />
      </span>
      <span class="judgement">{agrees ? `agrees, ${ratio} ×` : `${ratio} × the formula`}</span>
      <span class="cause">{cause}</span>
    </td>
  );
}

/** The published table, every cell recomputed from inputs that the reader can change. */
export function LiveTable({ known: { cells, columns } }: { readonly known: Known }) {
  const cell = (row: string, column: string) =>
    cells.find((one) => one.row === row && one.column === column)!;
  return (
    <div class="live-table">
      <div class="inputs">
        <ChoiceField input={element} term="bytes_per_element" />
        <ChoiceField input={kilo} term="tokens" />
        <ChoiceField input={unit} />
        <NumberField input={batch} term="batch" />
      </div>
      <table>
        <caption class="visually-hidden">
          KV cache for each model and length: as published and as computed
        </caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column} tokens
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {modelNames.map((name) => (
            <tr key={name}>
              <th scope="row">
                <span class="model-name">{name}</span>
                <NumberField
                  input={kvHeads[name]}
                  stops={headStops(name)}
                  term="num_key_value_heads"
                />
              </th>
              {columns.map((column) => (
                <Cell key={column} cell={cell(name, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="summary">{summary(cells)}</p>
      <Spoken text={() => summary(cells)} />
    </div>
  );
}
