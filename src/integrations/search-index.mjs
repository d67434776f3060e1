import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseHTML } from "linkedom";
import { close, createIndex } from "pagefind";

const silent = ["nav", "svg", ".permalink", ".katex", ".inputs-status", ".cite-this"];

/** A page as the index reads it: addresses of parts stand on headings, where it looks for them. */
function readable(html) {
  const { document } = parseHTML(html);
  for (const part of document.querySelectorAll("section[id]")) {
    const heading = part.querySelector(":scope > header :is(h2, h3)");
    if (!heading) continue;
    heading.id = part.id;
    part.removeAttribute("id");
  }
  for (const term of document.querySelectorAll("dt[id]")) {
    const heading = document.createElement("h3");
    heading.id = term.id;
    heading.append(...term.childNodes);
    term.replaceWith(heading);
  }
  for (const line of document.querySelectorAll(":is(td, th, li, output) > *")) line.after(" ");
  return document.toString();
}

/** Writes the index that `/search/` looks things up in, from the built pages. */
export default function searchIndex() {
  return {
    name: "search-index",
    hooks: {
      "astro:build:done": async ({ dir, pages }) => {
        const root = fileURLToPath(dir);
        const { index, errors } = await createIndex({
          forceLanguage: "en",
          excludeSelectors: silent,
        });
        if (!index) throw new Error(`no search index: ${errors.join("; ")}`);
        for (const path of pages.map(({ pathname }) => pathname)) {
          if (path.startsWith("404") || /^(search|offline|style)\/$/.test(path)) continue;
          const html = await readFile(join(root, path, "index.html"), "utf8");
          await index.addHTMLFile({ url: path, content: readable(html) });
        }
        await index.writeFiles({ outputPath: join(root, "pagefind") });
        await close();
      },
    },
  };
}
