import { isUnknown, type Known } from "../../lib/plan/set-up.ts";
import { grouped, significant } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { bare } from "../fit/MemoryBar.tsx";
import { binary } from "../fit/print.ts";
import { answer, isRefused } from "./planned.ts";
import { most } from "./print.ts";

interface Line {
  readonly id: string;
  readonly name: string;
  readonly bytes: Known<bigint>;
  readonly note?: string;
}

function Row({ id, name, bytes, note }: Line) {
  return (
    <tr id={id}>
      <th scope="row">
        <a href={`#${id}`} class="row-link">
          {name}
        </a>
        {note && <span class="aside">{note}</span>}
      </th>
      {isUnknown(bytes) ? (
        <td colSpan={3} class="says-no">
          {bytes.unknown}
        </td>
      ) : (
        <>
          <td class="number computed">{bare(bytes, "GiB")}</td>
          <td class="number computed">{bare(bytes, "GB")}</td>
          <td class="number computed">{grouped(bytes)}</td>
        </>
      )}
    </tr>
  );
}

/** What is kept and what would fit, in exact figures. */
export function Figures() {
  const plan = answer.value;
  if (isRefused(plan)) return <p class="note">No figures for these inputs.</p>;
  const { setUp, perToken, perTokenNow, fullest } = plan;
  const each = perToken === null ? undefined : binary(perToken);
  const lines: Line[] = [
    { id: "cache", name: "cache of all requests", bytes: plan.cache },
    ...(plan.saved > 0n
      ? [{ id: "saved", name: "saved by the shared prefix", bytes: plan.saved }]
      : []),
    ...(plan.state > 0n
      ? [{ id: "state", name: "states of all requests", bytes: plan.state }]
      : []),
    {
      id: "weights",
      name: "weights of one copy",
      bytes: plan.weights,
      ...(setUp.subject.parameters !== undefined &&
        setUp.weightType !== "stored" && {
          note: `${grouped(setUp.subject.parameters)} parameters`,
        }),
    },
    ...(plan.replicated > 0n
      ? [
          {
            id: "replicated",
            name: "kept more than once",
            bytes: plan.replicated,
            note: "heads and latents that several GPUs of a copy hold",
          },
        ]
      : []),
    {
      id: "left",
      name: isUnknown(fullest.left) || fullest.left >= 0n ? "left on the fullest GPU" : "missing",
      bytes: isUnknown(fullest.left) || fullest.left >= 0n ? fullest.left : -fullest.left,
    },
  ];
  return (
    <>
      <table class="figures-table">
        <caption>
          {setUp.subject.name}: exact bytes, and the same rounded. GiB = 2<sup>30</sup> bytes, GB =
          10<sup>9</sup>.
        </caption>
        <thead>
          <tr>
            <Column>what</Column>
            <Column number>GiB</Column>
            <Column number>GB</Column>
            <Column number>bytes</Column>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.id} {...line} />
          ))}
        </tbody>
      </table>
      <dl class="limits">
        <div id="per-token">
          <dt>A token adds</dt>
          <dd class="computed">{each ?? `${significant(perTokenNow, 6)} bytes`}</dd>
          <dd class="aside">
            {perToken === null
              ? "at this length; windows or entries for several tokens make it differ"
              : `${grouped(perToken)} bytes, at every length`}
          </dd>
        </div>
        <div id="longest">
          <dt>Longest context</dt>
          <dd class="computed">{most(plan.longest)}</dd>
          <dd class="aside">
            {isUnknown(plan.longest)
              ? plan.longest.unknown
              : "tokens in each; one more does not fit"}
          </dd>
        </div>
        <div id="most-requests">
          <dt>Most requests</dt>
          <dd class="computed">{most(plan.mostRequests)}</dd>
          <dd class="aside">
            {isUnknown(plan.mostRequests)
              ? plan.mostRequests.unknown
              : "at this length; one more does not fit"}
          </dd>
        </div>
      </dl>
      {plan.assumptions.length > 0 && (
        <ul class="assumptions" aria-label="What this rests on">
          {plan.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  );
}
