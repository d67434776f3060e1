import { engineNames } from "../../lib/engines/engines.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { isUnknown } from "../../lib/plan/set-up.ts";
import { Column } from "../cells/Column.tsx";
import { binary } from "../fit/print.ts";
import { Differences } from "../models/Differences.tsx";
import { signed } from "../models/print.ts";
import { answer, isRefused } from "./planned.ts";
import { amount } from "./print.ts";

type Reserved = Plan["reservations"][number];

function Held({ one, chosen }: { readonly one: Reserved; readonly chosen: boolean }) {
  const id = `engine-${one.engine.replace(".", "-")}`;
  const name = (
    <a href={`#${id}`} class="row-link">
      {engineNames[one.engine]}
    </a>
  );
  if ("refused" in one) {
    return (
      <tr id={id} aria-current={chosen}>
        <th scope="row">{name}</th>
        <td colSpan={3} class="says-no" data-column="reserves">
          no figure
        </td>
        <td data-column="why">{one.refused}.</td>
      </tr>
    );
  }
  const { reservation, perGpu, left } = one;
  const beyond = reservation.bytes - reservation.architecturalBytes;
  return (
    <tr id={id} aria-current={chosen}>
      <th scope="row">
        {name}
        <span class="holds-for">{reservation.holdsFor}</span>
      </th>
      <td class="number computed" data-column="reserves">
        {binary(reservation.bytes)}
      </td>
      <td class="number" data-column="beyond the model">
        {beyond === 0n ? "nothing" : signed(beyond)}
      </td>
      <td class="number" data-column="on each GPU">
        {isUnknown(perGpu) ? (
          "not known"
        ) : (
          <>
            <span class="computed">{binary(perGpu)}</span>
            <span class="aside">
              {isUnknown(left)
                ? "weights not known"
                : left < 0n
                  ? `${binary(-left)} missing`
                  : `${amount(left)} left`}
            </span>
          </>
        )}
      </td>
      <td data-column="why">
        <Differences differences={reservation.differences} />
        {isUnknown(perGpu) && <p class="note">{perGpu.unknown}</p>}
      </td>
    </tr>
  );
}

/** What engines set aside for one copy of the model, beside what its layers keep. */
export function Engines() {
  const plan = answer.value;
  if (isRefused(plan)) return <p class="note">No engine is asked for these inputs.</p>;
  return (
    <table class="engines-table">
      <caption>
        Each engine asked for the requests of one copy of the model; every byte beyond what the
        layers keep has its reason
      </caption>
      <thead>
        <tr>
          <Column>Engine</Column>
          {["reserves", "beyond the model", "on each GPU"].map((name) => (
            <Column key={name} number>
              {name}
            </Column>
          ))}
          <Column>why</Column>
        </tr>
      </thead>
      <tbody>
        {plan.reservations.map((one) => (
          <Held key={one.engine} one={one} chosen={one.engine === plan.setUp.engine} />
        ))}
      </tbody>
    </table>
  );
}
