import { elementSize } from "../audit/element-size.ts";
import type { Question } from "../audit/question.ts";
import { parseFigure } from "../quantity/figure.ts";
import { parseTokens } from "../quantity/tokens.ts";
import { type Match, type ModelFinder, type NamedModel, settler } from "./model-names.ts";
import { plainText, type TextTable } from "./text-table.ts";

/** What a column of a table holds. */
export type Role = "figures" | "model" | "tokens" | "batch" | "element" | "nothing";

/** What a heading says of the figures under it or beside it. */
export interface Said {
  readonly model?: string;
  readonly tokens?: string;
  readonly element?: string;
  readonly unit?: string;
  readonly quantity?: "kv-cache" | "weights";
  /** A size that models are named by: 405B. */
  readonly parameters?: string;
}

export interface Column {
  readonly heading: string;
  readonly role: Role;
  readonly said: Said;
}

/** One figure of a table with what the table says about it. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly printed: string;
  readonly question: Question;
}

/** What a reader decided over what was recognised. */
export interface Decisions {
  /** Model ids by label; an empty one leaves the label without a model. */
  readonly models?: Readonly<Record<string, string>> | undefined;
  /** Roles by column number. */
  readonly roles?: Readonly<Record<number, Role>> | undefined;
}

const unitIn = /(?:^|[^A-Za-z])([kKMGT]i?B)(?![A-Za-z])/;
const tokensIn =
  /(?:^|[\s@(/,=])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s?(?:ki|k|mi)|\d{4,})(?=$|[\s),/]|-?\s*(?:tok|ctx|context))/i;
const tokensNamed = /(\d[\d,.]*\s?(?:ki|k|mi|m)?)[\s-]*(?:tok|ctx|context)/i;
const parametersIn = /(?:^|[^0-9.A-Za-z])(\d+(?:\.\d+)?[BMT])(?![A-Za-z])/i;
const bare = (text: string) => text.replaceAll(" ", "");

/** What a heading of a row or a column says, the model aside. */
export function said(heading: string): Said {
  const text = heading.slice(0, 300);
  const unit = unitIn.exec(text)?.[1];
  const found = tokensNamed.exec(text)?.[1] ?? tokensIn.exec(text)?.[1];
  const tokens = found && parseTokens(bare(found)) ? bare(found) : undefined;
  const element = text.split(/[\s,()/[\]]+/).find(elementSize);
  const parameters = parametersIn.exec(text)?.[1];
  const quantity = /\bkv|cache/i.test(text) ? "kv-cache" : /weight/i.test(text) ? "weights" : "";
  return {
    ...(unit && { unit }),
    ...(tokens && { tokens }),
    ...(element && { element }),
    ...(parameters && { parameters }),
    ...(quantity && { quantity }),
  };
}

const sample = 200;
const empty = /^(?:[-–—−?./]*|n\/?a|oom|none|null|tbd)$/i;
const notMemory = /layer|head|dim|hidden|vocab|expert|year|rank|param|date|score|price|cost|speed/i;
const figureKinds = new Set(["bytes", "none", "ratio", "percent"]);

const isFigure = (text: string): boolean => {
  const figure = parseFigure(text);
  return figure !== undefined && figureKinds.has(figure.kind);
};

/** Also what was meant as a figure and cannot be read as one, so that it is refused and not lost. */
const meantAsFigure = (text: string): boolean =>
  isFigure(text) || (unitIn.test(text) && /\p{Nd}/u.test(text));

function roleOf(heading: string, cells: readonly string[], find: ModelFinder): Role {
  const filled = cells.filter((cell) => !empty.test(cell));
  const most = (test: (cell: string) => unknown) =>
    filled.length > 0 && filled.filter(test).length * 2 > filled.length;
  if (most((cell) => find(cell).models.length > 0)) return "model";
  if (most((cell) => elementSize(cell))) return "element";
  const hasUnit = unitIn.test(heading) || most((cell) => unitIn.test(cell));
  const counted = most((cell) => parseTokens(cell.replace(/\s*tok(?:en)?s?$/i, "")));
  if (counted && !hasUnit) {
    if (/batch|sequence(?!.*length)|users|concurren/i.test(heading)) return "batch";
    if (/token|context|ctx|length|seq/i.test(heading)) return "tokens";
    if (most((cell) => /\d\s?ki?(?:\s*tok(?:en)?s?)?$/i.test(cell))) return "tokens";
  }
  if (hasUnit && /^\d|^[~≈<>]/.test(filled[0] ?? "")) return "figures";
  return most(meantAsFigure) && !notMemory.test(heading) ? "figures" : "nothing";
}

/** Figures of no unit are taken for memory only under a heading that says what they are of. */
function certain(columns: readonly Column[], rows: readonly (readonly string[])[]): Column[] {
  const sure = ({ role, said: of }: Column, index: number) =>
    role === "figures" &&
    (of.unit || of.tokens || of.element || of.model || of.quantity
      ? true
      : rows.some(
          (row) => parseFigure(row[index] ?? "")?.kind !== "none" && isFigure(row[index]!),
        ));
  if (!columns.some(sure)) return [...columns];
  return columns.map((column, index) =>
    column.role === "figures" && !sure(column, index) ? { ...column, role: "nothing" } : column,
  );
}

/** A table as it was understood. */
export interface ReadTable {
  readonly columns: readonly Column[];
  readonly rows: number;
  /** Labels that are or may be a model's, with the one settled on; the first hundred. */
  readonly labels: readonly { readonly label: string; readonly model: NamedModel | undefined }[];
  /** The figures of a row, with what is said about each. */
  readonly cells: (row: number) => Cell[];
}

const settingKeys = ["tokens", "batch", "element"] as const;

/**
 * Recognises what the rows and columns of a table are, and makes a question of every figure in it.
 * What the table does not say is taken from `base`; `near` is the model whose family decides ties.
 */
export function readTable(
  table: TextTable,
  find: ModelFinder,
  base: Question,
  near?: NamedModel,
  decided: Decisions = {},
): ReadTable {
  const some = table.rows.slice(0, sample).map((row) => row.map(plainText));
  const headings = table.head.map(plainText);
  const recognised = headings.map((heading, index): Column => {
    const cells = some.map((row) => row[index] ?? "");
    const role = roleOf(heading, cells, find);
    const model = find(heading).models.length > 0 && role === "figures";
    return { heading, role, said: { ...said(heading), ...(model && { model: heading }) } };
  });
  const columns = certain(recognised, some).map((column, index) => {
    const role = decided.roles?.[index];
    return role ? { ...column, role } : column;
  });
  const own = (role: Role) => columns.findIndex((column) => column.role === role);
  const [modelAt, tokensAt, batchAt, elementAt] = (
    ["model", "tokens", "batch", "element"] as const
  ).map(own) as [number, number, number, number];
  const firstText = columns.findIndex(({ role }) => role === "nothing");
  const labelAt = modelAt >= 0 ? modelAt : tokensAt >= 0 ? tokensAt : Math.max(0, firstText);

  const inRows = [...new Set(some.map((row) => row[modelAt] ?? ""))].filter((one) => one !== "");
  const inHead = columns.flatMap(({ said: of }) => of.model ?? []);
  const matches: Match[] = [...inHead, ...inRows].map(find);
  const settle = settler(matches, near);
  const modelOf = (label: string): string | undefined => {
    const told = decided.models && Object.hasOwn(decided.models, label) && decided.models[label];
    return told === false || told === undefined ? settle(find(label))?.id : told || undefined;
  };

  const saysTokens = tokensAt >= 0 || columns.some(({ said: of }) => of.tokens);
  const saysElement = elementAt >= 0 || columns.some(({ said: of }) => of.element);
  const overall = columns.find(({ said: of }) => of.quantity)?.said.quantity;
  const guess = overall ?? (saysElement && !saysTokens ? "weights" : "kv-cache");

  const cellOf = (row: readonly string[], at: number, column: Column, index: number): Cell => {
    const label = row[labelAt] ?? "";
    const ofRow = said(label);
    const rowModel = modelAt >= 0 ? modelOf(row[modelAt] ?? "") : undefined;
    const model = column.said.model ? (modelOf(column.said.model) ?? rowModel) : rowModel;
    const printed = row[index] ?? "";
    const figure = parseFigure(printed);
    const plain = figure?.kind === "bytes" || figure?.kind === "none";
    const quantity = plain ? (column.said.quantity ?? guess) : undefined;
    const weights = quantity === "weights";
    const stated = {
      tokens: column.said.tokens ?? (tokensAt >= 0 ? row[tokensAt] : ofRow.tokens),
      batch: batchAt >= 0 ? row[batchAt] : undefined,
      element: column.said.element ?? (elementAt >= 0 ? row[elementAt] : ofRow.element),
    };
    const kept = Object.fromEntries(
      settingKeys.map((key) => [key, stated[key]?.replace(/\s*tok(?:en)?s?$/i, "") || base[key]]),
    );
    const named = model !== undefined || modelAt >= 0 || column.said.model !== undefined;
    return {
      row: at,
      column: index,
      rowLabel: label,
      columnLabel: column.heading,
      printed,
      question: {
        ...base,
        ...(named && { own: undefined }),
        figure: printed,
        model: named ? model : base.model,
        ...kept,
        ...(weights && {
          tokens: undefined,
          parameters: ofRow.parameters ?? column.said.parameters ?? base.parameters,
        }),
        unit: column.said.unit ?? base.unit,
        quantity: base.quantity || quantity,
      },
    };
  };

  return {
    columns,
    rows: table.rows.length,
    labels: [...new Set([...inHead, ...inRows])].slice(0, 100).map((label) => {
      const id = modelOf(label);
      const model = find(label).models.find((one) => one.id === id);
      return { label, model: model ?? (id === undefined ? undefined : { id, name: id }) };
    }),
    cells: (at) => {
      const row = (table.rows[at] ?? []).map(plainText);
      return columns.flatMap((column, index) =>
        column.role === "figures" && !empty.test(row[index] ?? "")
          ? [cellOf(row, at, column, index)]
          : [],
      );
    },
  };
}
