import { Aligned } from "../cells/Aligned.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { kvHeads, type ModelName, modelNames, models } from "./state.ts";
import { type PublishedCell, type PublishedCells, recompute } from "./table.ts";

interface Props extends PublishedCells {
  /** The models whose KV heads can be changed here. */
  readonly open: readonly ModelName[];
  /** At one look: no causes, and no addresses for the cells. */
  readonly brief?: boolean;
}

const headStops = (name: ModelName): number[] => {
  const most = models[name].config.num_attention_heads;
  return Array.from({ length: Math.log2(most) + 1 }, (_, power) => 2 ** power);
};

function Cell({ cell, brief }: { cell: PublishedCell; brief: boolean }) {
  const { computed, ratio, agrees, cause } = recompute(cell);
  return (
    <td
      id={brief ? undefined : cell.id}
      class="live-cell"
      data-agrees={agrees}
      data-column={`${cell.column} tokens`}
    >
      <span class="published" title="as printed">
        <Aligned figure={cell.printed} />
      </span>
      <span class="computed" title="recomputed from the inputs">
        <Aligned figure={computed} />
      </span>
      <span class="judgement">{agrees ? `agrees, ${ratio} ×` : `${ratio} × the formula`}</span>
      {!brief && <span class="cause">{cause}</span>}
    </td>
  );
}

/** The published table, every cell beside what the formula gives with the inputs. */
export function CellsTable({ cells, columns, open, brief = false }: Props) {
  const cell = (row: string, column: string) =>
    cells.find((one) => one.row === row && one.column === column)!;
  return (
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
              {open.includes(name) && (
                <NumberField
                  input={kvHeads[name]}
                  stops={headStops(name)}
                  term="num_key_value_heads"
                />
              )}
            </th>
            {columns.map((column) => (
              <Cell key={column} cell={cell(name, column)} brief={brief} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
