import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { bytesPerNumber, shapeOf } from "./amounts.ts";
import { BlockDrawing } from "./BlockDrawing.tsx";
import { tokensPerSlice } from "./block.ts";
import { modelNames } from "./models.ts";
import { missing, pieceOf, shownTokens } from "./piece.ts";
import { binary, counted } from "./print.ts";
import { model, scale } from "./state.ts";

const bytes = (...factors: readonly number[]): bigint =>
  factors.reduce((product, factor) => product * BigInt(factor), BigInt(bytesPerNumber));

const times = (...factors: readonly number[]): string => factors.map(grouped).join(" × ");

function told(): string {
  const shape = shapeOf(model.value.value);
  const { layer, head, part } = pieceOf(shape);
  const tokens = shownTokens();
  return `Layer ${layer} of ${shape.layers}, KV head ${head} of ${shape.heads}, its ${part}: ${binary(bytes(shape.dim))} a token, ${binary(bytes(shape.dim, tokens))} for ${counted(tokens, "token")}.`;
}

/** The block, and its scale in words. */
export function Block() {
  const { dim } = shapeOf(model.value.value);
  const slice = tokensPerSlice(shownTokens());
  return (
    <>
      {[
        { name: "broad", width: 640 },
        { name: "narrow", width: 340 },
      ].map(({ name, width }) => (
        <div key={name} class={`drawing ${name}`}>
          <BlockDrawing width={width} />
        </div>
      ))}
      <p class="note">
        Drawn to scale: a row is one layer, a column {grouped(dim)} numbers of one KV head, a line
        into the depth {counted(slice, "token")}. So the smallest brick between lines is{" "}
        {binary(bytes(dim, slice))}, and the volume is the memory.{" "}
        {scale.value.value === "same"
          ? "Rows and columns are as large for every model."
          : "Rows and columns are as large as this model lets them be."}
      </p>
    </>
  );
}

/** The piece that is pointed at or chosen, in words. */
export function PieceTold() {
  const slug = model.value.value;
  const beyond = missing(shapeOf(slug));
  return (
    <>
      <p class="summary">{told()}</p>
      {beyond && (
        <p class="refused">
          {modelNames[slug]} has no {beyond}; the last one is shown.
        </p>
      )}
      <Spoken text={told} />
    </>
  );
}

/** What the pieces of the block take. */
export function BlockTable() {
  const slug = model.value.value;
  const shape = shapeOf(slug);
  const { layers, heads, dim } = shape;
  const { layer, head, part } = pieceOf(shape);
  const tokens = shownTokens();
  const rows = [
    { what: `one ${part.slice(0, -1)}: layer ${layer}, head ${head}, one token`, of: [dim] },
    { what: `the ${part} of head ${head} in layer ${layer}, all tokens`, of: [dim, tokens] },
    { what: `layer ${layer}: all heads, keys and values`, of: [2, heads, dim, tokens] },
    { what: "one token: the front, all layers", of: [2, layers, heads, dim] },
    { what: "the whole block", of: [2, layers, heads, dim, tokens] },
  ];
  return (
    <table>
      <caption>
        {modelNames[slug]} at {counted(tokens, "token")}, two bytes a number
      </caption>
      <thead>
        <tr>
          <Column>piece</Column>
          <Column>numbers</Column>
          <Column number>memory</Column>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, of }) => (
          <tr key={of.length}>
            <th scope="row">{what}</th>
            <td>{times(...of)}</td>
            <td class="number computed">
              {binary(bytes(...of))}
              {bytes(...of) >= 1024n && <span class="exact">{grouped(bytes(...of))} B</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
