import { useSignal } from "@preact/signals";
import { type Compared as Comparison, comparePlans } from "../../lib/plan/compare.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { isUnknown } from "../../lib/plan/set-up.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Scrolls } from "../cells/Scrolls.tsx";
import { binary } from "../fit/print.ts";
import { type Compared, compared, keep } from "./compared.ts";
import { take } from "./packed.ts";
import { answer, isRefused } from "./planned.ts";
import { besides } from "./state.ts";

/** A value of a comparison as it is read. */
function written(value: Comparison["values"][number], unit: Comparison["unit"]): string {
  if (value === null) return "depends on the length";
  if (isUnknown(value)) return "not known";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (unit === "bytes") return binary(value);
  return grouped(value);
}

interface Lettered {
  readonly letter: string;
  readonly plan: Plan;
}

function Table({ columns }: { readonly columns: readonly Lettered[] }) {
  const lines = comparePlans(columns.map(({ plan }) => plan));
  return (
    <Scrolls label="Set-ups side by side">
      <table class="beside-table">
        <caption>What differs is marked and in bold; A is the set-up of the inputs</caption>
        <thead>
          <tr>
            <Column>what</Column>
            {columns.map(({ letter }) => (
              <Column key={letter}>{letter}</Column>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, what, unit, values, differs }) => (
            <tr key={id} data-line={id} data-differs={differs}>
              <th scope="row">{what}</th>
              {values.map((value, place) => (
                <td key={columns[place]!.letter}>{written(value, unit)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

/** What a set-up that stands beside is called, or why there is none. */
function Named({ plan, why }: Pick<Compared, "plan" | "why">) {
  const refused = why ?? (plan && isRefused(plan) ? plan.refused : undefined);
  if (refused !== undefined)
    return (
      <span class="refused" role="alert">
        {refused}
      </span>
    );
  return <>{plan && !isRefused(plan) ? plan.setUp.subject.name : "is being read"}</>;
}

/** Up to four set-ups side by side. */
export function Beside() {
  const said = useSignal("");
  const first = answer.value;
  const others = compared.value;
  const free = besides.find(({ value }) => value.value === "");
  const columns: Lettered[] = [
    ...(isRefused(first) ? [] : [{ letter: "A", plan: first }]),
    ...others.flatMap(({ letter, plan }) => (plan && !isRefused(plan) ? [{ letter, plan }] : [])),
  ];
  return (
    <div class="beside">
      <p>
        {others.length === 0 &&
          "Keep this set-up beside, then change an input: what differs is marked. "}
        <button
          type="button"
          disabled={!free || isRefused(first)}
          onClick={() => {
            said.value = keep();
          }}
        >
          Add to compare
        </button>{" "}
        <span role="status">{said}</span>
      </p>
      {others.length > 0 && (
        <ul class="besides">
          {others.map(({ input, letter, plan, why }) => (
            <li key={letter}>
              <b>{letter}</b> <Named plan={plan} why={why} />{" "}
              <button type="button" onClick={() => take(input.value.value)}>
                Use {letter}
              </button>{" "}
              <button
                type="button"
                onClick={() => {
                  input.value.value = "";
                  said.value = `${letter} is removed.`;
                }}
              >
                Remove {letter}
              </button>
            </li>
          ))}
        </ul>
      )}
      {columns.length > 1 && <Table columns={columns} />}
    </div>
  );
}
