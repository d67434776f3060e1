import { type StoredPart, storedTotal } from "../../lib/memory/parameters/mixed.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { elementTypes } from "../../lib/quantity/element.ts";
import { decimals, grouped, printBytes } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import {
  allFiles,
  asOfficial,
  checkpoint,
  files,
  partNames,
  plain16,
  plainFp8,
} from "./checkpoint.ts";
import type { Known } from "./known.ts";
import { percent } from "./print.ts";

interface Bar {
  readonly name: string;
  readonly parts: readonly StoredPart[];
}

const width = 1000;
const scale = (bytes: bigint): number => Number((bytes * BigInt(width)) / storedTotal(plain16));

/** The checkpoint in the formats chosen, and what it would be in one, to one scale. */
export function RecipeBars() {
  const bars: readonly Bar[] = [
    { name: asOfficial() ? "as the recipe has it" : "as chosen above", parts: checkpoint() },
    { name: "FP8 throughout", parts: plainFp8 },
    { name: "16-bit throughout", parts: plain16 },
  ];
  const label = `Checkpoints of the 405B to one scale: ${bars.map(({ name, parts }) => `${name}, ${printBytes(storedTotal(parts), "GB")}`).join("; ")}; the table below has the parts of the first.`;
  const widest = Math.max(width, ...bars.map(({ parts }) => scale(storedTotal(parts))));
  return (
    <div class="recipe-bars" role="img" aria-label={label}>
      {bars.map(({ name, parts }) => {
        let left = 0;
        return (
          <div key={name} aria-hidden="true">
            <p>
              {name} <span class="computed">{printBytes(storedTotal(parts), "GB")}</span>
            </p>
            <svg viewBox={`0 0 ${widest} 10`} preserveAspectRatio="none" aria-hidden="true">
              {parts.map(({ id, bytes }) => {
                const at = left;
                left += scale(bytes);
                return (
                  <rect
                    key={id}
                    class={`stored-${id}`}
                    x={at}
                    y={0}
                    width={left - at}
                    height={10}
                  />
                );
              })}
            </svg>
          </div>
        );
      })}
    </div>
  );
}

/** The checkpoint of the 405B, part by part, in the formats chosen. */
export function RecipeTable() {
  const parts = checkpoint();
  return (
    <table class="counts">
      <thead>
        <tr>
          <Column>Part</Column>
          <Column number>Parameters</Column>
          <Column>Format</Column>
          <Column number>Takes</Column>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ id, numbers, type, bytes }) => (
          <tr key={id}>
            <th scope="row">
              <i class={`swatch stored-${id}`} />
              {partNames[id]}
            </th>
            <td class="computed number">{grouped(numbers)}</td>
            <td>{elementTypes[type].label}</td>
            <td class="computed number">{decimals(inUnit(bytes, "GB"), 2)} GB</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all, once</th>
          <td class="computed number">
            {grouped(parts.reduce((sum, { numbers }) => sum + numbers, 0n))}
          </td>
          <td />
          <td class="computed number">{decimals(inUnit(storedTotal(parts), "GB"), 2)} GB</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** All files of the checkpoint against the size that is listed for each. */
export function RecipeSum({ known }: { readonly known: Known }) {
  const ours = allFiles(checkpoint());
  const theirs = known.listed * BigInt(files);
  const apart = theirs - ours;
  const size = apart < 0n ? -apart : apart;
  return (
    <p class="note">
      In {files} files, each with all the norms: <span class="computed">{grouped(ours)}</span>{" "}
      bytes. Meta lists <span class="published">{grouped(theirs)}</span>, {grouped(size)}{" "}
      {apart < 0n ? "less" : "more"} ({percent(size, theirs)}).
    </p>
  );
}
