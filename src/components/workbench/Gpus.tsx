import type { HeldGroup, OnGpu, Plan } from "../../lib/plan/plan.ts";
import { isUnknown, type Known } from "../../lib/plan/set-up.ts";
import { plural } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Scrolls } from "../cells/Scrolls.tsx";
import { bare, MemoryBar } from "../fit/MemoryBar.tsx";
import { partsOf } from "./Glance.tsx";
import { answer, isRefused } from "./planned.ts";
import { amount } from "./print.ts";

/** A run of heads, counted from 0: "heads 4–7". */
const run = (heads: readonly number[]): string =>
  heads.length === 1 ? `head ${heads[0]}` : `heads ${heads[0]}–${heads.at(-1)}`;

const also = (holders: number): string => (holders > 1 ? `, as ${holders} GPUs do` : "");

function kept({ group, heads, holders }: HeldGroup): string {
  switch (group.kind) {
    case "attention":
      return heads ? `KV ${run(heads)}${also(holders)}` : plural(group.kvHeads, "KV head");
    case "latent":
      return `latents, whole${also(holders)}`;
    case "state":
      return holders > 1 ? `states${also(holders)}` : "its part of the states";
    case "shared":
      return "";
    default:
      return `entries, whole${also(holders)}`;
  }
}

const holds = ({ groups }: OnGpu): string =>
  [...new Set(groups.map(kept))].filter((text) => text !== "").join("; ");

interface Run {
  readonly gpu: OnGpu;
  readonly first: number;
  readonly last: number;
}

/** GPUs of a copy that follow one another and hold the same. */
function runs({ gpus }: Plan): Run[] {
  const all: Run[] = [];
  for (const [place, gpu] of gpus.entries()) {
    const before = all.at(-1);
    if (before && before.gpu.stage === gpu.stage && holds(before.gpu) === holds(gpu))
      all[all.length - 1] = { ...before, last: place };
    else all.push({ gpu, first: place, last: place });
  }
  return all;
}

const figure = (bytes: Known<bigint>): string =>
  isUnknown(bytes) ? "not known" : bytes < 0n ? `−${bare(-bytes, "GiB")}` : bare(bytes, "GiB");

function Row({ gpu, first, last }: Run) {
  const columns = [gpu.weights, gpu.cache, gpu.state, gpu.other, gpu.left];
  return (
    <tr>
      <th scope="row">{first === last ? first : `${first}–${last}`}</th>
      <td class="number">
        {gpu.firstLayer}–{gpu.firstLayer + gpu.layers - 1}
      </td>
      <td>{holds(gpu)}</td>
      {columns.map((bytes, place) => (
        <td key={String(place)} class="number computed">
          {figure(bytes)}
        </td>
      ))}
    </tr>
  );
}

/** What each GPU of one copy of the model holds. */
export function Gpus() {
  const plan = answer.value;
  if (isRefused(plan)) return <p class="note">No GPUs for these inputs.</p>;
  const { setUp, copies, idle } = plan;
  const stages = plan.gpus.filter(({ rank }) => rank === 0);
  const rest = idle > 0 ? ` ${plural(idle, "GPU is", "GPUs are")} left over.` : "";
  return (
    <>
      <p class="note">
        {copies === 1
          ? "The model is held once."
          : `${copies} copies of the model, ${plural(plan.requestsPerCopy, "request")} on the fullest; below, the GPUs of that one.`}
        {rest}
      </p>
      {stages.length > 1 && (
        <div class="stage-bars">
          {stages.map((gpu) => (
            <div key={gpu.stage}>
              <p class="note">
                Stage {gpu.stage}: {plural(gpu.layers, "layer")}, {amount(gpu.needed)} needed
              </p>
              <MemoryBar
                device={setUp.gpu.bytes}
                usable={plan.usable}
                parts={partsOf(plan, gpu)}
                label={`Memory of a GPU of stage ${gpu.stage} as a bar; the table below has the figures.`}
              />
            </div>
          ))}
        </div>
      )}
      <Scrolls label="What each GPU holds">
        <table class="gpus-table">
          <caption>In GiB; GPUs, layers and heads are counted from 0</caption>
          <thead>
            <tr>
              <Column>GPU</Column>
              <Column number>layers</Column>
              <Column>keeps</Column>
              {["weights", "cache", "states", "else", "left"].map((name) => (
                <Column key={name} number>
                  {name}
                </Column>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs(plan).map((one) => (
              <Row key={String(one.first)} {...one} />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}
