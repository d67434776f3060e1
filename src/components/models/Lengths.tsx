import { growsInSteps } from "../../lib/memory/growth.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, grouped, significant } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { keptOf, type Model, settings, whole } from "./amounts.ts";
import { lengths } from "./lengths.ts";
import { sequences } from "./state.ts";

/** The curve as a table: the usual lengths, the kinks and the reader's own. */
export function Lengths({ model }: { readonly model: Model }) {
  if ("refused" in keptOf(model)) return null;
  const under = settings();
  const architecture = whole(model);
  const many = sequences.value.value;
  const of = many === 1 ? "one sequence" : `${grouped(many)} sequences`;
  return (
    <table class="lengths-table">
      <caption>The cache of {of} at the usual lengths and wherever the curve has a kink</caption>
      <thead>
        <tr>
          <Column number>tokens</Column>
          <Column number>GiB</Column>
          <Column number>GB</Column>
          <Column number>
            the next token adds{growsInSteps(architecture, under) ? ", on average" : ""}
          </Column>
          <Column>here</Column>
        </tr>
      </thead>
      <tbody>
        {lengths(architecture, under).map(({ tokens, bytes, next, happens }) => (
          <tr key={String(tokens)} id={`at-${tokens}`} aria-current={tokens === under.tokens}>
            <th scope="row" class="number">
              {grouped(tokens)}
            </th>
            <td class="number computed">{decimals(inUnit(bytes, "GiB"), 4)}</td>
            <td class="number computed">{decimals(inUnit(bytes, "GB"), 4)}</td>
            <td class="number computed">{significant(next)} bytes</td>
            <td>
              {[happens, tokens === under.tokens ? "chosen above" : undefined]
                .filter(Boolean)
                .join("; ")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
