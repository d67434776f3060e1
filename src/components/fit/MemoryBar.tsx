import { bytesPer } from "../../lib/quantity/bytes.ts";
import { grouped, printBytes } from "../../lib/quantity/print.ts";
import { percent } from "./print.ts";

const mostTicks = 7n;
/** Most lines that are drawn within a part. */
const mostSlices = 64n;

/** What takes a part of a GPU's memory; its id decides how it is drawn. */
export interface Part {
  readonly id: "weights" | "other" | "cache" | "state";
  readonly name: string;
  readonly bytes: bigint;
  /** Bytes of each of the equal slices it is made of, and how many, where they are to be seen. */
  readonly slices?: { readonly count: bigint; readonly each: bigint };
}

/** Bytes of several parts. */
const partsBytes = (parts: readonly Part[]): bigint =>
  parts.reduce((sum, { bytes }) => sum + bytes, 0n);

/** Marks of the scale: steps of 1, 2 or 5 times a power of ten GiB, the first that are few enough. */
function ticks(scale: bigint): bigint[] {
  const gib = scale / bytesPer.GiB;
  const steps = Array.from({ length: 12 }, (_, power) =>
    [1n, 2n, 5n].map((one) => one * 10n ** BigInt(power)),
  ).flat();
  const step = steps.find((one) => gib / one < mostTicks)!;
  return Array.from({ length: Number(gib / step) + 1 }, (_, place) => BigInt(place) * step);
}

/** The patterns that bars and their keys are drawn with; once on a page. */
export const BarPatterns = () => (
  <svg class="defs" width="0" height="0" aria-hidden="true">
    <pattern id="fit-other" width="6" height="6" patternUnits="userSpaceOnUse">
      <path d="M0 6 6 0" class="stroke-other" />
    </pattern>
    <pattern id="fit-outside" width="8" height="8" patternUnits="userSpaceOnUse">
      <circle cx="2" cy="2" r="1" class="dot-outside" />
    </pattern>
    <pattern id="fit-missing" width="8" height="8" patternUnits="userSpaceOnUse">
      <path d="M0 0 8 8" />
    </pattern>
  </svg>
);

interface Props {
  /** All of it, and as much of it as may be used, in bytes. */
  readonly device: bigint;
  readonly usable: bigint;
  readonly parts: readonly Part[];
  readonly label: string;
}

/** A GPU's memory as a bar to scale: its parts from the left, and where what may be used ends. */
export function MemoryBar({ device, usable, parts, label }: Props) {
  const needed = partsBytes(parts);
  const scale = needed > device ? needed : device;
  const at = (bytes: bigint) => percent(bytes, scale);
  const before = (place: number) => partsBytes(parts.slice(0, place));
  return (
    <svg role="img" aria-label={label} width="100%" height="92">
      <rect class="device" x="0" y="8" width={at(device)} height="48" />
      <rect class="outside" x={at(usable)} y="8" width={at(device - usable)} height="48" />
      {parts.map(({ id, bytes, slices }, place) => (
        <g key={id}>
          {["ground", "part"].map((name) => (
            <rect
              key={name}
              class={`${name}-${id}`}
              x={at(before(place))}
              y="8"
              width={at(bytes)}
              height="48"
            />
          ))}
          {slices &&
            slices.count <= mostSlices &&
            Array.from({ length: Math.max(0, Number(slices.count) - 1) }, (_, slice) => {
              const x = at(before(place) + slices.each * BigInt(slice + 1));
              return <line key={x} class="slice" x1={x} x2={x} y1="8" y2="56" />;
            })}
        </g>
      ))}
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
      <rect class="device-edge" x="0" y="8" width={at(device)} height="48" />
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
  );
}

/** How a part is drawn in a bar, beside its name. */
export const Key = ({ id }: { readonly id: string }) => (
  <svg class="key" width="18" height="12" aria-hidden="true">
    <rect class={`ground-${id}`} width="18" height="12" />
    <rect class={`part-${id}`} width="18" height="12" />
  </svg>
);

/** A figure of a table whose column names the unit. */
export const bare = (bytes: bigint, unit: "GiB" | "GB"): string =>
  printBytes(bytes, unit).replace(/\u00a0.*/, "");
