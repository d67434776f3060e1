import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { keptAt, latent } from "./sharing.ts";
import { kvHeads, model, type Shape, shapes, stopsOf } from "./state.ts";
import { times, tokensInGib } from "./words.ts";

/** Every stop of the slider for the chosen model, with what a token costs there. */
export function CostTable() {
  const name = model.value.value;
  const shape: Shape = shapes[name];
  const chosen = kvHeads[name].value.value;
  const all = stopsOf(shape).map((stop) => keptAt(shape, stop, latent()));
  const most = all[0]!.bytes;
  return (
    <table class="cost-table">
      <caption>
        {shape.name}: {shape.layers} layers, {shape.queryHeads} query heads, in 16-bit
      </caption>
      <thead>
        <tr>
          <Column>KV heads</Column>
          <Column number>
            numbers <span class="roomy">per layer</span>
          </Column>
          <Column number>bytes per token</Column>
          <Column number>MHA takes</Column>
          <th scope="col" class="number roomy">
            tokens in 1 GiB
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {all.map(({ stop, name: sharing, numbers, bytes }) => (
          <tr key={stop} data-stop={stop} aria-current={stop === chosen ? "true" : undefined}>
            <th scope="row">
              {stop === "mla" ? "" : stop} <span class="of">{sharing}</span>
              {stop === shape.own && <span class="of roomy"> as it is</span>}
            </th>
            <td class="number computed">{grouped(numbers)}</td>
            <td class="number computed">{grouped(bytes)}</td>
            <td class="number computed">{bytes === most ? "" : `${times(most, bytes)} ×`}</td>
            <td class="number computed roomy">{tokensInGib(bytes)}</td>
            <td class="bar" aria-hidden="true">
              <span
                class={stop === "mla" ? "latent" : "keys"}
                style={{ width: `${(Number(bytes) / Number(most)) * 100}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
