import { pointable } from "./pointable.ts";

/** Words beside a heading's own: its field, its source, what it comes from. */
const beside = ".field, .of, .cause, .note, .tied, button[popovertarget], annotation, .katex-html";

/** What a heading or a cell says, without what stands beside it. */
export function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll(beside)) one.remove();
  for (const one of copy.querySelectorAll("br")) one.replaceWith(" ");
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

const longest = 40;

/** Words as a part of an address: 131,072 tokens is 131072-tokens. */
const slug = (words: string): string =>
  words
    .normalize("NFKD")
    .replace(/(?<=\d),(?=\d{3})/g, "")
    .replace(/[^\w.]+/g, "-")
    .slice(0, longest)
    .replace(/^[-.]+|[-.]+$/g, "");

/** Gives each its own name: what is called like another before it gets a number, what has none its place. */
function distinct(names: readonly string[]): string[] {
  return names.map((name, index) => {
    if (name === "") return String(index + 1);
    const before = names.slice(0, index).filter((one) => one === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}

const span = (cell: Element): number => Number(cell.getAttribute("colspan") ?? 1);

/** The heading above a cell, with its name; a heading over several columns stands for each. */
function columnOf(cell: Element): { heading: Element | undefined; name: string } {
  const headings = [
    ...(cell.closest("table")?.querySelectorAll("thead > tr:last-child > *") ?? []),
  ].flatMap((heading) => Array<Element>(span(heading)).fill(heading));
  const siblings = [...cell.parentElement!.children];
  const at = siblings
    .slice(0, siblings.indexOf(cell))
    .reduce((sum, before) => sum + span(before), 0);
  const names = distinct(
    headings.map((one) => one.getAttribute("data-name") ?? slug(wordsOf(one))),
  );
  return { heading: headings[at], name: names[at] ?? String(at + 1) };
}

/** The heading a row begins with, if it has one. */
export const headingOf = (row: Element): Element | undefined =>
  [...row.children].find((cell) => cell.getAttribute("scope") === "row");

function rowName(row: Element): string {
  const rows = [...row.closest("table")!.querySelectorAll("tbody > tr")];
  const names = rows.map((one) => {
    const heading = headingOf(one);
    return one.getAttribute("data-name") ?? (heading ? slug(wordsOf(heading)) : "");
  });
  return distinct(names)[rows.indexOf(row)]!;
}

/** The table's place in addresses: the part of the page it is in, and which of its tables it is. */
function tableName(table: Element): string {
  const part = table.closest("[id]")!;
  const all = [...part.querySelectorAll("table")].filter((one) => one.closest("[id]") === part);
  const at = all.indexOf(table as HTMLTableElement);
  return at > 0 ? `${part.id}.${at + 1}` : part.id;
}

export const isCell = (element: Element): boolean => /^T[DH]$/.test(element.tagName);

/**
 * The address of a part of the page, without `#`: its id, else the id of what it is in and its own name
 * there. A cell is `live-table.405B.16k-tokens`, or `at-16384.GiB` where its row has an id; a term is
 * `step-layers.num_hidden_layers`. Attributes `data-name` keep the name of a heading that is reworded.
 */
export function nameOf(element: Element): string {
  if (element.id) return element.id;
  const row = element.parentElement!;
  if (!isCell(element))
    return `${element.closest("[id]")?.id}.${element.getAttribute("data-term")}`;
  const names = row.id ? [row.id] : [tableName(element.closest("table")!), rowName(row)];
  return [...names, ...(element === headingOf(row) ? [] : [columnOf(element).name])].join(".");
}

/** What an address names: the element with that id, else the cell or term that is called so. */
export function elementNamed(name: string): Element | undefined {
  const own = document.getElementById(name);
  if (own) return own;
  for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
    const within = document.getElementById(name.slice(0, dot));
    const found = [...(within?.querySelectorAll(pointable) ?? [])].find(
      (one) => nameOf(one) === name,
    );
    if (found) return found;
  }
  return undefined;
}

/** The headings that say what a cell is: of its row and of its column, where there are any. */
export function headingsOf(cell: Element): { row?: Element; column?: Element } {
  const row = headingOf(cell.parentElement!);
  const column = columnOf(cell).heading;
  return {
    ...(row && row !== cell && { row }),
    ...(column && { column }),
  };
}

/** The title of the section or cell that something is in. */
export const titleAround = (element: Element): string =>
  element
    .closest("section[id], figure[id], details[id]")
    ?.querySelector("h2, h3, caption, summary")
    ?.textContent?.trim() ?? document.querySelector("h1")!.textContent!.trim();

/** A cell in words: what its row and its column are, or its row alone where it is the heading of it. */
export function cellTitle(cell: Element): string {
  const { row, column } = headingsOf(cell);
  const of = cell === headingOf(cell.parentElement!) ? [cell] : [row, column];
  const words = of.flatMap((one) => (one ? [wordsOf(one)] : [])).filter((text) => text !== "");
  return [...words, titleAround(cell)].join(", ");
}
