import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { CellsTable } from "./CellsTable.tsx";
import { batch, element, kilo, modelNames, unit } from "./state.ts";
import { type Known, summary } from "./table.ts";

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
      <p class="summary">{summary(cells)}</p>
      <Spoken text={() => summary(cells)} />
    </div>
  );
}
