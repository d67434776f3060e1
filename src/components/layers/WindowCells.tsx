import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Spoken } from "../cells/Spoken.tsx";
import type { Model } from "../models/amounts.ts";
import { binary } from "../models/print.ts";
import { tokens } from "../models/state.ts";
import { ubatch } from "./state.ts";
import { windowCells } from "./window-cells.ts";

function Row({ model }: { model: Model }) {
  try {
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
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return (
      <tr id={`cells-${model.slug}`}>
        <th scope="row">{model.name}</th>
        <td colSpan={5} class="says-no">
          {error.message}
        </td>
      </tr>
    );
  }
}

const asked = () =>
  `a context of ${grouped(tokens.value.value)} tokens, ${grouped(ubatch.value.value)} computed at once`;

/** The cells of llama.cpp's windows beside the windows. */
export function WindowCells({ models }: { readonly models: readonly Model[] }) {
  return (
    <>
      <table class="cells-table">
        <caption>The windowed layers of three models in llama.cpp: {asked()}</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" class="number">
              window
            </th>
            <th scope="col" class="number">
              cells in a layer
            </th>
            <th scope="col" class="number">
              they need
            </th>
            <th scope="col" class="number">
              they are given
            </th>
            <th scope="col" class="number">
              times
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <Row key={model.slug} model={model} />
          ))}
        </tbody>
      </table>
      <Spoken text={() => `Window cells for ${asked()} are in the table.`} />
    </>
  );
}
