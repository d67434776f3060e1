import { grouped } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { few } from "./print.ts";
import { header } from "./state.ts";
import { readHeader, type TypeRow } from "./stored.ts";

function Cells({ tensors, stored }: Omit<TypeRow, "type">) {
  const { parameters, bytes } = stored;
  return (
    <>
      <td class="number">{grouped(tensors)}</td>
      <td class="computed number">{grouped(parameters)}</td>
      <td class="computed number">{grouped(bytes)}</td>
      <td class="computed number">{parameters > 0n ? few(ratio(bytes, parameters)) : ""}</td>
    </>
  );
}

/** What the header lists, format by format. */
export function HeaderTable() {
  const read = readHeader(header.value.value);
  if ("refused" in read) {
    return (
      <p class="refused" role="alert">
        {read.refused}.
      </p>
    );
  }
  const { rows, all } = read;
  return (
    <table class="counts">
      <thead>
        <tr>
          <Column>dtype</Column>
          <Column number>tensors</Column>
          <Column number>numbers</Column>
          <Column number>bytes</Column>
          <Column number>each</Column>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ type, ...row }) => (
          <tr key={type}>
            <th scope="row">{type}</th>
            <Cells {...row} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          <Cells tensors={rows.reduce((sum, { tensors }) => sum + tensors, 0)} stored={all} />
        </tr>
      </tfoot>
    </table>
  );
}
