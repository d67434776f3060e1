import { computed, type ReadonlySignal } from "@preact/signals";
import {
  type CellSettings,
  cellAssumptions,
  cellBytes,
  cellCompute,
} from "../../lib/audit/cache-cell.ts";
import { best, type Compute, explain, printsSame } from "../../lib/audit/hypothesis.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { type PrintedFigure, parseFigure } from "../../lib/quantity/figure.ts";
import { decimals, grouped, significant } from "../../lib/quantity/print.ts";
import { divide, toNumber } from "../../lib/quantity/ratio.ts";
import type { Kilo } from "../../lib/quantity/tokens.ts";
import { type ModelName, shapeOf } from "../llama31/models.ts";
import { batch, element, kilo, kvHeads, unit } from "./state.ts";

export { shapeOf };

/** A cell of the published table as the page holds it. */
export interface PublishedCell {
  readonly id: string;
  readonly printed: string;
  readonly row: ModelName;
  readonly column: string;
}

/** The cells of the published table. */
export interface PublishedCells {
  readonly cells: readonly PublishedCell[];
  /** The lengths of the table, as its columns are labelled. */
  readonly columns: readonly string[];
}

/** What the article knows beside its inputs. */
export interface Known extends PublishedCells {
  /** For each expression what it was meant to recompute, in words, and what it comes to as it was asked. */
  readonly expressions: readonly { readonly meaning: string; readonly result: string }[];
}

/** A cell recomputed with the reader's inputs. */
export interface RecomputedCell {
  readonly bytes: bigint;
  readonly computed: string;
  /** How many times larger the published figure is than the computed one. */
  readonly ratio: string;
  readonly agrees: boolean;
  /** Why: the readings that agree, or each set of assumptions that prints the same digits. */
  readonly cause: string;
}

/** The k that a column's label is read with. */
export function kiloOf(column: string): Kilo {
  if (kilo.value.value === "table") return column === "1k" ? 1024 : 1000;
  return kilo.value.value === "1024" ? 1024 : 1000;
}

/** What prints a figure's digits where the settings do not, every way in words. */
function causeOf(
  figure: PrintedFigure,
  shape: ReturnType<typeof shapeOf>,
  compute: Compute,
  settings: CellSettings,
) {
  const assumptions = cellAssumptions(shape, shape.num_key_value_heads, settings);
  const ways = best(explain(figure, assumptions, compute)).map(({ departures }) =>
    departures.map(({ used }) => used).join(", "),
  );
  return ways.length === 0 ? "nothing tried reproduces it" : `as with ${ways.join(", or ")}`;
}

/** Recomputes a cell from the inputs, again and again. */
function recomputing({ printed, row, column }: PublishedCell): () => RecomputedCell {
  const figure = parseFigure(printed)!;
  const shape = shapeOf(row);
  const compute = cellCompute(shape, column);
  return () => {
    const settings = {
      kvHeads: kvHeads[row].value.value,
      element: element.value.value,
      batch: batch.value.value,
      kilo: kiloOf(column),
      unit: unit.value.value,
    };
    const bytes = cellBytes(shape, column, settings);
    const inItsUnit = inUnit(bytes, settings.unit);
    const agrees = printsSame(bytes, settings.unit, figure);
    return {
      bytes,
      computed: `${significant(inItsUnit, 5)} ${settings.unit}`,
      ratio: decimals(divide(figure.value, inItsUnit), 2),
      agrees,
      cause: agrees
        ? `read as ${settings.unit}, k = ${grouped(settings.kilo)}`
        : causeOf(figure, shape, compute, settings),
    };
  };
}

const recomputed = new WeakMap<PublishedCell, ReadonlySignal<RecomputedCell>>();

/** One cell recomputed from the inputs, once for all that show it. Reads signals. */
export function recompute(cell: PublishedCell): RecomputedCell {
  const found = recomputed.get(cell) ?? computed(recomputing(cell));
  recomputed.set(cell, found);
  return found.value;
}

/** One sentence on how the table fares under the inputs. */
export function summary(cells: readonly PublishedCell[]): string {
  const results = cells.map((cell) => ({ ...cell, ...recompute(cell) }));
  const agreeing = results.filter(({ agrees }) => agrees).length;
  if (agreeing === cells.length) return `All ${cells.length} cells agree to the printed digit.`;
  const rest = results.filter(({ agrees }) => !agrees);
  const ratios = [...new Set(rest.map(({ ratio }) => ratio))];
  const rows = [...new Set(rest.map(({ row }) => row))];
  const by =
    ratios.length === 1
      ? `${rows.join(" and ")}: printed ${ratios[0]} times what the formula gives.`
      : `Off by ${ratios.sort((a, b) => Number(a) - Number(b)).at(0)} to ${ratios.at(-1)} times.`;
  return `${agreeing} of ${cells.length} cells agree. ${by}`;
}

/** The cache of a model per token under the inputs, in bytes, for the chart. */
export function bytesPerToken(name: ModelName): number {
  const settings = {
    kvHeads: kvHeads[name].value.value,
    element: element.value.value,
    batch: batch.value.value,
    kilo: 1000 as const,
    unit: "B" as const,
  };
  return toNumber({ n: cellBytes(shapeOf(name), "1000", settings), d: 1000n });
}
