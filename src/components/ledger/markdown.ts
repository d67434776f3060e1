import { verdictLabels } from "../../lib/audit/verdict.ts";
import type { Working } from "../../lib/audit/working.ts";
import { texNumbers } from "../../lib/formula/typeset.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { markdownLink, markdownWords } from "../share/markdown-link.ts";
import type { Audited, AuditedFigure } from "./ledger.ts";
import { computedLines, confidenceLabels, inWords, printed } from "./words.ts";

const flat = (text: string) => text.replaceAll("\u00a0", " ");

/** A formula with numbers as plain text: 2 × 126 × 8 × 128 × 2 × 16,000 × 1. */
const plainFormula = (tex: string): string =>
  tex
    .replaceAll("{,}", ",")
    .replaceAll("\\cdot", "×")
    .replaceAll(/\\tfrac\{(\S+?)\}\{(\d+)\}/g, "$1/$2")
    .replaceAll(/\\left|\\right|\\,/g, "")
    .replaceAll("\\min", "min")
    .replaceAll(/\\frac\{(.+?)\}\{(.+?)\}/g, "$1 / $2")
    .replaceAll("\\lfloor", "floor(")
    .replaceAll("\\rfloor", ")");

function workingLines({ parts, last }: Working): string[] {
  const sums = parts.flatMap(({ name, lines, total, counts }) => [
    `- ${name}: ${lines.map(({ formula, values }) => plainFormula(texNumbers(formula, values))).join(" + ")} = ${grouped(total.n / total.d)} ${counts}`,
  ]);
  return last ? [...sums, `- then: ${last}`] : sums;
}

/** A figure's audit as a comment can hold it: what was printed, what comes out, why, and where. */
export function figureAsMarkdown(
  { data }: Audited,
  figure: AuditedFigure,
  working: Working | undefined,
  address: string,
): string {
  const { finding, cause } = figure;
  const source = data.address ? markdownLink(data.title, data.address) : markdownWords(data.title);
  const place = figure.place ? `, ${markdownWords(figure.place)}` : "";
  const printedWords = markdownWords(figure.printed);
  const found =
    cause.lead && cause.lead.departures.length > 0
      ? [`**Reproduced by**: ${inWords(cause.lead)} → ${printed(figure, cause.lead)}`]
      : [];
  const ties = cause.tied.length > 0 ? [`Ties with: ${cause.tied.map(inWords).join(" / ")}`] : [];
  const computed = computedLines(figure);
  return flat(
    [
      `**“${printedWords}”** (${markdownWords(figure.what)}) in ${source}${place}`,
      "",
      "| printed | computed | verdict |",
      "| --- | --- | --- |",
      `| ${printedWords} | ${computed.join(" = ") || "nothing to compute"} | ${verdictLabels[finding.verdict]} |`,
      "",
      ...(working ? [...workingLines(working), ""] : []),
      ...[...found, ...ties].flatMap((text) => [text, ""]),
      `${confidenceLabels[figure.confidence]} Working and all explanations: ${address}`,
    ].join("\n"),
  );
}
