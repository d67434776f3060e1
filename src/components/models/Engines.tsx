import { type Asked, engineNames, reserveEverywhere } from "../../lib/engines/engines.ts";
import type { Difference, Reservation } from "../../lib/engines/reservation.ts";
import { grouped, printBytes } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { keptOf, type Model, settings, whole } from "./amounts.ts";
import { Command } from "./Command.tsx";
import { reserveCommand } from "./command.ts";
import { Differences } from "./Differences.tsx";
import { asked, signed } from "./print.ts";

/** Bytes of the model that a pool cannot hold, where an engine's default pool is too small for it. */
function short(reservation: Reservation, total: bigint): Difference[] {
  const bytes = reservation.architecturalBytes - total;
  if (bytes === 0n) return [];
  const reason =
    "The engine’s own default makes a pool that holds fewer of these tokens than the layers could keep.";
  return [{ rule: "pool-holds-less", reason, source: reservation.holdsFor, bytes }];
}

function Held({ one, total, slug }: { one: Asked; total: bigint; slug: string }) {
  const id = one.engine.replace(".", "-");
  if ("refused" in one) {
    return (
      <tr id={`engine-${id}`}>
        <th scope="row">
          <a href={`#engine-${id}`} class="row-link">
            {engineNames[one.engine]}
          </a>
        </th>
        <td colSpan={2} class="says-no" data-column="reserves">
          no figure
        </td>
        <td data-column="why">{one.refused}.</td>
      </tr>
    );
  }
  const { reservation } = one;
  const differences = [...short(reservation, total), ...reservation.differences];
  const beyond = reservation.bytes - total;
  return (
    <tr id={`engine-${id}`}>
      <th scope="row">
        <a href={`#engine-${id}`} class="row-link">
          {engineNames[one.engine]}
        </a>
        <span class="holds-for">{reservation.holdsFor}</span>
      </th>
      <td class="number" data-column="reserves">
        <span class="computed">{printBytes(reservation.bytes, "GiB")}</span>
        <br />
        <span class="computed second">{printBytes(reservation.bytes, "GB")}</span>
      </td>
      <td class="number" data-column="beyond the model">
        {beyond === 0n ? "nothing" : signed(beyond)}
      </td>
      <td data-column="why">
        <Differences differences={differences} />
        <Command id={`command-${id}`} text={reserveCommand(slug, one.settings)} />
      </td>
    </tr>
  );
}

/** What engines set aside for what is asked, beside what the model keeps. */
export function Engines({ model }: { readonly model: Model }) {
  const kept = keptOf(model);
  if ("refused" in kept) return null;
  const { tokens, batch, keyType, mtp } = settings();
  const all = reserveEverywhere(whole(model), tokens, {
    sequences: Number(batch),
    type: keyType,
    mtp,
  });
  return (
    <table class="engines-table">
      <caption>
        {asked()}, on one device, with each engine’s own defaults; the layers keep{" "}
        {printBytes(kept.total, "GiB")} ({grouped(kept.total)} bytes)
      </caption>
      <thead>
        <tr>
          <Column>Engine</Column>
          <Column number>reserves</Column>
          <Column number>beyond the model</Column>
          <Column>why</Column>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <Held key={one.engine} one={one} total={kept.total} slug={model.slug} />
        ))}
      </tbody>
    </table>
  );
}
