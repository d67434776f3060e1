import type { Element, ElementContent, Nodes, Root } from "hast";
import { type Handle, toMdast } from "hast-util-to-mdast";
import type { Emphasis, Nodes as MarkdownNodes, Text } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { mathToMarkdown } from "mdast-util-math";
import { toMarkdown } from "mdast-util-to-markdown";
import { SKIP, visit } from "unist-util-visit";

const isElement = (node: Nodes | undefined): node is Element => node?.type === "element";

const has = (node: Nodes, name: string): boolean =>
  isElement(node) &&
  Array.isArray(node.properties.className) &&
  node.properties.className.includes(name);

const text = (node: Nodes): string =>
  "value" in node ? node.value : "children" in node ? node.children.map(text).join("") : "";

/** The first element within a tree that passes a test, the tree itself included. */
export function find(node: Nodes, test: (element: Element) => boolean): Element | undefined {
  if (isElement(node) && test(node)) return node;
  if (!("children" in node)) return undefined;
  for (const child of node.children) {
    const found = find(child, test);
    if (found) return found;
  }
  return undefined;
}

/** What a reader touches or steers by: nothing to say in a text that stands still. */
const silent = new Set(["script", "style", "template", "form", "button", "nav", "datalist"]);
const silentClasses = ["permalink", "cite-this", "inputs-status", "needs-script", "inputs"];

const isSilent = (node: Nodes): boolean =>
  node.type === "comment" ||
  silentClasses.some((name) => has(node, name)) ||
  (isElement(node) &&
    (silent.has(node.tagName) ||
      (node.tagName === "label" && has(node, "visually-hidden")) ||
      (node.properties.role === "status" && text(node).trim() === "") ||
      (node.tagName === "input" && node.properties.type === "range")));

/** Things that styles set below one another, where nothing else keeps them apart. */
const apart = new Set(["span", "output", "data", "code", "a", "textarea"]);
const holders = new Set(["td", "th", "li"]);

/** Puts a mark between elements that touch: a label and its value, the lines of a table's cell. */
function keepApart(node: Element): void {
  const isField = has(node, "field") || node.tagName === "label";
  if (!isField && !holders.has(node.tagName)) return;
  node.children = node.children.flatMap((child, index, all): ElementContent[] => {
    const before = all[index - 1];
    if (!isElement(before) || !isElement(child) || before.tagName === "br") return [child];
    if (!isField && !apart.has(child.tagName)) return [child];
    return [{ type: "text", value: isField ? ": " : " · " }, child];
  });
}

/** Leaves what is read, with addresses that work anywhere. */
function readable(tree: Element, page: string): void {
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined || !isSilent(node)) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  visit(tree, "element", (node) => {
    keepApart(node);
    if (node.tagName === "a" && node.properties.href !== undefined) {
      node.properties.href = new URL(String(node.properties.href), page).href;
      node.properties.title = undefined;
    }
  });
}

const tex = (node: Element): string => {
  const annotation = find(node, ({ tagName }) => tagName === "annotation");
  return annotation ? text(annotation).trim() : "";
};

const figure = (label: unknown): Emphasis => ({
  type: "emphasis",
  children: [{ type: "text", value: `Figure: ${label}` }],
});

const shifted =
  (digits: string): Handle =>
  (_, node): Text => ({
    type: "text",
    value: text(node).replace(/\d/g, (digit) => digits[Number(digit)]!),
  });

/** Elements that say in Markdown what they show: formulas as TeX, drawings by their label. */
const handlers: Record<string, Handle> = {
  span(state, node) {
    if (has(node, "katex-display")) return { type: "math", value: tex(node) };
    if (has(node, "katex")) return { type: "inlineMath", value: tex(node) };
    return state.all(node);
  },
  div(state, node) {
    if (node.properties.role !== "img") return state.toFlow(state.all(node));
    if (has(node, "narrow")) return undefined;
    return { type: "paragraph", children: [figure(node.properties.ariaLabel)] };
  },
  svg: (_, node) => (node.properties.ariaLabel ? figure(node.properties.ariaLabel) : undefined),
  sup: shifted("⁰¹²³⁴⁵⁶⁷⁸⁹"),
  sub: shifted("₀₁₂₃₄₅₆₇₈₉"),
  select(_, node) {
    const options = node.children.filter((child) => isElement(child) && child.tagName === "option");
    const chosen = options.find((one) => isElement(one) && one.properties.selected) ?? options[0];
    return chosen && { type: "text", value: text(chosen) };
  },
  input(_, { properties: { value } }) {
    return value === undefined ? undefined : { type: "text", value: String(value) };
  },
  textarea: (_, node) => ({ type: "inlineCode", value: text(node).trim() }),
  summary: (state, node) => ({
    type: "paragraph",
    children: [{ type: "strong", children: state.all(node) as Text[] }],
  }),
};

/** Takes off what only Markdown can show: links become their text, emphasis the bare words. */
function undress(tree: MarkdownNodes): void {
  visit(tree, (node, index, parent) => {
    if (!["link", "emphasis", "strong"].includes(node.type) || !parent || index === undefined)
      return undefined;
    parent.children.splice(index, 1, ...("children" in node ? (node.children as Text[]) : []));
    return index;
  });
}

/**
 * Part of a page as text: Markdown as trackers and forums read it, or the same without links and
 * emphasis. Changes the tree. `page` is the address that links in it are resolved against.
 */
export function asText(tree: Element, page: string, form: "markdown" | "plain"): string {
  readable(tree, page);
  const root: Root = { type: "root", children: [tree] };
  const content = toMdast(root, { handlers });
  if (form === "plain") undress(content);
  return toMarkdown(content, {
    bullet: "-",
    rule: "-",
    fences: true,
    extensions: [gfmToMarkdown(), mathToMarkdown()],
  }).trim();
}
