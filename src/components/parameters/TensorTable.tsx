import { Fragment } from "preact";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { drawn } from "./count.ts";
import { percent } from "./print.ts";
import { type Factor, type Row, rows } from "./tensors.ts";

const Number_ = ({ factor }: { readonly factor: Factor }) => (
  <span data-term={factor.term || undefined}>{grouped(factor.value)}</span>
);

/** The shape with the factors of its sides, and how many such tensors there are. */
function Product({ row }: { readonly row: Row }) {
  return (
    <>
      {row.sides.map((side, index) => (
        <Fragment key={`${row.id}-${side[0]!.term}`}>
          {index > 0 && " × "}
          {side.length > 1 && "("}
          {side.map((factor, place) => (
            <Fragment key={factor.term}>
              {place > 0 && " · "}
              <Number_ factor={factor} />
            </Fragment>
          ))}
          {side.length > 1 && ")"}
        </Fragment>
      ))}
      {row.copies.value > 1 && (
        <span class="copies-of">
          {" "}
          × <Number_ factor={row.copies} />
        </span>
      )}
    </>
  );
}

/** Every kind of tensor: its shape, how often it is there, and what that multiplies to. */
export function TensorTable() {
  const { config, count, outdated } = drawn();
  return (
    <table class={outdated ? "counts tensors outdated" : "counts tensors"}>
      <thead>
        <tr>
          <Column>Tensor</Column>
          <Column>Shape × how many</Column>
          <Column number>Parameters</Column>
          <Column number>Share</Column>
        </tr>
      </thead>
      <tbody>
        {rows(count, config).map((row) => (
          <tr key={row.id} id={row.id} data-term={row.id}>
            <th scope="row">
              <i class={`swatch part-${row.part}`} />
              {row.name} <code>{row.stored}</code>
            </th>
            <td>
              <Product row={row} />
            </td>
            <td class="computed number">{grouped(row.numbers)}</td>
            <td class="number">{percent(row.numbers, count.total)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          <td />
          <td class="computed number">{grouped(count.total)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
