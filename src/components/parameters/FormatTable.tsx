import { weightBytes } from "../../lib/memory/weights.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { bytesPerElement, type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";
import { decimals } from "../../lib/quantity/print.ts";
import { multiply, ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { drawn } from "./count.ts";
import { few } from "./print.ts";

const formats: readonly ElementTypeId[] = [
  "fp32",
  "fp16",
  "q8_0",
  "fp8",
  "q4_0",
  "nvfp4",
  "mxfp4",
  "int4",
];

/** What one parameter and all of them take in a format used throughout, scales of blocks included. */
export function FormatTable() {
  const { count, outdated } = drawn();
  return (
    <table class={outdated ? "counts outdated" : "counts"}>
      <caption>
        The parameters {outdated ? "counted last" : "counted above"}, all in one format
      </caption>
      <thead>
        <tr>
          <Column>Format</Column>
          <Column number>bits each</Column>
          <Column number>GB</Column>
          <Column number>GiB</Column>
        </tr>
      </thead>
      <tbody>
        {formats.map((id) => {
          const bytes = weightBytes(count.total, id);
          return (
            <tr key={id}>
              <th scope="row">{elementTypes[id].label}</th>
              <td class="number">{few(multiply(bytesPerElement(id), ratio(8)))}</td>
              <td class="computed number">{decimals(inUnit(bytes, "GB"), 2)}</td>
              <td class="computed number">{decimals(inUnit(bytes, "GiB"), 2)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
