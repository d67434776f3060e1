import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { preview } from "astro";
import { parseHTML } from "linkedom";
import sharp from "sharp";
import { stringify } from "yaml";
import { buildCopy, copySite } from "../copied-site.ts";
import { llama } from "../unit/source/files.ts";
import { payloads, sound, watched } from "./hostile.ts";

// One build for all.
test.describe.configure({ mode: "default" });

const attack = `Cache ${payloads.join(" ")} ]]> -- & done`;
const short = `Cache ${payloads.slice(0, 3).join(" ")} & done`;

/** As the site's reader takes it: a date without quotes would not be text there. */
const asYaml = { version: "1.1" } as const;

const source = { what: attack, confidence: "copy" };

/** Entries whose every text is an attack, one of each kind that has a page or stands on one. */
const entries: Readonly<Record<string, unknown>> = {
  "models/hostile.json": {
    name: attack,
    repository: attack,
    config: { ...llama, [attack]: attack },
    sources: [source],
    note: attack,
  },
  "glossary/hostile.yaml": { term: attack, also: [attack], meaning: short },
  "references/hostile.yaml": {
    authors: attack,
    short: attack,
    title: attack,
    published: "2026",
    address: "https://example.org/",
    confidence: "remembered",
  },
  "publications/hostile.yaml": {
    title: attack,
    publisher: attack,
    no_address: attack,
    confidence: "remembered",
    unverified: ["title"],
    copies: [{ what: attack }],
    figures: [
      {
        id: "hostile-figure",
        printed: "1 GB",
        what: attack,
        place: attack,
        note: attack,
        quantity: "kv-cache",
        stated: { name: attack, model: "llama-3.1-8b", tokens: "16k" },
      },
    ],
  },
};

const article = `---
${stringify({ title: attack, description: attack, slug: "hostile", published: "2026-11-23", order: 99 }, asYaml)}---

import Cite from "../../components/book/Cite.astro";
import Gloss from "../../components/book/Gloss.astro";
import References from "../../components/book/References.astro";
import Contents from "../../components/site/Contents.astro";
import Section from "../../components/site/Section.astro";

<Section id="answer" title={${JSON.stringify(attack)}}>

A <Gloss of="hostile" /> that <Cite id="hostile" /> names.

<References article="hostile" />

</Section>
`;

const changed = [
  "/articles/hostile/",
  "/articles/",
  "/models/hostile/",
  "/models/",
  "/ledger/hostile/",
  "/ledger/",
  "/glossary/",
  "/",
];

let copy: string;
let address: string;
let stop: () => Promise<void>;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  copy = copySite("hostile");
  for (const [file, entry] of Object.entries(entries)) {
    const text = file.endsWith(".json") ? JSON.stringify(entry) : stringify(entry, asYaml);
    writeFileSync(join(copy, "src/content", file), text);
  }
  writeFileSync(join(copy, "src/content/articles/hostile.mdx"), article);
  buildCopy(copy);
  const site = await preview({ root: copy, logLevel: "error", server: { port: 0 } });
  stop = () => site.stop();
  address = `http://localhost:${site.port}`;
});

test.afterAll(async () => {
  await stop?.();
  rmSync(copy, { recursive: true, force: true });
});

const built = (path: string) => readFileSync(join(copy, "dist", path), "utf8");

test("attacks in the files of the content become words of the pages and nothing else", async ({
  page,
}) => {
  test.slow();
  const said = await watched(page);
  for (const path of changed) {
    await page.goto(address + path);
    await expect(page.locator("main")).toContainText("onerror=globalThis.taken=1");
    await sound(page, said, new Set(["null", "undefined"]), [attack], 0);
  }
});

test("what machines read of them says the same words", async ({ page }) => {
  for (const path of ["/articles/hostile/", "/models/hostile/", "/ledger/hostile/"]) {
    const { document } = parseHTML(built(`${path}index.html`));
    const data = document.querySelector('script[type="application/ld+json"]')!.textContent!;
    expect(JSON.parse(data).name, path).toContain(attack);
    const card = document.querySelector('meta[property="og:image"]')!.getAttribute("content")!;
    const { width } = await sharp(join(copy, "dist", new URL(card).pathname)).metadata();
    expect(width, path).toBe(1200);
  }
  await page.goto(address);
  const feed = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "text/xml");
    const items = [...parsed.querySelectorAll("item")];
    return {
      wrong: parsed.querySelector("parsererror")?.textContent,
      titles: items.map((item) => item.querySelector("title")?.textContent),
      names: [...new Set([...parsed.querySelectorAll("item *")].map(({ tagName }) => tagName))],
    };
  }, built("feed.xml"));
  expect(feed.wrong).toBeUndefined();
  expect(feed.titles).toContain(attack);
  expect(feed.names.sort()).toEqual(["description", "guid", "link", "pubDate", "title"]);
});
