import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { hashed } from "../../src/delivery/headers.ts";
import { contentsOf } from "../../src/offline/contents.ts";
import { dist } from "./pages.ts";

test.use({ serviceWorkers: "allow" });

/** The first visit of a page, until the worker has kept what it keeps. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
      );
  });
}

const withoutNetwork = (context: BrowserContext) => context.setOffline(true);

test("after one visit the page and the articles are read, and live, without a network", async ({
  page,
  context,
}) => {
  test.slow();
  const address = "/models/gemma-3-27b/?tokens=65536";
  await visit(page, address);
  const total = await page.locator("#total").textContent();
  await withoutNetwork(context);
  await page.reload();
  await expect(page.locator("#total")).toHaveText(total!);
  await page.goto("/articles/");
  await page.locator('main a[href="will-it-fit/"]').first().click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }).fill("54");
  await expect(page.locator("#bar .verdict")).toContainText("It does not fit");
  expect(await page.evaluate(() => document.fonts.check('1rem "Source Serif 4"'))).toBe(true);
});

test("a page that was opened before opens again; one that was not is said to be missing", async ({
  page,
  context,
}) => {
  test.slow();
  await visit(page, "/articles/");
  await page.goto("/ledger/kivi/");
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  await expect
    .poll(() => page.evaluate(async () => (await caches.match("/ledger/kivi/")) !== undefined))
    .toBe(true);
  await withoutNetwork(context);
  await page.goto("/ledger/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "There is no network, and this page was not kept",
  );
  await page.goto("/ledger/kivi/?from=elsewhere#figures");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading!);
});

test("a page is never older than the network's, and the engine is not kept unasked", async ({
  page,
  context,
}) => {
  test.slow();
  await visit(page, "/glossary/");
  await context.route("**/glossary/", (route) =>
    route.fulfill({ contentType: "text/html", body: "<h1>newer</h1>" }),
  );
  await page.goto("/glossary/");
  await expect(page.locator("h1")).toHaveText("newer");
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => url);
  });
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.filter((url) => /\.wasm|wllama|pagefind|cards/.test(url))).toEqual([]);
});

test("every page's files are known, and what the first visit keeps is within its budget", async () => {
  const { files, pages, first } = await contentsOf(dist, hashed.folder);
  const named = (html: string) =>
    [...html.matchAll(/(?:src|href)="\/(_astro\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const kept = new Set<string>();
  for (const [path, places] of Object.entries(pages)) {
    const known = places.map((place) => files[place]);
    const html = readFileSync(join(dist, path, "index.html"), "utf8");
    for (const file of named(html)) expect(known, path).toContain(file);
    if (first.includes(path)) for (const file of [`${path}index.html`, ...known]) kept.add(file!);
  }
  const size = [...kept].reduce((sum, file) => {
    const content = readFileSync(join(dist, file));
    return sum + (file.endsWith(".woff2") ? content.length : gzipSync(content).length);
  }, 0);
  const worker = gzipSync(readFileSync(join(dist, "service-worker.js"))).length;
  console.log(
    `kept for reading without a network: ${(size / 1024).toFixed(0)} KiB gzipped, by a worker of ${(worker / 1024).toFixed(1)} KiB`,
  );
  expect(size).toBeLessThanOrEqual(700 * 1024);
  expect(worker).toBeLessThanOrEqual(8 * 1024);
});
