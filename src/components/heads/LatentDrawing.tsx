import { numbersPerToken } from "../../lib/memory/numbers.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { Key } from "./Key.tsx";
import { groupAt, keptAt, latent } from "./sharing.ts";
import { plainDim, type Shape, shapes } from "./state.ts";
import { Working } from "./Working.tsx";
import { times } from "./words.ts";

/** A run of numbers, as wide as there are of them. */
interface Run {
  readonly kind: "latent" | "rotary" | "keys" | "values";
  readonly count: number;
  readonly words: string;
}

/** Heads as most models have them, to compare with. */
const usual: Shape = shapes["8B"];

const height = 22;

/** Hundredths of the drawing that a number takes, and a word and a number. */
const narrowest = 7;
const wordy = 16;

function Row({ runs, top, unit }: { runs: readonly Run[]; top: number; unit: number }) {
  let at = 0;
  return (
    <>
      {runs.map(({ kind, count, words }) => {
        const [x, width] = [at, count * unit];
        at += width;
        return (
          <g key={kind}>
            <rect class={kind} x={`${x}%`} y={top} width={`${width}%`} height={height} />
            {width > narrowest && (
              <text x={`${x + width / 2}%`} y={top + 15.5}>
                {width > wordy && words} {grouped(count)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** What is kept, in a sentence. Reads signals. */
const said = (): string => {
  const { numbers, bytes } = keptAt(shapes.V3, "mla", latent());
  return `${grouped(numbers)} numbers per token and layer, ${grouped(bytes)} bytes per token`;
};

/** What MLA keeps of a token, and what is made from it for every head, all to one scale. */
export function LatentDrawing() {
  const { rank, ropeDim } = latent();
  const shape: Shape = { ...shapes.V3, keyDim: plainDim + ropeDim };
  const kept = keptAt(shape, "mla", { rank, ropeDim });
  const whole = keptAt(shape, `${shape.queryHeads}`, { rank, ropeDim });
  const oneHead = numbersPerToken(groupAt(usual, "1", { rank, ropeDim }));
  const unit = 100 / Math.max(rank + ropeDim, shape.keyDim + shape.valueDim);
  const head: Run[] = [
    { kind: "keys", count: plainDim, words: "key" },
    { kind: "rotary", count: ropeDim, words: "rotary" },
    { kind: "values", count: shape.valueDim, words: "value" },
  ];
  const label = `To scale: a latent of ${rank} numbers and a rotary key of ${ropeDim} are kept. From them come, for each of ${shape.queryHeads} heads, a key of ${shape.keyDim} numbers, ${ropeDim} of which are the same rotary key, and a value of ${shape.valueDim}.`;
  return (
    <div class="latent-cell">
      <p class="heads-legend">
        <b>kept,</b> once per token and layer: <span class="computed">{grouped(kept.numbers)}</span>{" "}
        numbers
      </p>
      <svg class="latent-drawing" role="img" aria-label={label} width="100%" height="172">
        <Row
          runs={[
            { kind: "latent", count: rank, words: "latent" },
            { kind: "rotary", count: ropeDim, words: "rotary" },
          ]}
          top={1}
          unit={unit}
        />
        <text class="quiet" x="0" y="46">
          made from it, for each head:
        </text>
        {[0, 1, 2].map((row) => (
          <g key={row} class="made-row">
            <Row runs={head} top={56 + row * (height + 4)} unit={unit} />
          </g>
        ))}
        <text class="quiet" x="0" y="148">
          … {shape.queryHeads - 3} heads more
        </text>
      </svg>
      <p class="heads-legend">
        <Key of="latent">latent</Key> <Key of="rotary">rotary key, one for all heads</Key>{" "}
        <Key of="keys">key</Key> <Key of="values">value</Key>
      </p>
      <Working kept={kept} />
      <p class="beside">
        As many numbers as <span class="computed">{times(kept.numbers, oneHead)}</span> KV heads of{" "}
        {usual.keyDim} would keep. Made for all {shape.queryHeads} heads, keys and values are{" "}
        <span class="computed">{grouped(whole.numbers)}</span> numbers, which is{" "}
        <span class="computed">{times(whole.numbers, kept.numbers)}</span> times what is kept.
      </p>
      <Spoken text={said} />
    </div>
  );
}
