import { plural } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { type Kept, keptOf } from "./number.ts";
import { plain } from "./print.ts";
import { readNumber } from "./read.ts";
import { number } from "./state.ts";

const parts = ["sign", "exponent", "mantissa"] as const;

function Bits({ kept }: { readonly kept: Kept }) {
  const told = parts.map((part) => `${part} ${kept[part]}`).join(", ");
  return (
    <div class="bits" role="img" aria-label={`${kept.label}: ${told}`}>
      {parts.flatMap((part) =>
        [...kept[part]].map((bit, place) => (
          <span key={`${part}${place}`} class={part}>
            {bit}
          </span>
        )),
      )}
    </div>
  );
}

const said = (): string => {
  const value = readNumber(number.value.value);
  if (value === undefined) return "";
  return keptOf(value)
    .map(({ label, off }) => `${label}: ${off}`)
    .join("; ");
};

let last = Number(number.initial);

/** A number as each format keeps it, bit by bit. */
export function NumberBits() {
  last = readNumber(number.value.value) ?? last;
  return (
    <>
      <ul class="bit-key" aria-hidden="true">
        {parts.map((part) => (
          <li key={part}>
            <span class="bits">
              <span class={part}>1</span>
            </span>
            {part}
          </li>
        ))}
      </ul>
      <ul class="kept">
        {keptOf(last).map((kept) => (
          <li key={kept.id} data-format={kept.id}>
            <p class="name">
              <strong>{kept.label}</strong>
              <span class="quiet">{plural(kept.bytes, "byte")}</span>
            </p>
            <Bits kept={kept} />
            <p class="back">
              keeps <span class="ink computed">{plain(kept.value)}</span>, <span>{kept.off}</span>
              {kept.step !== undefined && (
                <span class="quiet">; the next is {plain(kept.step, 3)} away</span>
              )}
            </p>
          </li>
        ))}
      </ul>
      <Spoken text={said} />
    </>
  );
}
