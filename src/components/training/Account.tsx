import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, grouped, printBytes, significant } from "../../lib/quantity/print.ts";
import { divide, ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { account, sum } from "./account.ts";
import { bytesOf, type Cell, type Known, unitThatPrints } from "./printed.ts";
import { method, model } from "./state.ts";

/** The cells of the table for what the reader has chosen. Reads signals. */
const chosen = ({ cells }: Known): readonly Cell[] =>
  cells.filter((cell) => cell.row === model.value.value && cell.method === method.value.value);

function against(bytes: bigint, cell: Cell): string {
  const unit = unitThatPrints(bytes, cell);
  if (unit) return `the same digits, read as ${unit}`;
  const times = divide(ratio(bytes), ratio(bytesOf(cell)));
  return `the sum is ${decimals(times, 2)} times it`;
}

/** The sum against what the table prints. */
export function Verdict({ known }: { readonly known: Known }) {
  const bytes = sum(account());
  return (
    <p class="count-verdict">
      <output class="total">
        <data class="ink computed" value={String(bytes)}>
          {printBytes(bytes, "GB")}
        </data>
      </output>
      <span class="beside">
        That is {printBytes(bytes, "GiB")}.{" "}
        {chosen(known).map((cell) => (
          <span key={cell.printed}>
            The table {cell.later ? "later prints" : "prints"}{" "}
            <span class="ink published">{cell.printed}</span>: {against(bytes, cell)}.{" "}
          </span>
        ))}
      </span>
    </p>
  );
}

const percent = (part: bigint, whole: bigint): string =>
  `${(Number((part * 100_000n) / whole) / 1000).toFixed(3)}%`;

/** The parts to scale, with what the table prints as a line across them. */
export function Bar({ known }: { readonly known: Known }) {
  const parts = account();
  const total = sum(parts);
  const lines = chosen(known);
  const widest = [total, ...lines.map(bytesOf)].reduce((a, b) => (a > b ? a : b));
  const label = `To scale: ${parts.map(({ name, bytes }) => `${name} ${printBytes(bytes, "GB")}`).join(", ")}; the table prints ${lines.map(({ printed }) => printed).join(", later ")}.`;
  let left = 0n;
  return (
    <div class="training-bar" role="img" aria-label={label}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {parts.map(({ id, bytes }) => {
          const x = percent(left, widest);
          left += bytes;
          return (
            <rect key={id} class={`kept-${id}`} x={x} width={percent(bytes, widest)} height="10" />
          );
        })}
        {lines.flatMap((cell) =>
          ["halo", "printed-line"].map((kind) => (
            <line
              key={kind + cell.printed}
              class={kind}
              x1={percent(bytesOf(cell), widest)}
              x2={percent(bytesOf(cell), widest)}
              y1="0"
              y2="10"
            />
          )),
        )}
      </svg>
      {lines.map((cell) => (
        <span
          key={cell.printed}
          class="published"
          aria-hidden="true"
          data-right={bytesOf(cell) * 2n > widest}
          style={{ left: percent(bytesOf(cell), widest) }}
        >
          {cell.printed}
          {cell.later && " later"}
        </span>
      ))}
    </div>
  );
}

/** Every part: how many numbers, what each takes, and what that comes to. */
export function AccountTable() {
  const parts = account();
  return (
    <table class="counts account">
      <thead>
        <tr>
          <Column>Kept</Column>
          <Column number>Numbers</Column>
          <Column number>Bytes each</Column>
          <Column number>GB</Column>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ id, name, numbers, each, bytes }) => (
          <tr key={id} id={`kept-${id}`}>
            <th scope="row">
              <i class={`swatch kept-${id}`} />
              {name}
            </th>
            <td class="computed number">{grouped(numbers)}</td>
            <td class="number">{significant(each, 4)}</td>
            <td class="computed number">{decimals(inUnit(bytes, "GB"), 2)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          <td />
          <td />
          <td class="computed number">{decimals(inUnit(sum(parts), "GB"), 2)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
