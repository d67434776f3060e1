import { untracked } from "@preact/signals";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import type { Model } from "../models/amounts.ts";
import { binary } from "../models/print.ts";
import { tokens } from "../models/state.ts";
import { ubatch } from "./state.ts";
import { windowCells } from "./window-cells.ts";

function Row({ model }: { model: Model }) {
  const { window, needed, bytes, cells } = windowCells(model);
  return (
    <tr id={`cells-${model.slug}`}>
      <th scope="row">{model.name}</th>
      <td class="number">{grouped(window)}</td>
      <td class="number computed">{grouped(cells)}</td>
      <td class="number computed">{binary(needed)}</td>
      <td class="number computed">{binary(bytes)}</td>
      <td class="number computed">{significant(ratio(bytes, needed), 3)}</td>
    </tr>
  );
}

const asked = () =>
  `a context of ${grouped(tokens.value.value)} tokens, ${grouped(ubatch.value.value)} computed at once`;

/** What is read out when the batch changes; a change of the tokens is read out elsewhere. */
function spoken(models: readonly Model[]): string {
  const cells = (model: Model) => `${model.name}, ${grouped(windowCells(model).cells)}`;
  return ubatch.value.value > 0
    ? untracked(() => `Cells in a layer: ${models.map(cells).join("; ")}.`)
    : "";
}

/** The cells of llama.cpp's windows beside the windows. */
export function WindowCells({ models }: { readonly models: readonly Model[] }) {
  return (
    <>
      <table class="cells-table">
        <caption>The windowed layers of three models in llama.cpp, in 16-bit: {asked()}</caption>
        <thead>
          <tr>
            <Column>Model</Column>
            <Column number>window</Column>
            <Column number>cells in a layer</Column>
            <Column number>they need</Column>
            <Column number>they are given</Column>
            <Column number>times</Column>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <Row key={model.slug} model={model} />
          ))}
        </tbody>
      </table>
      <Spoken text={() => spoken(models)} />
    </>
  );
}
