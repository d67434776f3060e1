import { evaluate } from "../../lib/formula/evaluate.ts";
import { type GroupWorking, workingOf } from "../../lib/plan/working.ts";
import { decimals, grouped } from "../../lib/quantity/print.ts";
import type { Ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { binary } from "../fit/print.ts";
import { Numbers } from "../formula/Numbers.tsx";
import { answer, isRefused } from "./planned.ts";

const number = (value: Ratio): string =>
  value.d === 1n ? grouped(value.n) : decimals(value, 6).replace(/0+$/, "");

type Given = GroupWorking["given"][number];

/** Where a number came from: the reader, or fields of the config. */
function Source({ given: { fields, chosen } }: { readonly given: Given }) {
  if (chosen) return <>set above</>;
  if (fields.length === 0) return <>of the layout itself</>;
  return (
    <>
      {fields.map(({ field, rule }, place) => (
        <span key={field}>
          {place > 0 && ", "}
          <code>{field}</code>
          {rule && ` (${rule})`}
        </span>
      ))}
    </>
  );
}

function Group({ row, place }: { readonly row: GroupWorking; readonly place: number }) {
  const { formula, values, saved, given, bytes, apart, group, keeps } = row;
  const id = `group-${place + 1}`;
  return (
    <div class="group" id={id}>
      <h3>
        <a href={`#${id}`} class="row-link">
          {group.count} × {keeps}
        </a>
      </h3>
      <p class="working">
        <Numbers expression={formula.expression} values={values} />
        <span class="equals"> = </span>
        <output class="computed">{grouped(apart)} bytes</output>
        <span class="units"> = {binary(apart)}</span>
      </p>
      {saved && (
        <p class="working">
          <span class="times">less what is shared: </span>
          <Numbers expression={saved.formula.expression} values={saved.values} />
          <span class="equals"> = </span>
          <output class="computed">
            {grouped(evaluate(saved.formula.expression, saved.values).n)} bytes
          </output>
          , which leaves <output class="computed">{grouped(bytes)} bytes</output>
        </p>
      )}
      <table class="given-table">
        <thead class="visually-hidden">
          <tr>
            <Column>number</Column>
            <Column>value</Column>
            <Column>from</Column>
          </tr>
        </thead>
        <tbody>
          {given.map((one) => (
            <tr key={one.term.id} data-term={one.term.id}>
              <th scope="row">{one.term.name}</th>
              <td class="number">{number(one.value)}</td>
              <td>
                <Source given={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The formula of each group of layers with its numbers, and where each came from. */
export function Working() {
  const plan = answer.value;
  if (isRefused(plan)) return <p class="note">There is nothing to work out.</p>;
  const all = workingOf(plan);
  return (
    <div class="groups">
      {all.map((row, place) => (
        <Group key={String(place)} row={row} place={place} />
      ))}
      {all.length > 1 && (
        <p class="working">
          <span class="times">Together </span>
          <output class="computed">{grouped(plan.cache + plan.state)} bytes</output>
          <span class="units"> = {binary(plan.cache + plan.state)}</span>
        </p>
      )}
    </div>
  );
}
