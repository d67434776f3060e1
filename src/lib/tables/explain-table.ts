import type { Catalogue } from "../audit/entry.ts";
import { best, type Departure, type Hypothesis } from "../audit/hypothesis.ts";
import { type Answered, ask, type Misread } from "../audit/question.ts";
import { inBytes } from "../audit/styles.ts";
import type { Verdict } from "../audit/verdict.ts";
import { otherMeaning } from "../quantity/bytes.ts";
import { printBytes, significant } from "../quantity/print.ts";
import type { Cell } from "./read-table.ts";

/** One figure of a table, explained. */
export interface ExplainedCell extends Cell {
  readonly verdict: Verdict | undefined;
  /** The explanations that tie for first. */
  readonly best: readonly Pick<Hypothesis, "departures">[];
  /** What the formula gives as stated, in words. */
  readonly computed: string;
  /** Why there is no verdict. */
  readonly refused?: Pick<Misread, "field" | "reason">;
}

/** The amount as stated in the unit that is printed and in its other meaning, to be compared at sight. */
function computedText({ claim, assumed, finding }: Answered): string {
  const { bytes = 0n, computed } = finding;
  if (inBytes(claim.figure)) {
    const unit = claim.figure.unit ?? assumed;
    const other = otherMeaning(unit);
    const both = unit === other ? [unit] : [unit, other];
    return both.map((one) => printBytes(bytes, one)).join(" = ");
  }
  if (!computed) return "";
  const percent = claim.figure.kind === "percent";
  return percent
    ? `${significant({ n: computed.n * 100n, d: computed.d })} %`
    : significant(computed);
}

/** Explains cells one by one; the same question is asked once. */
export function cellExplainer(catalogue: Catalogue) {
  const known = new Map<string, Pick<ExplainedCell, "verdict" | "best" | "computed" | "refused">>();
  return (cell: Cell): ExplainedCell => {
    const { own, ...rest } = cell.question;
    const key = JSON.stringify([rest, own?.name]);
    let answer = known.get(key);
    if (!answer) {
      const asked = ask(cell.question, catalogue);
      answer = asked.ok
        ? {
            verdict: asked.finding.verdict,
            best:
              asked.finding.verdict === "diverges-cause-unknown"
                ? []
                : best(asked.finding.hypotheses),
            computed: computedText(asked),
          }
        : {
            verdict: undefined,
            best: [],
            computed: "",
            refused: { field: asked.field, reason: asked.reason },
          };
      if (known.size < 50_000) known.set(key, answer);
    }
    return { ...cell, ...answer };
  };
}

const short = (label: string): string =>
  label.replace(/ \(.*$/, "").replace(/, (?:taken|as) .*$/, "");

/** A departure in words as a table has it: "16 KV heads", "GiB under the label GB". */
function inWords({ id, assumption, used, stated }: Departure): string {
  if (id === "kv-heads") return `${short(used)} KV heads`;
  if (id === "unit") return `${used} under the label ${short(stated)}`;
  if (id === "element") return `${short(used)} per element`;
  if (id === "batch") return `${short(used)} sequences`;
  if (id === "vectors") return used.split(": ").at(-1)!;
  if (id === "k") return `k as ${used.split(":")[0]}`;
  return `${assumption}: ${short(used)}`;
}

/** Assumptions that are a model's own; the others hold for a whole table. */
const ofModel = new Set([
  "kv-heads",
  "head-dim",
  "layers",
  "latent",
  "window",
  "indexer",
  "states",
]);

const keyOf = (departure: Departure) => `${departure.id}: ${inWords(departure)}`;

interface Shared {
  readonly departure: Departure;
  readonly cells: ExplainedCell[];
}

/** The departures that best explanations of cells share, most cells first; a model's own before others. */
function sharedBy(cells: readonly ExplainedCell[], reading: boolean): Shared[] {
  const found = new Map<string, { departure: Departure; cells: ExplainedCell[] }>();
  for (const cell of cells) {
    const seen = new Set<string>();
    for (const { departures } of cell.best) {
      for (const departure of departures) {
        const key = keyOf(departure);
        if (departure.reading !== reading || departure.id === "digits" || seen.has(key)) continue;
        seen.add(key);
        const known = found.get(key);
        if (known) known.cells.push(cell);
        else found.set(key, { departure, cells: [cell] });
      }
    }
  }
  const own = ({ departure }: Shared) => (ofModel.has(departure.id) ? 1 : 0);
  return [...found.values()].sort((a, b) => b.cells.length - a.cells.length || own(b) - own(a));
}

const count = (of: number, all: number): string =>
  of === all ? (all === 1 ? "Its one figure" : `All ${all} figures`) : `${of} of ${all} figures`;

const either = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** Where a cause holds, in words; with all figures of the row or column where it is one. */
interface Place {
  readonly words: string;
  readonly line?: readonly ExplainedCell[];
}

/** Where a cause holds: one row, one column, or here and there. Rows of one label are one row. */
function where({ cells }: Shared, judged: readonly ExplainedCell[]): Place {
  const one = <T>(of: (cell: ExplainedCell) => T) => new Set(cells.map(of)).size === 1;
  const first = cells[0]!;
  const rows = new Set(judged.map(({ row }) => row)).size;
  const columns = new Set(judged.map(({ column }) => column)).size;
  const { row: at, rowLabel: label, column: across } = first;
  if (rows > 1 && label && one(({ rowLabel }) => rowLabel))
    return {
      words: `The ${label} row`,
      line: judged.filter(({ rowLabel }) => rowLabel === label),
    };
  if (rows > 1 && one(({ row }) => row))
    return { words: `Row ${at + 1}`, line: judged.filter(({ row }) => row === at) };
  if (columns > 1 && one(({ column }) => column))
    return {
      words: `The ${first.columnLabel} column`,
      line: judged.filter(({ column }) => column === across),
    };
  return { words: count(cells.length, judged.length) };
}

function causeSentences(shared: readonly Shared[], judged: readonly ExplainedCell[]): string[] {
  const [cause] = shared;
  if (!cause) return [];
  const { words, line } = where(cause, judged);
  const verb = line || cause.cells.length === 1 ? "is" : "are";
  const so =
    line?.length === 1 ? "its one figure" : `${cause.cells.length} of its ${line?.length} figures`;
  const how = line ? `: ${so} ${cause.cells.length === 1 ? "comes" : "come"} out so` : "";
  const same = shared.filter(
    (other) =>
      other !== cause &&
      other.cells.length === cause.cells.length &&
      other.cells.every((cell) => cause.cells.includes(cell)),
  );
  const rest = judged.filter(
    (cell) => !cause.cells.includes(cell) && cell.best[0]?.departures.every((one) => one.reading),
  );
  const general = same.filter(({ departure }) => !ofModel.has(departure.id));
  const sentences = [`${words} ${verb} printed with ${inWords(cause.departure)}${how}.`];
  if (ofModel.has(cause.departure.id) && general.length > 0 && rest.length > 0) {
    const others = either(general.map(({ departure }) => inWords(departure)));
    const without =
      rest.length === 1 ? "one other figure comes" : `${rest.length} other figures come`;
    sentences.push(
      `${others[0]!.toUpperCase()}${others.slice(1)} would give the same digits, but to a whole table, and ${without} out without.`,
    );
  } else if (same.length > 0) {
    sentences.push(`The same digits come of ${either(same.map((one) => inWords(one.departure)))}.`);
  }
  return sentences;
}

/**
 * What explains most of a table, in sentences: the single assumption that most diverging figures
 * share, how labels are read, and how many agree.
 */
export function summarise(cells: readonly ExplainedCell[]): string[] {
  const judged = cells.filter(({ verdict }) => verdict !== undefined);
  if (judged.length === 0) return [];
  const agreeing = judged.filter(({ verdict }) => verdict?.startsWith("agrees"));
  const causes = sharedBy(
    judged.filter(({ verdict }) => verdict === "diverges-with-a-cause"),
    false,
  );
  const readings = sharedBy(judged, true).filter(
    ({ departure }, index, all) =>
      all.findIndex((one) => one.departure.id === departure.id) === index,
  );
  const unknown = judged.filter(({ verdict }) => verdict === "diverges-cause-unknown").length;
  return [
    ...causeSentences(causes, judged),
    ...readings.slice(0, 2).map((one) => {
      const { words, line } = where(one, judged);
      const verb = line || one.cells.length === 1 ? "takes" : "take";
      const { id } = one.departure;
      return id === "unit"
        ? `${count(one.cells.length, judged.length)} ${one.cells.length === 1 ? "is" : "are"} in ${inWords(one.departure)}.`
        : `${words} ${verb} ${inWords(one.departure)}.`;
    }),
    agreeing.length === judged.length
      ? `${count(judged.length, judged.length)} ${judged.length === 1 ? "agrees" : "agree"} with the formula, read so.`
      : judged.length === 1
        ? "Its one figure does not agree with the formula, however its label is read."
        : `${count(agreeing.length, judged.length)} ${agreeing.length === 1 ? "agrees" : "agree"} with the formula, however their labels are read.`,
    ...(unknown > 0 ? [`For ${unknown} nothing known here gives a cause.`] : []),
  ];
}
