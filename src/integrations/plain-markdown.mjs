import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromHtml } from "hast-util-from-html";
import { asText, find } from "../components/share/markdown.ts";

/** An article's HTML as Markdown; `page` is its address, which links in it are resolved against. */
function toMarkdown(html, page) {
  const article = find(fromHtml(html), ({ properties }) =>
    properties.className?.includes("article"),
  );
  if (!article) throw new Error(`${page} holds no article`);
  return `${asText(article, page, "markdown")}\n\n---\n\nLive, with every input: ${page}\n`;
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
          const markdown = toMarkdown(html, `${site}articles/${slug}/`);
          await writeFile(join(folder, `${slug}.md`), markdown);
        }
      },
    },
  };
}
