import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { SKIP, visit } from "unist-util-visit";

const has = (node, name) => node.properties?.className?.includes(name) ?? false;

const text = (node) => node.value ?? (node.children ?? []).map(text).join("");

const find = (node, test) => {
  if (node.type === "element" && test(node)) return node;
  for (const child of node.children ?? []) {
    const found = find(child, test);
    if (found) return found;
  }
  return undefined;
};

/** What a reader touches or steers by: nothing to say in a text that stands still. */
const silent = new Set(["script", "style", "template", "form", "button", "nav", "datalist"]);
const silentClasses = ["permalink", "inputs-status", "needs-script", "needs-hydration", "inputs"];

const isSilent = (node) =>
  node.type === "comment" ||
  silent.has(node.tagName) ||
  silentClasses.some((name) => has(node, name)) ||
  (node.tagName === "label" && has(node, "visually-hidden")) ||
  (node.properties?.role === "status" && text(node).trim() === "") ||
  (node.tagName === "input" && node.properties.type === "range");

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";
const shift = (digits) => (node) => ({
  type: "text",
  value: text(node).replace(/\d/g, (digit) => digits[Number(digit)]),
});

/** Things that styles set below one another, where nothing else keeps them apart. */
const apart = new Set(["span", "output", "data", "code", "a", "textarea"]);
const holders = new Set(["td", "th", "li"]);

/** Puts a mark between elements that touch: a label and its value, the lines of a table's cell. */
function keepApart(node) {
  const { tagName, children } = node;
  const isField = has(node, "field") || tagName === "label";
  if (!isField && !holders.has(tagName)) return;
  node.children = children.flatMap((child, index) => {
    const before = children[index - 1];
    const touching = before?.type === "element" && child.type === "element";
    const mark = isField ? ": " : " · ";
    return touching && (isField || apart.has(child.tagName)) && before.tagName !== "br"
      ? [{ type: "text", value: mark }, child]
      : [child];
  });
}

/** Keeps the article alone, with addresses that work anywhere. */
function readable({ page }) {
  return (tree) => {
    const article = find(tree, (node) => has(node, "article"));
    if (!article) throw new Error(`${page} holds no article`);
    visit(article, (node, index, parent) => {
      if (parent && isSilent(node)) {
        parent.children.splice(index, 1);
        return [SKIP, index];
      }
      return undefined;
    });
    visit(article, "element", (node) => {
      keepApart(node);
      if (node.tagName === "a" && node.properties.href) {
        node.properties.href = new URL(node.properties.href, page).href;
        node.properties.title = undefined;
      }
    });
    return { type: "root", children: [article] };
  };
}

const tex = (node) =>
  text(find(node, ({ tagName }) => tagName === "annotation") ?? { value: "" }).trim();

const figure = (label) => ({
  type: "emphasis",
  children: [{ type: "text", value: `Figure: ${label}` }],
});

/** Elements that say in Markdown what they show: formulas as TeX, drawings by their label. */
const handlers = {
  span(state, node) {
    if (has(node, "katex-display")) return { type: "math", value: tex(node) };
    if (has(node, "katex")) return { type: "inlineMath", value: tex(node) };
    return state.all(node);
  },
  div(state, node) {
    const { role, ariaLabel, className = [] } = node.properties;
    if (role !== "img") return state.toFlow(state.all(node));
    if (className.includes("narrow")) return undefined;
    return { type: "paragraph", children: [figure(ariaLabel)] };
  },
  svg(_, node) {
    const label = node.properties.ariaLabel;
    return label ? figure(label) : undefined;
  },
  sup: (_, node) => shift(superscripts)(node),
  sub: (_, node) => shift(subscripts)(node),
  select(_, node) {
    const options = node.children.filter(({ tagName }) => tagName === "option");
    const chosen = options.find(({ properties }) => properties.selected) ?? options[0];
    return chosen && { type: "text", value: text(chosen) };
  },
  input(_, node) {
    const { value } = node.properties;
    return value === undefined ? undefined : { type: "text", value: String(value) };
  },
  textarea: (_, node) => ({ type: "inlineCode", value: text(node).trim() }),
  summary: (state, node) => ({
    type: "paragraph",
    children: [{ type: "strong", children: state.all(node) }],
  }),
};

/** An article's HTML as Markdown; `page` is its address, which links in it are resolved against. */
export async function toMarkdown(html, page) {
  const file = await unified()
    .use(rehypeParse)
    .use(readable, { page })
    .use(rehypeRemark, { handlers })
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkStringify, { bullet: "-", fences: true, rule: "-" })
    .process(html);
  return `${String(file).trim()}\n\n---\n\nLive, with every input: ${page}\n`;
}

/** Writes every built article beside its page as plain Markdown: `articles/slug.md`. */
export default function plainMarkdown() {
  let site = "";
  return {
    name: "plain-markdown",
    hooks: {
      "astro:config:done": ({ config }) => {
        site = new URL(config.base.replace(/\/?$/, "/"), config.site).href;
      },
      "astro:build:done": async ({ dir }) => {
        const folder = join(fileURLToPath(dir), "articles");
        const slugs = (await readdir(folder, { withFileTypes: true }))
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name);
        for (const slug of slugs) {
          const html = await readFile(join(folder, slug, "index.html"), "utf8");
          const markdown = await toMarkdown(html, `${site}articles/${slug}/`);
          await writeFile(join(folder, `${slug}.md`), markdown);
        }
      },
    },
  };
}
