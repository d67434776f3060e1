import { grouped, plural } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { Copies } from "../formula/Copies.tsx";
import { Drawing } from "./Drawing.tsx";
import { Key } from "./Key.tsx";
import { poseOf } from "./pose.ts";
import { type Kept, keptAt, latent, sharingNames } from "./sharing.ts";
import { kvHeads, model, rank, ropeDim, type Shape, shapes } from "./state.ts";
import { useMoving } from "./useMoving.ts";
import { Working } from "./Working.tsx";
import { times, tokensInGib, whoReads } from "./words.ts";

/** What the reader chose, and what all heads of their own would keep instead. Reads signals. */
function chosen(): { shape: Shape; kept: Kept; most: Kept } {
  const name = model.value.value;
  const shape: Shape = shapes[name];
  const kept = keptAt(shape, kvHeads[name].value.value, latent());
  return { shape, kept, most: keptAt(shape, `${shape.queryHeads}`, latent()) };
}

/** The pose that the page was built with. */
const initialPose = () =>
  poseOf(shapes[model.initial], kvHeads[model.initial].initial, {
    rank: rank.initial,
    ropeDim: ropeDim.initial,
  });

const result = ({ shape, kept }: ReturnType<typeof chosen>): string =>
  `${sharingNames[kept.name]}, ${kept.name}: ${grouped(kept.bytes)} bytes per token in ${shape.name}`;

function Legend({ kept: { group } }: { kept: Kept }) {
  if (group.kind === "attention") {
    return (
      <p class="heads-legend">
        <b>kept, {plural(group.kvHeads, "time")}:</b> <Key of="keys">key of {group.keyDim}</Key>{" "}
        <Key of="values">value of {group.valueDim}</Key>
      </p>
    );
  }
  return (
    <p class="heads-legend">
      <b>kept, once:</b> <Key of="latent">latent of {group.rank}</Key>{" "}
      <Key of="rotary">rotary key of {group.ropeDim}</Key>{" "}
      <Key of="rebuilt">made from it, not kept</Key>
    </p>
  );
}

/** How the heads share: drawn, in words, and what a token then costs. */
export function Sharing() {
  const now = chosen();
  const { shape, kept, most } = now;
  const pose = useMoving(poseOf(shape, kept.stop, latent()), initialPose());
  const more =
    kept.bytes === most.bytes
      ? "Nothing is shared, and nothing saved."
      : `A KV head for each query head would take ${times(most.bytes, kept.bytes)} times as much.`;
  return (
    <div class="sharing">
      <p class="heads-legend">
        <b>{shape.queryHeads} query heads</b> ask; nothing of them is kept
      </p>
      <Drawing pose={pose} label={`${shape.name}, one layer. ${whoReads(shape, kept)}`} />
      <Legend kept={kept} />
      <p class="who-reads">
        <strong>
          {sharingNames[kept.name]} ({kept.name}).
        </strong>{" "}
        {whoReads(shape, kept)}
        {kept.stop === shape.own && ` This is what ${shape.name} does.`}
      </p>
      <Working kept={kept} />
      <p class="beside">
        {more} One GiB holds <span class="computed">{tokensInGib(kept.bytes)}</span> tokens.
      </p>
      <Copies id="sharing" formula={kept.formula} values={kept.values} />
      <Spoken text={() => result(chosen())} />
    </div>
  );
}
