import { printBytes } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { type Known, printedBytes } from "./amounts.ts";
import { gpusFor, guideBytes } from "./guide.ts";
import { percent } from "./print.ts";
import { heads } from "./state.ts";

const boxes = 12;
const gap = 0.6;
const boxWidth = (100 - gap * (boxes - 1)) / boxes;

/** The row of GPUs in a cluster's guide, filled with weights and then with one request's cache. */
export function Guide({ known }: { readonly known: Known }) {
  const model = known.models["llama-3.1-405b"];
  const capacity = printedBytes(known.guide.capacity);
  const { weights, cache } = guideBytes(model, Number(heads.value.value));
  const total = weights + cache;
  const count = gpusFor(total, capacity);
  const told = () => {
    const now = guideBytes(model, Number(heads.value.value));
    const sum = now.weights + now.cache;
    return `With ${heads.value.value} KV heads: ${printBytes(now.weights, "GB")} of weights and ${printBytes(now.cache, "GB")} of cache are ${printBytes(sum, "GB")}, which is ${gpusFor(sum, capacity)} GPUs of ${known.guide.capacity.replace(" ", "\u00a0")}.`;
  };
  /** What of an amount that begins at `from` and ends at `to` lies in a box, as its place and width. */
  const inBox = (box: number, from: bigint, to: bigint) => {
    const [first, last] = [BigInt(box) * capacity, BigInt(box + 1) * capacity];
    const low = from > first ? from : first;
    const high = to < last ? to : last;
    return high <= low ? undefined : { low: low - first, width: high - low };
  };
  return (
    <div class="fit-guide">
      <svg role="img" aria-label={told()} width="100%" height="58">
        {Array.from({ length: boxes }, (_, box) => {
          const x = box * (boxWidth + gap);
          const place = (bytes: bigint) =>
            (Number.parseFloat(percent(bytes, capacity)) * boxWidth) / 100;
          const parts = [
            { id: "weights", span: inBox(box, 0n, weights) },
            { id: "cache", span: inBox(box, weights, total) },
          ];
          return (
            <g key={String(box)} data-used={BigInt(box) < count}>
              <rect class="device" x={`${x}%`} y="4" width={`${boxWidth}%`} height="34" />
              {parts.map(
                ({ id, span }) =>
                  span && (
                    <rect
                      key={id}
                      class={`ground-${id}`}
                      x={`${x + place(span.low)}%`}
                      y="4"
                      width={`${place(span.width)}%`}
                      height="34"
                    />
                  ),
              )}
              <text x={`${x + boxWidth / 2}%`} y="54" text-anchor="middle">
                {box + 1}
              </text>
            </g>
          );
        })}
      </svg>
      <p class="told">
        <span class="computed">{told()}</span>
      </p>
      <Spoken text={told} />
    </div>
  );
}
