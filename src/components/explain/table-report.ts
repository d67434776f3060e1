import { verdictLabels } from "../../lib/audit/verdict.ts";
import type { ExplainedCell } from "../../lib/tables/explain-table.ts";
import { printMarkdown } from "../../lib/tables/text-table.ts";

/** What an explained figure is taken to rest on, or why it is not explained. */
export function causeOf({ best, refused }: ExplainedCell): string {
  if (refused) return refused.reason;
  const [first] = best;
  const steps = first?.departures ?? [];
  const cause = steps.map(({ assumption, used }) => `${assumption} ${used}`).join("; ");
  return best.length > 1 ? `${cause}; ${best.length} explanations tie` : cause;
}

/** What a figure is of: its row and column as they are headed, and its model. */
export const figureOf = ({ row, rowLabel, columnLabel }: ExplainedCell, named: string) => ({
  row: rowLabel || `row ${row + 1}`,
  of: [columnLabel, named].filter(Boolean).join(" · "),
});

/** What is judged of a figure; where it is not explained, what is missing. */
export const judgementOf = ({ verdict, refused }: ExplainedCell): string =>
  verdict ? verdictLabels[verdict] : `not explained: ${refused?.field ?? ""}`;

/** A whole explained table as Markdown for a comment, with what it comes to and the link. */
export function tableAsMarkdown(
  cells: readonly ExplainedCell[],
  names: ReadonlyMap<string, string>,
  summary: readonly string[],
  link: string,
): string {
  const rows = cells.map((cell) => {
    const { row, of } = figureOf(cell, names.get(cell.question.model ?? "") ?? "");
    return [row, of, cell.printed, cell.computed ?? "", judgementOf(cell), causeOf(cell)];
  });
  const head = ["row", "figure", "printed", "the formula", "verdict", "first cause"];
  return [
    ...(summary.length > 0 ? [summary.join(" ")] : []),
    printMarkdown({ head, rows }),
    `[Explained by Bytes per Token](${link})`,
  ]
    .join("\n\n")
    .replaceAll("\u00a0", " ");
}
