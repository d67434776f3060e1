import { NumberField } from "../cells/NumberField.tsx";
import { kvHeads } from "./state.ts";
import { type Known, recompute } from "./table.ts";

interface Props {
  readonly known: Known;
  /** The id of the cell that the sentence is about. */
  readonly figure: string;
}

/** The claim of the article as a sentence with its one number open to change. Throws where there is no such cell. */
export function Sentence({ known, figure }: Props) {
  const cell = known.cells.find(({ id }) => id === figure);
  if (!cell) throw new Error(`the cache table has no figure ${figure}`);
  const { computed, ratio, agrees } = recompute(cell);
  return (
    <p class="sentence">
      With <NumberField input={kvHeads[cell.row]} bare term="num_key_value_heads" /> KV heads,{" "}
      {cell.column} tokens of the {cell.row} come to{" "}
      <output class="ink computed">{computed}</output>. The table prints{" "}
      <span class="ink published">{cell.printed}</span>, which is{" "}
      {agrees ? "the same to the last digit" : `${ratio} times as much`}.
    </p>
  );
}
