import { grouped, plural } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { type Fit, fitOf, type Known } from "./amounts.ts";
import { BarPatterns, bare, Key, MemoryBar, type Part } from "./MemoryBar.tsx";
import { binary } from "./print.ts";
import { gpu, model, requests, tokens, tp } from "./state.ts";

const partsOf = ({ device, cache, perRequest }: Fit): Part[] => [
  { id: "weights", name: "weights", bytes: device.weights },
  { id: "other", name: "everything else, assumed", bytes: device.other },
  {
    id: "cache",
    name: `cache of ${plural(requests.value.value, "request")}`,
    bytes: cache,
    slices: { count: BigInt(requests.value.value), each: perRequest },
  },
];

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
  const { device, usable } = fit;
  const parts = partsOf(fit);
  const fits = fit.left >= 0n;
  const label = `The memory of ${onGpus()} as a bar: ${parts.map(({ name, bytes }) => `${name} ${binary(bytes)}`).join(", ")}; ${binary(usable)} of ${binary(device.bytes)} may be used. The table below has the figures.`;
  return (
    <div class="fit-bar" data-fits={fits}>
      <p class="verdict">
        <span class="computed">{verdict(fit)}</span>
      </p>
      <BarPatterns />
      <MemoryBar device={device.bytes} usable={usable} parts={parts} label={label} />
      <table class="parts">
        <caption>
          On {onGpus()}, serving {known.models[model.value.value].name}
        </caption>
        <thead>
          <tr>
            <Column>part</Column>
            <Column number>GiB</Column>
            <Column number>GB</Column>
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
        <Key id={id} />
        {name}
      </th>
      <td class="number computed">{bare(bytes, "GiB")}</td>
      <td class="number computed">{bare(bytes, "GB")}</td>
    </tr>
  );
}
