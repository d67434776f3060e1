import { fourBitBlock, fourBitBytes, fourBitParts } from "../../lib/memory/four-bit.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, significant } from "../../lib/quantity/print.ts";
import { multiply, ratio, subtract, toNumber } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { modelNames } from "../llama31/models.ts";
import { frozenParts, sum } from "./account.ts";
import { bytesOf, type Known } from "./printed.ts";
import { scales } from "./state.ts";

/** One block to scale: its numbers, its scale, and its share of the scale of scales. */
export function BlockDrawing() {
  const twice = scales.value.value === "8bit";
  const { numbers } = fourBitBlock;
  const parts = fourBitParts(twice);
  const bits = {
    numbers: toNumber(parts.number) * numbers,
    scale: toNumber(parts.scale) * numbers,
    ofScales: toNumber(parts.scaleOfScales) * numbers,
  };
  const all = significant(multiply(fourBitBytes(twice), ratio(8)), 4);
  const widest = 4 * numbers + 32;
  const between = Array.from({ length: numbers - 1 }, (_, i) => (i + 1) * 4);
  const label = `One block to scale: ${numbers} numbers of 4 bits, a scale of ${bits.scale} bits${twice ? `, and ${bits.ofScales} of a bit for the scale of scales` : ""}: ${all} bits for each number.`;
  return (
    <div class="block-drawing" role="img" aria-label={label}>
      <svg viewBox={`0 0 ${widest} 10`} preserveAspectRatio="none" aria-hidden="true">
        <rect class="kept-frozen" width={bits.numbers} height="10" />
        <rect class="kept-gradient" x={bits.numbers} width={bits.scale} height="10" />
        <rect
          class="kept-moments"
          x={bits.numbers + bits.scale}
          width={bits.ofScales}
          height="10"
        />
        <path class="between" d={between.map((x) => `M${x} 0V10`).join("")} />
      </svg>
      <p class="note">
        {numbers} numbers of 4 bits, one scale of {bits.scale} bits
        {twice && `, and its share of a scale for ${fourBitBlock.scales} scales`}:{" "}
        <span class="computed">{all}</span> bits for each number.
      </p>
    </div>
  );
}

/** The frozen model in 4-bit for each size, and what the table leaves for everything else. */
export function FourBitTable({ known }: { readonly known: Known }) {
  const printed = known.cells.filter((cell) => cell.method === "qlora");
  return (
    <table class="counts">
      <thead>
        <tr>
          <Column>Model</Column>
          <Column number>4-bit, GB</Column>
          <Column number>16-bit, GB</Column>
          <Column number>Frozen, GB</Column>
          <Column number>Printed</Column>
          <Column number>Left, GB</Column>
        </tr>
      </thead>
      <tbody>
        {modelNames.map((name) => {
          const parts = frozenParts(name, "qlora");
          const cell = printed.find(({ row }) => row === name)!;
          const gb = (bytes: bigint) => decimals(inUnit(bytes, "GB"), 2);
          const left = subtract(inUnit(bytesOf(cell), "GB"), inUnit(sum(parts), "GB"));
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="computed number">{gb(parts[0]!.bytes)}</td>
              <td class="computed number">{gb(parts[1]!.bytes)}</td>
              <td class="computed number">{gb(sum(parts))}</td>
              <td class="published number">{cell.printed}</td>
              <td class="computed number">{decimals(left, 2)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
