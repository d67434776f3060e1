import { printsSame } from "../../lib/audit/hypothesis.ts";
import { type ByteUnit, bytesPer, otherMeaning } from "../../lib/quantity/bytes.ts";
import { type PrintedFigure, parseFigure } from "../../lib/quantity/figure.ts";
import { ceil, multiply, ratio } from "../../lib/quantity/ratio.ts";
import type { ModelName } from "../llama31/models.ts";

/** A cell of the published table: what it prints, and what it was later changed to. */
export interface Cell {
  readonly row: ModelName;
  readonly method: "full" | "lora" | "qlora";
  readonly printed: string;
  readonly later: boolean;
}

/** What the article knows beside its inputs. */
export interface Known {
  readonly cells: readonly Cell[];
}

/** The figure a cell prints. Throws where it prints none. */
function figureOf({ printed }: Cell): PrintedFigure {
  const figure = parseFigure(printed);
  if (!figure) throw new Error(`${printed} is no figure`);
  return figure;
}

/** The bytes a cell prints, its unit taken at its word. */
export function bytesOf(cell: Cell): bigint {
  const { value, unit = "GB" } = figureOf(cell);
  return ceil(multiply(value, ratio(bytesPer[unit])));
}

/** The unit in which bytes print a cell's digits: its own, the one with the other meaning, or none. */
export function unitThatPrints(bytes: bigint, cell: Cell): ByteUnit | undefined {
  const figure = figureOf(cell);
  const { unit = "GB" } = figure;
  return [unit, otherMeaning(unit)].find((one) => printsSame(bytes, one, figure));
}

/** The columns of the table as techniques. */
export const methods: Readonly<Record<string, Cell["method"]>> = {
  "Full fine-tuning": "full",
  LoRA: "lora",
  QLoRA: "qlora",
};
