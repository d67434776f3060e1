import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { CellsTable } from "./CellsTable.tsx";
import { batch, element, kilo, modelNames, unit } from "./state.ts";
import { type Known, type PublishedCell, summary } from "./table.ts";

/** Follows the inputs by itself, so that the fields beside it are not rendered with each step. */
function Summary({ cells }: { readonly cells: readonly PublishedCell[] }) {
  return <p class="summary">{summary(cells)}</p>;
}

/** The published table, every cell recomputed from inputs that the reader can change. */
export function LiveTable({ known: { cells, columns } }: { readonly known: Known }) {
  return (
    <div class="live-table">
      <div class="inputs">
        <ChoiceField input={element} term="bytes_per_element" />
        <ChoiceField input={kilo} term="tokens" />
        <ChoiceField input={unit} />
        <NumberField input={batch} term="batch" />
      </div>
      <CellsTable cells={cells} columns={columns} open={modelNames} />
      <Summary cells={cells} />
      <Spoken text={() => summary(cells)} />
    </div>
  );
}
