import { useComputed } from "@preact/signals";
import { Spoken } from "../cells/Spoken.tsx";
import { CellsTable } from "../doubled/CellsTable.tsx";
import { type PublishedCells, summary } from "../doubled/table.ts";

/** The table that doubled, at one look, with the one input that its answer turns on. */
export function Doubled({ known: { cells, columns } }: { readonly known: PublishedCells }) {
  const said = useComputed(() => summary(cells));
  return (
    <div class="live-table">
      <CellsTable cells={cells} columns={columns} open={["405B"]} brief />
      <p class="summary">{said}</p>
      <Spoken text={() => said.value} />
    </div>
  );
}
