import { weightBytes } from "../../lib/memory/weights.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import type { Known } from "./known.ts";
import type { Mixture } from "./mixtures.ts";
import { both, percent } from "./print.ts";
import { mixture } from "./state.ts";

interface Props {
  readonly known: Known;
}

/** The mixture the reader looks into. Reads a signal. */
const chosenMixture = ({ mixtures }: Known): Mixture => mixtures[mixture.value.value];

const width = 1000;
const height = 100;

/** Everything once to scale: what every token uses, and the experts as stripes, the chosen ones full. */
export function ExpertsMap({ known }: Props) {
  const of = chosenMixture(known);
  const left = Number((of.others * BigInt(width * 100)) / of.total) / 100;
  const each = (width - left) / of.experts;
  const label = `${of.name} to scale: ${percent(of.others, of.total)} of its parameters work on every token; the rest are ${of.experts} experts in a layer, of which ${of.chosen} work on one token.`;
  const between = Array.from({ length: of.experts }, (_, i) => left + i * each);
  return (
    <>
      <div class="experts-map" role="img" aria-label={label}>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          <rect class="idle" x={left} width={width - left} height={height} />
          <rect class="always" x={0} width={left} height={height} />
          <rect class="chosen" x={left} width={each * of.chosen} height={height} />
          <path class="between" d={between.map((x) => `M${x.toFixed(2)} 0V${height}`).join("")} />
        </svg>
      </div>
      <p class="note">
        <span class="key">
          <i class="swatch always" />
          for every token {percent(of.others, of.total)}
        </span>
        <span class="key">
          <i class="swatch chosen" />
          {of.chosen} of {of.experts} experts{" "}
          {percent((of.routed * BigInt(of.chosen)) / BigInt(of.experts), of.total)}
        </span>
        <span class="key">
          <i class="swatch idle" />
          idle for this token {percent(of.total - of.active, of.total)}
        </span>
        Each of {of.routedLayers} layers chooses anew; a stripe is one expert of all of them.
      </p>
    </>
  );
}

/** What a mixture of experts has, and what of it works on one token. */
export function ExpertsTable({ known }: Props) {
  const of = chosenMixture(known);
  const rows = [
    { name: "all, to be held in memory", count: of.total },
    { name: "at work on one token", count: of.active },
    { name: "the same without the embedding table", count: of.active - of.embedding },
  ];
  return (
    <table class="counts">
      <thead>
        <tr>
          <Column>{of.name}</Column>
          <Column number>Parameters</Column>
          <Column>In 16-bit</Column>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="computed number">{grouped(count)}</td>
            <td class="computed">{both(weightBytes(count, "fp16"))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The two counts as the publisher prints them. */
export function ExpertsStated({ known }: Props) {
  const { stated } = chosenMixture(known);
  const { total, per_token, address, where } = stated;
  return (
    <p class="note">
      Its publisher states{" "}
      <a class="ink published" href={address}>
        {total}
      </a>{" "}
      in all and{" "}
      <a class="ink published" href={address}>
        {per_token}
      </a>{" "}
      for a token ({where}).
    </p>
  );
}
