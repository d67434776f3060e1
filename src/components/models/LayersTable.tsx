import type { LayerGroup } from "../../lib/architecture/architecture.ts";
import { keeps } from "../../lib/architecture/words.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, grouped } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { keptOf, type Model } from "./amounts.ts";
import { asked } from "./print.ts";
import { tokens } from "./state.ts";

/** What one layer of a group keeps per token or sequence, in numbers. */
function each(group: LayerGroup): string {
  switch (group.kind) {
    case "attention": {
      const dims =
        group.keyDim === group.valueDim
          ? `2 × ${grouped(group.keyDim)}`
          : `(${grouped(group.keyDim)} + ${grouped(group.valueDim)})`;
      return `${grouped(group.kvHeads)} KV ${group.kvHeads === 1 ? "head" : "heads"} × ${dims} numbers`;
    }
    case "latent":
      return `${grouped(group.rank)} + ${grouped(group.ropeDim)} numbers`;
    case "compressed":
      return `${grouped(group.width)} numbers`;
    case "indexer":
      return group.entryBytes === undefined
        ? `${grouped(group.keyDim)} numbers`
        : `${grouped(group.entryBytes)} bytes`;
    case "state":
      return `${grouped(group.convElements + group.stateElements)} numbers`;
    case "shared":
      return "nothing of its own";
  }
}

/** How often one layer of a group keeps that at the chosen length. */
function times(group: LayerGroup): string {
  const length = tokens.value.value;
  switch (group.kind) {
    case "attention":
    case "latent":
      return `${grouped(Math.min(length, group.window ?? length))} tokens`;
    case "compressed":
    case "indexer":
      return `${grouped(Math.floor(length / group.ratio))} entries`;
    case "state":
      return "1 state";
    case "shared":
      return "–";
  }
}

/** The layers as a table: what the drawing shows, in figures. */
export function LayersTable({ model }: { readonly model: Model }) {
  const kept = keptOf(model);
  if ("refused" in kept) return null;
  const { rows, total } = kept;
  return (
    <table class="layers-table">
      <caption>What each group of layers keeps: {asked()}</caption>
      <thead>
        <tr>
          <Column>Keeps</Column>
          <Column>each, in one layer</Column>
          <Column number>layers</Column>
          <Column number>at this length</Column>
          <Column number>bytes</Column>
          <Column number>GiB</Column>
          <Column number>share</Column>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ group, id, kind, bytes, extra }) => (
          <tr key={id} id={`layers-${id}`}>
            <th scope="row">
              <a href={`#layers-${id}`} class="row-link">
                <i class={`swatch kind-${kind}`} />
                {keeps(group)}
                {extra && ", predicting"}
              </a>
            </th>
            <td>{each(group)}</td>
            <td class="number">{grouped(group.count)}</td>
            <td class="number">{times(group)}</td>
            <td class="number computed">{grouped(bytes)}</td>
            <td class="number computed">{decimals(inUnit(bytes, "GiB"), 4)}</td>
            <td class="number">
              {total === 0n ? "–" : `${decimals(ratio(bytes * 100n, total), 1)}%`}
            </td>
          </tr>
        ))}
      </tbody>
      {rows.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              Together
            </th>
            <td class="number computed">{grouped(total)}</td>
            <td class="number computed">{decimals(inUnit(total, "GiB"), 4)}</td>
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  );
}
