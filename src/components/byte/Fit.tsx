import { elementBytes } from "../../lib/engines/entry.ts";
import { type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";
import { grouped, plural } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { headDim } from "./state.ts";

const formats = ["fp16", "q8_0", "q5_0", "q4_0"] as const;
const block = elementTypes.q8_0.elements;

/** Bytes of a head's key in a format, or why an engine refuses it. */
function keyIn(type: ElementTypeId): { readonly bytes: bigint } | { readonly refused: string } {
  try {
    return { bytes: elementBytes(headDim.value.value, type, "a head’s key") };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

function verdict(): string {
  const width = headDim.value.value;
  const over = width % block;
  const blocks = Math.floor(width / block);
  const full = `${plural(blocks, "block")} of ${block}`;
  if (over === 0) return `${width} numbers fill ${full} evenly.`;
  const lower = width - over;
  const near = lower === 0 ? `${block}` : `${lower} and ${lower + block}`;
  return `${width} numbers fill ${full} and leave ${over} over. The nearest widths that fit: ${near}.`;
}

/** Whether blocks fill the key of a head of the width that the reader chose. */
export function Fit() {
  const width = headDim.value.value;
  const pieces = Array.from({ length: Math.ceil(width / block) }, (_, place) =>
    Math.min(block, width - place * block),
  );
  return (
    <>
      <div class="fit" role="img" aria-label={verdict()}>
        {pieces.map((size, place) => (
          <span key={place} class={size === block ? "full" : "over"} style={{ flexGrow: size }}>
            {pieces.length <= 9 && size}
          </span>
        ))}
      </div>
      <p class="summary">{verdict()}</p>
      <table class="fitting">
        <thead>
          <tr>
            <Column>kept as</Column>
            <Column>one head’s key</Column>
          </tr>
        </thead>
        <tbody>
          {formats.map((id) => {
            const found = keyIn(id);
            return (
              <tr key={id}>
                <th scope="row">{elementTypes[id].label}</th>
                <td>
                  {"bytes" in found ? (
                    <span class="ink computed">{grouped(found.bytes)} bytes</span>
                  ) : (
                    <span class="refused">refused: {found.refused}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Spoken text={verdict} />
    </>
  );
}
