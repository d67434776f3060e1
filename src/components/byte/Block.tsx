import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Scrolls } from "../cells/Scrolls.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { BlockDrawing } from "./BlockDrawing.tsx";
import { blockNow, type Compared, compare } from "./block.ts";
import { percentOf, plain } from "./print.ts";

const widths = { broad: 620, narrow: 330 } as const;

type Now = ReturnType<typeof blockNow>;

/** How the other numbers fare, in words. */
const told = ({ rotated }: Now, { label, error, vanished, rotated: after }: Compared): string =>
  rotated
    ? `rotated and in ${label}, the other 31 numbers are off by ${percentOf(after)}`
    : `in ${label} the other 31 numbers are off by ${percentOf(error)}` +
      (vanished > 0 ? ` and ${vanished} of them come back as zero` : "");

function row(block: Now): { all: Compared[]; own: Compared } {
  const all = compare(block);
  return { all, own: all.find(({ id }) => id === block.format)! };
}

/** What the block keeps beside the codes, in words. */
function kept({ blocks }: Now): string {
  const scales = blocks.map(({ scale }) => plain(scale)).join(" and ");
  const [{ minimum } = {}] = blocks;
  const name = blocks.length > 1 ? "Scales" : "Scale";
  return `${name} ${scales}${minimum === undefined ? "" : `, minimum ${plain(minimum)}`}`;
}

/** A block of the reader's numbers in the chosen format, drawn, summed up, and beside the others. */
export function Block() {
  const block = blockNow();
  const { numbers, back, codes, place } = block;
  const { all, own } = row(block);
  const label = `32 numbers and what ${own.label} keeps of them, between ${plain(-block.span)} and ${plain(block.span)}: ${told(block, own)}. The table below has every number.`;
  return (
    <>
      <figure class="block-figure" role="img" aria-label={label}>
        {(["broad", "narrow"] as const).map((name) => (
          <div key={name} class={`drawing ${name}`}>
            <BlockDrawing block={block} width={widths[name]} />
          </div>
        ))}
      </figure>
      <p class="note">
        Rings are the numbers, dots what comes back
        {block.rotated ? " once it is rotated again." : ", lines or the band what can come back."}{" "}
        Drag or tap in the drawing to move a number.
      </p>
      <p class="summary">
        {kept(block)}, {grouped(own.bytes)} bytes for 32 numbers:{" "}
        <span class="ink computed">{percentOf(block.rotated ? own.rotated : own.error)}</span> off
        for the other 31
        {!block.rotated && own.vanished > 0 ? `, ${own.vanished} of which come back as zero.` : "."}
      </p>
      <Scrolls label="The same numbers in every format">
        <table class="compared">
          <thead>
            <tr>
              <Column>kept as</Column>
              <Column number>bytes</Column>
              <Column number>the other 31 off by</Column>
              <Column number>lost to zero</Column>
              <Column number>rotated first</Column>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one.id} data-chosen={one.id === block.format}>
                <th scope="row">{one.label}</th>
                <td class="number">{one.bytes}</td>
                <td class="number computed">{percentOf(one.error)}</td>
                <td class="number">{one.vanished}</td>
                <td class="number computed">{percentOf(one.rotated)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <details class="every-number">
        <summary>Every number</summary>
        <Scrolls label="Every number of the block">
          <table>
            <thead>
              <tr>
                <Column number>place</Column>
                <Column number>number</Column>
                <Column number>code</Column>
                <Column number>comes back</Column>
              </tr>
            </thead>
            <tbody>
              {numbers.map((value, index) => (
                <tr key={index} data-chosen={index === place}>
                  <th scope="row" class="number">
                    {index + 1}
                  </th>
                  <td class="number">{plain(value, 6)}</td>
                  <td class="number">{plain(codes[index]!)}</td>
                  <td class="number computed">{plain(back[index]!, 6)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      </details>
      <Spoken
        text={() => {
          const now = blockNow();
          return told(now, row(now).own);
        }}
      />
    </>
  );
}
