import type { Element as Hast } from "hast";
import { fromDom } from "hast-util-from-dom";
import { addressOf } from "./address.ts";
import { asText } from "./markdown.ts";

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

/** The part of the page that an id stands for: a term of a list comes with what is said of it. */
function partOf(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no part ${id}`);
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

/** What the reader has changed on the page, in words; nothing where all is as it was. */
const changes = (): string =>
  document.querySelector(".inputs-status .changed span")?.textContent?.trim() ?? "";

/** A part of the page as text that stands alone: its title, what it says, its inputs and its address. */
export function excerpt(id: string, title: string, form: "markdown" | "plain"): string {
  const address = addressOf(id);
  const body = asText(fromDom(partOf(id)) as Hast, location.href, form);
  const site = document.querySelector(".site-name")?.textContent ?? "";
  const changed = changes();
  return [
    form === "markdown" ? `**[${title}](${address})** (${site})` : `${title} (${site})`,
    body,
    ...(changed ? [changed] : []),
    ...(form === "plain" ? [address] : []),
  ].join("\n\n");
}
