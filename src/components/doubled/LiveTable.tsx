import { useComputed } from "@preact/signals";
import { ChoiceField } from "../cells/ChoiceField.tsx";
import { NumberField } from "../cells/NumberField.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { CellsTable } from "./CellsTable.tsx";
import { batch, element, kilo, modelNames, unit } from "./state.ts";
import { type Known, summary } from "./table.ts";

/** The published table, every cell recomputed from inputs that the reader can change. */
export function LiveTable({ known: { cells, columns } }: { readonly known: Known }) {
  // Read as a signal and not here, so that the fields are not rendered with each step of a number.
  const said = useComputed(() => summary(cells));
  return (
    <div class="live-table">
      <div class="inputs">
        <ChoiceField input={element} term="bytes_per_element" />
        <ChoiceField input={kilo} term="tokens" />
        <ChoiceField input={unit} />
        <NumberField input={batch} term="batch" />
      </div>
      <CellsTable cells={cells} columns={columns} open={modelNames} />
      <p class="summary">{said}</p>
      <Spoken text={() => said.value} />
    </div>
  );
}
