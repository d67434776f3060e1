import { bytesPer } from "../../lib/quantity/bytes.ts";
import { grouped, printBytes } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { type Fit, fitOf, type Known } from "./amounts.ts";
import { binary, percent, plural } from "./print.ts";
import { gpu, model, requests, tokens, tp } from "./state.ts";

/** Most requests that are drawn one by one. */
const mostSlices = 64n;
const mostTicks = 7n;

interface Part {
  readonly id: "weights" | "other" | "cache";
  readonly name: string;
  readonly bytes: bigint;
}

const partsOf = ({ device, cache }: Fit): Part[] => [
  { id: "weights", name: "weights", bytes: device.weights },
  { id: "other", name: "everything else, assumed", bytes: device.other },
  {
    id: "cache",
    name: `cache of ${plural(requests.value.value, "request")}`,
    bytes: cache,
  },
];

/** Marks of the scale: steps of 1, 2 or 5 times a power of ten GiB, the first that are few enough. */
function ticks(scale: bigint): bigint[] {
  const gib = scale / bytesPer.GiB;
  const steps = Array.from({ length: 12 }, (_, power) =>
    [1n, 2n, 5n].map((one) => one * 10n ** BigInt(power)),
  ).flat();
  const step = steps.find((one) => gib / one < mostTicks)!;
  return Array.from({ length: Number(gib / step) + 1 }, (_, place) => BigInt(place) * step);
}

function onGpus(): string {
  const name = gpu.labels[gpu.value.value]!;
  return tp.value.value === "1" ? `one ${name}` : `each of ${tp.value.value} ${name}`;
}

/** Whether it fits, in a sentence. Reads signals. */
function verdict({ room, left }: Fit): string {
  const asked = `${plural(requests.value.value, "request")} of ${plural(tokens.value.value, "token")}`;
  if (room < 0n)
    return `Not even the weights and the rest fit: ${binary(-room)} are missing on ${onGpus()}.`;
  return left < 0n
    ? `It does not fit: for ${asked}, ${binary(-left)} are missing on ${onGpus()}.`
    : `It fits: with ${asked}, ${binary(left)} are left on ${onGpus()}.`;
}

/** What the same room would hold instead. Reads signals. */
function instead({ room, most, longest, longestAlone }: Fit): string {
  if (room < 0n) return "";
  const many = requests.value.value;
  const number = most === undefined ? "any number" : grouped(most);
  const each = (length: bigint | undefined) =>
    length === undefined ? "as long as you like" : `${plural(length, "token")} long`;
  const together = many === 1 ? "" : ` ${grouped(many)} at once can each be ${each(longest)}.`;
  return `At this length ${number} would fit, exactly. One request alone can be ${each(longestAlone)}.${together}`;
}

/** The memory of one GPU as a bar, to scale. */
export function Bar({ known }: { readonly known: Known }) {
  const fit = fitOf(known);
  const { device, usable, perRequest } = fit;
  const parts = partsOf(fit);
  const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0n);
  const scale = needed > device.bytes ? needed : device.bytes;
  const at = (bytes: bigint) => percent(bytes, scale);
  const before = (place: number) =>
    parts.slice(0, place).reduce((sum, { bytes }) => sum + bytes, 0n);
  const count = BigInt(requests.value.value);
  const slices = count <= mostSlices ? Number(count) - 1 : 0;
  const fits = fit.left >= 0n;
  const label = `The memory of ${onGpus()} as a bar: ${parts.map(({ name, bytes }) => `${name} ${binary(bytes)}`).join(", ")}; ${binary(usable)} of ${binary(device.bytes)} may be used. The table below has the figures.`;
  return (
    <div class="fit-bar" data-fits={fits}>
      <p class="verdict">
        <span class="computed">{verdict(fit)}</span>
      </p>
      <svg role="img" aria-label={label} width="100%" height="92">
        <defs>
          <pattern id="fit-other" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M0 6 6 0" class="stroke-other" />
          </pattern>
          <pattern id="fit-outside" width="8" height="8" patternUnits="userSpaceOnUse">
            <circle cx="2" cy="2" r="1" class="dot-outside" />
          </pattern>
          <pattern id="fit-missing" width="8" height="8" patternUnits="userSpaceOnUse">
            <path d="M0 0 8 8" />
          </pattern>
        </defs>
        <rect class="device" x="0" y="8" width={at(device.bytes)} height="48" />
        <rect class="outside" x={at(usable)} y="8" width={at(device.bytes - usable)} height="48" />
        {parts.map(({ id, bytes }, place) => (
          <g key={id}>
            <rect
              class={`ground-${id}`}
              x={at(before(place))}
              y="8"
              width={at(bytes)}
              height="48"
            />
            <rect class={`part-${id}`} x={at(before(place))} y="8" width={at(bytes)} height="48" />
          </g>
        ))}
        {Array.from({ length: Math.max(0, slices) }, (_, place) => {
          const x = at(device.weights + device.other + perRequest * BigInt(place + 1));
          return <line key={x} class="slice" x1={x} x2={x} y1="8" y2="56" />;
        })}
        {needed > usable &&
          ["veil", "part-missing"].map((name) => (
            <rect
              key={name}
              class={name}
              x={at(usable)}
              y="8"
              width={at(needed - usable)}
              height="48"
            />
          ))}
        <rect class="device-edge" x="0" y="8" width={at(device.bytes)} height="48" />
        <line class="limit" x1={at(usable)} x2={at(usable)} y1="0" y2="64" />
        {ticks(scale).map((gib) => {
          const x = at(gib * bytesPer.GiB);
          return (
            <g key={x} class="tick">
              <line x1={x} x2={x} y1="58" y2="64" />
              <text x={x} y="80" text-anchor={gib === 0n ? "start" : "middle"}>
                {gib === 0n ? "0 GiB" : grouped(gib)}
              </text>
            </g>
          );
        })}
      </svg>
      <table class="parts">
        <caption>
          On {onGpus()}, serving {known.models[model.value.value].name}
        </caption>
        <thead>
          <tr>
            <th scope="col">part</th>
            <th scope="col" class="number">
              GiB
            </th>
            <th scope="col" class="number">
              GB
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ id, name, bytes }) => (
            <Row key={id} id={id} name={name} bytes={bytes} />
          ))}
          <Row
            id={fits ? "left" : "missing"}
            name={fits ? "left for more" : "missing"}
            bytes={fits ? fit.left : -fit.left}
          />
          <Row id="outside" name="not to be used, assumed" bytes={device.bytes - usable} />
        </tbody>
      </table>
      <p class="instead">{instead(fit)}</p>
      <Spoken text={() => verdict(fitOf(known))} />
    </div>
  );
}

function Row({ id, name, bytes }: { id: string; name: string; bytes: bigint }) {
  return (
    <tr data-part={id}>
      <th scope="row">
        <svg class="key" width="18" height="12" aria-hidden="true">
          <rect class={`ground-${id}`} width="18" height="12" />
          <rect class={`part-${id}`} width="18" height="12" />
        </svg>
        {name}
      </th>
      <td class="number computed">{printBytes(bytes, "GiB").replace(/\u00a0.*/, "")}</td>
      <td class="number computed">{printBytes(bytes, "GB").replace(/\u00a0.*/, "")}</td>
    </tr>
  );
}
