import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { preview } from "astro";
import { parse, stringify } from "yaml";
import { buildCopy, copySite, root } from "../copied-site.ts";
import { findBrowser } from "../site/browser.ts";
import { markdownTable, milliseconds, percentile } from "./markdown.ts";
import { answered, openSlowed, seen, slowDown } from "./watch.ts";

const counts = [10, 100, 1000];
const letters = "gemma 3 27b number";

/** What stands in a file of entries, under ids that no other has. */
type Rename = (text: string, index: number) => string;

const renameModel: Rename = (text, index) => {
  const { repository, ...model } = JSON.parse(text);
  return JSON.stringify({ ...model, name: `${model.name}, number ${index}` });
};

const renamePublication: Rename = (text, index) => {
  const publication = parse(text);
  // As YAML 1.1, which the site's reader is: a date without quotes would not be text there.
  const renamed = { ...publication, title: `${publication.title}, number ${index}` };
  return stringify(renamed, { version: "1.1" });
};

/** Writes as many entries as asked for, those of the site over and over, beside them. */
function grow(copy: string, folder: string, count: number, rename: Rename): void {
  const files = readdirSync(join(root, folder)).sort();
  for (let index = 0; index < count; index++) {
    const file = files[index % files.length]!;
    const name = file.replace(/(\.\w+)$/, `-${index}$1`);
    writeFileSync(
      join(copy, folder, name),
      rename(readFileSync(join(root, folder, file), "utf8"), index),
    );
  }
}

function prepare(count: number): string {
  const copy = copySite("growth");
  grow(copy, "src/content/models", count, renameModel);
  grow(copy, "src/content/publications", count, renamePublication);
  return copy;
}

interface Built {
  readonly seconds: number;
  readonly pages: number;
}

function build(copy: string): Built {
  const from = performance.now();
  const log = buildCopy(copy);
  const pages = /(\d+) page\(s\) built/.exec(log)?.[1];
  if (!pages) throw new Error("the build did not say how many pages it made");
  return { seconds: (performance.now() - from) / 1000, pages: Number(pages) };
}

const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1);

/** A page of the build, as it is and as it travels. */
function sizes(copy: string, page: string): string {
  const file = join(copy, "dist", page, "index.html");
  return `${kilobytes(statSync(file).size)} / ${kilobytes(gzipSync(readFileSync(file)).length)}`;
}

/** How long a letter typed into the filter of a page takes until the frame that answers it, in milliseconds. */
async function filterLatency(browser: Browser, address: string): Promise<number> {
  const page = await openSlowed(browser, address);
  await page.locator("main input[name=q]").focus();
  for (const [number, letter] of [...letters].entries()) {
    await page.keyboard.press(letter === " " ? "Space" : letter);
    await answered(page, number);
  }
  const { frames } = await seen(page);
  await page.context().close();
  return percentile(frames, 0.95);
}

/**
 * How building and filtering grow with the content: the site with so many models and as many publications
 * more, those it has over and over. The largest takes minutes.
 */
export async function benchGrowth(): Promise<string> {
  const browser = await chromium.launch(await findBrowser());
  const rows: string[][] = [];
  for (const count of counts) {
    const copy = prepare(count);
    const { seconds, pages } = build(copy);
    const site = await preview({ root: copy, logLevel: "error", server: { port: 4332 } });
    const filtered = (page: string) =>
      filterLatency(browser, `http://localhost:${site.port}${page}`);
    rows.push([
      count.toLocaleString("en-US"),
      pages.toLocaleString("en-US"),
      seconds.toFixed(0),
      milliseconds((1000 * seconds) / pages),
      sizes(copy, "models"),
      sizes(copy, "ledger"),
      milliseconds(await filtered("/models/")),
      milliseconds(await filtered("/ledger/")),
    ]);
    await site.stop();
    rmSync(copy, { recursive: true });
    process.stderr.write(`grown by ${count}: ${rows.at(-1)!.join(" | ")}\n`);
  }
  await browser.close();
  return [
    "## Growing content",
    `Measured on ${new Date().toISOString().slice(0, 10)}. The site built with so many models and as many publications more than it has, copies of its own: seconds with
everything that is made of pages (cards, embeds, the index of the search), kilobytes as they are and as they travel
with gzip, and milliseconds from a letter in a page's filter to the next frame, 95th percentile, slowed down ${slowDown} times.`,
    markdownTable(
      [
        "entries more, of each",
        "pages",
        "build, s",
        "each page, ms",
        "/models/, KiB",
        "/ledger/, KiB",
        "filter of /models/, ms",
        "filter of /ledger/, ms",
      ],
      rows,
    ),
  ].join("\n\n");
}
