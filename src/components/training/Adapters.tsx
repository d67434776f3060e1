import { adapterParameters } from "../../lib/memory/adapters.ts";
import { countParameters } from "../../lib/memory/weights.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { shapeOf } from "../llama31/models.ts";
import { percent } from "../parameters/print.ts";
import { adaptersOf, chosenTargets } from "./account.ts";
import { model, rank } from "./state.ts";

/** A frozen matrix and the pair beside it, all to one scale. */
export function AdapterDrawing() {
  const { hidden_size: columns, num_attention_heads: heads, head_dim } = shapeOf(model.value.value);
  const rows = heads * head_dim;
  const r = rank.value.value;
  const gap = columns / 12;
  const share = percent(BigInt(r) * BigInt(rows + columns), BigInt(rows) * BigInt(columns));
  const label = `To scale: the query matrix, ${grouped(rows)} by ${grouped(columns)}, and beside it a matrix of ${grouped(rows)} by ${r} and below it one of ${r} by ${grouped(columns)}, together ${share} of its numbers.`;
  return (
    <div class="adapter-drawing">
      <svg viewBox={`0 0 ${columns + gap + r} ${rows + gap + r}`} role="img" aria-label={label}>
        <rect class="kept-frozen" width={columns} height={rows} />
        <rect class="kept-weight" x={columns + gap} width={r} height={rows} />
        <rect class="kept-weight" y={rows + gap} width={columns} height={r} />
      </svg>
      <p class="note">
        The query matrix of one layer, frozen, and the pair that is trained: {grouped(rows)} × {r}{" "}
        at its side and {r} × {grouped(columns)} below, {share} of its numbers.
      </p>
    </div>
  );
}

/** The adapters of all layers, matrix by matrix. */
export function AdapterTable() {
  const name = model.value.value;
  const shape = shapeOf(name);
  const r = rank.value.value;
  const total = adaptersOf(name);
  return (
    <table class="counts">
      <thead>
        <tr>
          <Column>Beside</Column>
          <Column>rank × (rows + columns) × layers</Column>
          <Column number>Trained</Column>
        </tr>
      </thead>
      <tbody>
        {chosenTargets().map((target) => {
          const numbers = adapterParameters(shape, r, [target]);
          const sides = numbers / BigInt(r * shape.num_hidden_layers);
          return (
            <tr key={target}>
              <th scope="row">
                <code>{target}</code>
              </th>
              <td>
                {r} × {grouped(sides)} × {shape.num_hidden_layers}
              </td>
              <td class="computed number">{grouped(numbers)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          <td>{percent(total, countParameters(shape))} of the model</td>
          <td class="computed number">{grouped(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
