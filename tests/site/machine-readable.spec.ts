import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import sharp from "sharp";
import { parse } from "yaml";
import { cardOf } from "../../src/integrations/cards.mjs";
import { dist, files, html, pages } from "./pages.ts";
import { render } from "./render-markdown.ts";

const read = (file: string) => readFileSync(join(dist, file), "utf8");
const shown = pages.filter((page) => page !== "/404.html");
const articles = pages.filter((page) => /^\/articles\/./.test(page));
const local = (address: string) => new URL(address).pathname;

const words = (text: string) => text.replace(/\s+/g, " ").trim();

for (const page of articles) {
  test(`${page} as Markdown says what the page says`, async () => {
    const source = read(page.replace(/\/$/, ".md"));
    const markdown = await render(source);
    const { document } = parseHTML(html(page));
    const list = (root: Document, selector: string) =>
      [...root.querySelectorAll(selector)].map(({ textContent }) => words(textContent ?? ""));

    expect(list(markdown, "h1, h2, h3")).toEqual(list(document, "article :is(h1, h2, h3)"));
    expect(
      source.match(/<\/?[a-z][^>]*>/gi)?.filter((tag) => !tag.startsWith("<http")),
    ).toBeFalsy();

    const text = words(markdown.body.textContent ?? "");
    const figures = list(document, ".section > p .ink, #summary .ink");
    expect(figures.length).toBeGreaterThan(0);
    for (const figure of figures) expect(text).toContain(figure);

    for (const table of markdown.querySelectorAll("table")) {
      const widths = [...table.querySelectorAll("tr")].map((row) => row.children.length);
      expect(new Set(widths).size).toBe(1);
    }
    for (const link of markdown.querySelectorAll("a[href]")) {
      expect(link.getAttribute("href")).toMatch(/^https?:/);
    }
    const formulas = document.querySelectorAll("article .katex-display").length;
    expect(markdown.querySelectorAll("pre .math-display, pre .language-math").length).toBe(
      formulas,
    );
  });
}

test("every page has a card of its own with what it says", async () => {
  for (const page of shown) {
    const { document } = parseHTML(html(page));
    const meta = (name: string) =>
      document.querySelector(`meta[property="${name}"]`)?.getAttribute("content") ?? "";
    const picture = readFileSync(join(dist, local(meta("og:image"))));
    const { format, width, height } = await sharp(picture).metadata();
    expect({ format, width, height }, page).toEqual({ format: "png", width: 1200, height: 630 });
    const { title, lines } = cardOf(page.slice(1), html(page));
    expect(title, page).toBe(words(document.querySelector("h1")?.textContent ?? ""));
    expect(lines.length, page).toBeGreaterThan(0);
    for (const line of lines) expect(line.length, page).toBeGreaterThan(0);
  }
});

test("the card of a figure carries its inks, both figures and the ratio", () => {
  const { lines } = cardOf("ledger/llama31/", html("/ledger/llama31/"));
  const said = (ink: string) => lines.flat().filter((word) => word.ink === ink);
  expect(said("published").length).toBeGreaterThan(0);
  expect(said("computed").length).toBeGreaterThan(1);
});

test("every page describes itself to machines under its own address", () => {
  for (const page of shown) {
    const { document } = parseHTML(html(page));
    const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute("href");
    const data = document.querySelector('script[type="application/ld+json"]')?.textContent ?? "";
    expect(JSON.parse(data), page).toMatchObject({
      "@context": "https://schema.org",
      url: canonical,
    });
  }
});

test("the sitemap has every page but those that nobody looks for, the feed and llms.txt every article", () => {
  const sitemap = files()
    .filter((file) => /^sitemap-\d+\.xml$/.test(file))
    .map(read)
    .join("");
  for (const page of shown) {
    if (["/offline/", "/style/"].includes(page)) expect(sitemap).not.toContain(`${page}</loc>`);
    else expect(sitemap).toContain(`${page}</loc>`);
  }
  const feed = read("feed.xml");
  const plain = read("llms.txt");
  for (const page of articles) {
    expect(feed).toContain(`${page}</link>`);
    expect(plain).toContain(`${page.replace(/\/$/, ".md")})`);
  }
  for (const [, address] of plain.matchAll(/\]\((https:[^)]+)\)/g)) {
    const path = local(address!);
    expect(files()).toContain(`${path.slice(1)}${path.endsWith("/") ? "index.html" : ""}`);
  }
});

test("the citation file and the BibTeX of an article name the same site", () => {
  const citation = parse(readFileSync(new URL("../../CITATION.cff", import.meta.url), "utf8"));
  const { document } = parseHTML(html(articles[0]!));
  const entry = document.querySelector(".cite-this pre")?.textContent ?? "";
  expect(entry).toContain(`\\url{${new URL(articles[0]!, citation.url).href}}`);
  expect(entry.split("{").length).toBe(entry.split("}").length);
});
