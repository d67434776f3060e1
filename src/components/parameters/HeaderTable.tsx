import { grouped } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
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
          <th scope="col">dtype</th>
          <th scope="col" class="number">
            tensors
          </th>
          <th scope="col" class="number">
            numbers
          </th>
          <th scope="col" class="number">
            bytes
          </th>
          <th scope="col" class="number">
            each
          </th>
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
