import type { Element as Hast } from "hast";
import { fromDom } from "hast-util-from-dom";
import { addressOf } from "./address.ts";
import { asText } from "./markdown.ts";
import { markdownLink } from "./markdown-link.ts";
import { elementNamed, headingOf, headingsOf, isCell, wordsOf } from "./part-names.ts";
import { pointable } from "./pointable.ts";

/** A copy of an element with what the reader typed and chose written into it. */
function frozen(element: Element): Element {
  const copy = element.cloneNode(true) as Element;
  const fields = "input, select, textarea";
  const live = [...element.querySelectorAll<HTMLInputElement>(fields)];
  for (const [index, field] of [...copy.querySelectorAll<HTMLInputElement>(fields)].entries()) {
    const { value } = live[index]!;
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options)
        option.toggleAttribute("selected", option.value === value);
    } else if (field instanceof HTMLTextAreaElement) field.textContent = value;
    else field.setAttribute("value", value);
  }
  return copy;
}

/** A cell with the headings that say what it is, or a row with all of its cells, as a table. */
function tableOf(row: Element, cell?: Element): Element {
  const cells = [...row.children].filter((one) => one.checkVisibility());
  const heading = headingOf(row);
  const kept = cell ? [...(heading ? [heading] : []), cell] : cells;
  const table = document.createElement("table");
  const line = (within: Element, all: readonly (Element | undefined)[]) => {
    const tr = document.createElement("tr");
    tr.append(...all.map((one) => (one ? frozen(one) : document.createElement("th"))));
    within.append(tr);
  };
  line(
    table.createTHead(),
    kept.map((one) => headingsOf(one).column),
  );
  line(table.createTBody(), kept);
  return table;
}

/** What a term stands for and the number it has here. */
async function termOf(found: HTMLElement): Promise<Element> {
  const id = found.dataset.term!;
  const { termById } = await import("./terms.ts");
  const term = termById(id);
  const said = document.createElement("p");
  if (term) {
    const symbol = document.createElement("span");
    symbol.className = "katex";
    symbol.append(document.createElement("annotation"));
    symbol.firstElementChild!.textContent = term.symbol;
    said.append(symbol, `: ${term.name}. ${term.meaning}`);
  }
  const same = (kind: string) =>
    [
      ...(found.closest("[id]:not([data-term])")?.querySelectorAll(`[data-term="${id}"]`) ?? []),
    ].find((one) => one.matches(kind));
  const field = same(".field")?.querySelector<HTMLInputElement>("input:not([type=range])");
  const value = same(".number")?.textContent ?? field?.value;
  if (value) said.append(` Here: ${[value.trim(), term?.unit].filter(Boolean).join(" ")}.`);
  return said;
}

/** The part of the page that an address names: a term of a list comes with what is said of it. */
async function partOf(id: string): Promise<Element> {
  const found = elementNamed(id);
  if (!found) throw new Error(`the page has no part ${id}`);
  if (found.tagName === "TR") return tableOf(found);
  if (isCell(found)) {
    const row = found.parentElement!;
    return found === headingOf(row) ? tableOf(row) : tableOf(row, found);
  }
  if (found.matches(pointable)) return termOf(found as HTMLElement);
  const copy = frozen(found);
  copy.querySelector(":scope > header")?.remove();
  if (found.tagName !== "DT") return copy;
  const part = document.createElement("div");
  for (
    let next = found.nextElementSibling;
    next?.tagName === "DD";
    next = next.nextElementSibling
  ) {
    part.append(...frozen(next).childNodes);
  }
  return part;
}

/** What a cell or a term was worked out from: the fields of the part it is in, as they stand. */
function inputsAround(id: string): string {
  const found = elementNamed(id);
  if (!found?.matches(pointable)) return "";
  const fields = found
    .closest("section[id]")
    ?.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input:not([type=range]), select");
  const said = [...(fields ?? [])].flatMap((field) => {
    const label = field.labels?.[0];
    const name = label && wordsOf(label.querySelector("span") ?? label);
    if (!name) return [];
    if (field instanceof HTMLSelectElement)
      return [`${name}: ${field.selectedOptions[0]?.textContent?.trim()}`];
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? [name] : [];
    return [`${name}: ${field.value}`];
  });
  return said.length === 0 ? "" : `Inputs: ${said.join("; ")}`;
}

/** What the reader has changed on the page, in words; nothing where all is as it was. */
const changes = (): string =>
  document.querySelector(".inputs-status .changed span")?.textContent?.trim() ?? "";

const siteName = () => document.querySelector(".site-name")?.textContent ?? "";

/** A part of the page as text that stands alone: its title, what it says, its inputs and its address. */
export async function excerpt(
  id: string,
  title: string,
  form: "markdown" | "plain",
): Promise<string> {
  const address = addressOf(id);
  const body = asText(fromDom(await partOf(id)) as Hast, location.href, form);
  return [
    form === "markdown"
      ? `**${markdownLink(title, address)}** (${siteName()})`
      : `${title} (${siteName()})`,
    body,
    inputsAround(id),
    changes(),
    ...(form === "plain" ? [address] : []),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Selected text as a quotation in Markdown, with the address that leads to it. */
export function quotation(range: Range, title: string, address: string): string {
  const quoted = document.createElement("blockquote");
  quoted.append(range.cloneContents());
  const body = asText(fromDom(quoted) as Hast, location.href, "markdown");
  return [body, `${markdownLink(title, address)} (${siteName()})`].join("\n\n");
}
