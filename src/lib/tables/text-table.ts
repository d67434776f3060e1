/** A table as rows of texts; every row as long as the head. */
export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Most cells a table may have to be read at all. */
export const mostCells = 400_000;

const rule = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** The cells of a line of a Markdown table; `\|` is a bar inside a cell. */
function cells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "");
  if (!inner.includes("\\")) {
    const parts = inner.split("|").map((cell) => cell.trim());
    return inner.endsWith("|") ? parts.slice(0, -1) : parts;
  }
  const found: string[] = [];
  let cell = "";
  for (let i = 0; i < inner.length; i++) {
    const one = inner[i]!;
    if (one === "\\" && (inner[i + 1] === "|" || inner[i + 1] === "\\")) cell += inner[++i];
    else if (one === "|") {
      found.push(cell.trim());
      cell = "";
    } else cell += one;
  }
  if (cell.trim() !== "" || !inner.endsWith("|")) found.push(cell.trim());
  return found;
}

/** Marks around a text that are not part of it: bold, code, a link around its words, line breaks. */
export const plainText = (text: string): string =>
  text
    .slice(0, 2000)
    .replace(/<br\s*\/?>/gi, " ")
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, "$1")
    .replace(/(\*\*|__|`)(.*?)\1/g, "$2")
    .replace(/^([*_])(.+)\1$/, "$2")
    .trim();

/** Rows made as long as the longest, empty first rows and columns left out. */
export function shaped(rows: readonly (readonly string[])[]): TextTable | undefined {
  const filled = rows.filter((row) => row.some((cell) => cell !== ""));
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0);
  const [head, ...rest] = filled.map((row) => [
    ...row,
    ...Array.from({ length: width - row.length }, () => ""),
  ]);
  return head && rest.length > 0 ? { head, rows: rest } : undefined;
}

/** The first Markdown table of a text: a line of bars with a rule of dashes under it. */
export function markdownTable(text: string): TextTable | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const under = lines.findIndex(
    (line, at) => at > 0 && line.includes("-") && rule.test(line) && lines[at - 1]!.includes("|"),
  );
  if (under < 1) return undefined;
  let end = under + 1;
  while (end < lines.length && lines[end]!.includes("|")) end++;
  const width = cells(lines[under - 1]!).length;
  const all = [lines[under - 1]!, ...lines.slice(under + 1, end)];
  return shaped(all.map((line) => cells(line).slice(0, width)));
}

/** Rows of cells as a spreadsheet or a web page copies them: tabs between, one line each. */
export function tabbedTable(text: string): TextTable | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines[0]!.includes("\t")) return undefined;
  return shaped(lines.map((line) => line.split("\t").map((cell) => cell.trim())));
}

const escaped = (cell: string): string =>
  cell.replace(/[\r\n]+/g, " ").replace(/[\\|]/g, (mark) => `\\${mark}`);

/** A table as Markdown; `markdownTable` reads it back. */
export function printMarkdown({ head, rows }: TextTable): string {
  const line = (row: readonly string[]) => `| ${row.map(escaped).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
