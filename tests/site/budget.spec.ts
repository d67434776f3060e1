import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { article, explain } from "./pages.ts";

const kib = 1024;

const kinds: Readonly<Record<string, "html" | "css" | "js" | "font">> = {
  document: "html",
  stylesheet: "css",
  script: "js",
  font: "font",
};

/** Bytes a first visit downloads, gzipped where a server would; fonts are compressed already. */
async function load(page: Page, address: string) {
  const sizes = { html: 0, css: 0, js: 0, font: 0, other: 0 };
  const pending: Promise<void>[] = [];
  page.on("response", (response) => {
    const kind = kinds[response.request().resourceType()] ?? "other";
    const counted = response.body().then((body) => {
      sizes[kind] += kind === "font" ? body.length : gzipSync(body).length;
    });
    // What comes after the last look is nobody's: the page may close before it is whole.
    counted.catch(() => {});
    pending.push(counted);
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const seen = async () => {
    await Promise.all(pending);
    return { ...sizes, total: Object.values(sizes).reduce((sum, size) => sum + size, 0) };
  };
  return seen;
}

const print = (sizes: Record<string, number>) =>
  Object.entries(sizes)
    .map(([kind, size]) => `${kind} ${(size / kib).toFixed(1)}`)
    .join(", ");

test("the first article, all its cells included, is light to load", async ({ page }) => {
  const sizes = await (await load(page, article))();
  console.log(`${article} in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(30 * 1000);
  expect(sizes.total).toBeLessThanOrEqual(100 * kib);
});

test("a chart is paid for when one moves, and not before", async ({ page }) => {
  const seen = await load(page, article);
  const before = (await seen()).js;
  await page
    .locator("#live-table")
    .getByRole("spinbutton", { name: "KV heads of 405B" })
    .fill("16");
  await page.waitForLoadState("networkidle");
  await expect(page.locator('[data-crossing="405B"]')).toHaveText("786,392");
  await page.waitForTimeout(300);
  const chart = (await seen()).js - before;
  console.log(`chart, once moved: ${(chart / kib).toFixed(1)} KiB gzipped`);
  expect(chart).toBeGreaterThan(0);
  expect(chart).toBeLessThanOrEqual(95 * kib);
});

test("the article on number formats is light to load, and its cells when one moves", async ({
  page,
}) => {
  const address = "/articles/numbers-that-fit-in-a-byte/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(8 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  await page.getByRole("textbox", { name: "A number", exact: true }).fill("0.3");
  await expect(page.locator('#number [data-format="fp16"]')).toContainText("0.30004");
  const moved = (await seen()).js - before.js;
  console.log(`its cells, once moved: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(40 * kib);
});

test("what a token leaves behind is light to load, and light to touch", async ({ page }) => {
  const address = "/articles/what-a-token-leaves-behind/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(5 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  await page.getByRole("button", { name: "Read the next word" }).click();
  await expect(page.locator('#layer-drawing [data-word="was"] .vector')).toHaveCount(3);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(300);
  const moved = (await seen()).js - before.js;
  console.log(`its drawings, once one moves: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeLessThanOrEqual(30 * kib);
});

const articlesThatWait = [
  { address: "/articles/counting-the-weights/", field: "#count", follows: "#count .total" },
  { address: "/articles/training-memory/", field: "#account", follows: "#account .total" },
];

for (const { address, field, follows } of articlesThatWait) {
  test(`${address} costs hardly any script before a field is touched`, async ({ page }) => {
    const seen = await load(page, address);
    const before = await seen();
    console.log(`${address} in KiB gzipped: ${print(before)}`);
    expect(before.js).toBeLessThanOrEqual(5 * kib);
    expect(before.total).toBeLessThanOrEqual(80 * kib);
    const result = await page.locator(follows).textContent();
    await page.locator(field).getByRole("combobox").first().selectOption("405B");
    await expect(page.locator(follows)).not.toHaveText(result!);
    await page.waitForTimeout(300);
    const moved = (await seen()).js - before.js;
    console.log(`what follows its inputs: ${(moved / kib).toFixed(1)} KiB gzipped`);
    expect(moved).toBeLessThanOrEqual(45 * kib);
  });
}

test("the article on layers is light to load, and its figures when one moves", async ({ page }) => {
  const address = "/articles/not-every-layer-remembers/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(5 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  const chart = page.waitForResponse(/plot/);
  await page.locator("#stack").getByRole("spinbutton", { name: "Tokens" }).fill("131072");
  await expect(page.locator("#stack-total")).toHaveText("10.41\u00a0GiB");
  await chart;
  await page.waitForTimeout(300);
  const moved = (await seen()).js - before.js;
  console.log(`its figures and chart, once moved: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeLessThanOrEqual(120 * kib);
});

test("the article on heads is light to load, and its figures when one moves", async ({ page }) => {
  const address = "/articles/heads-from-mha-to-mla/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(16 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  await page.locator("#sharing").getByRole("radio", { name: "one latent, MLA" }).check();
  await expect(page.locator("#sharing .total")).toHaveText("36,864 bytes per token");
  const moved = (await seen()).js - before.js;
  console.log(`its figures, once moved: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(12 * kib);
});

test("the article on what fits is light to load, and its drawings when one moves", async ({
  page,
}) => {
  const address = "/articles/will-it-fit/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(5 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  const chart = page.waitForResponse(/plot/);
  await page.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }).fill("54");
  await expect(page.locator("#bar .verdict")).toContainText("It does not fit");
  await chart;
  await page.waitForTimeout(300);
  const moved = (await seen()).js - before.js;
  console.log(`its figures and chart, once moved: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeLessThanOrEqual(115 * kib);
});

test("the workbench is light to load, and its answers when one moves", async ({ page }) => {
  const address = "/workbench/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(6 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  await page.locator("#field-tokens").fill("16k");
  await expect(page.locator("#answer .verdict")).toContainText("16,000 tokens");
  const touched = (await seen()).js - before.js;
  console.log(`its answers, once touched: ${(touched / kib).toFixed(1)} KiB gzipped`);
  expect(touched).toBeGreaterThan(0);
  expect(touched).toBeLessThanOrEqual(75 * kib);
});

test("the front page needs no script", async ({ page }) => {
  const sizes = await (await load(page, "/"))();
  expect(sizes.js).toBe(0);
});

test("a model's page is light to load, and its figures when one moves", async ({ page }) => {
  const address = "/models/qwen3.5-397b-a17b/";
  const seen = await load(page, address);
  const before = await seen();
  console.log(`${address} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(15 * kib);
  expect(before.total).toBeLessThanOrEqual(100 * kib);
  const chart = page.waitForResponse(/plot/);
  await page.getByRole("spinbutton", { name: "Tokens" }).fill("131072");
  await expect(page.locator("#at-131072")).toContainText("chosen above");
  await chart;
  await page.waitForTimeout(300);
  const moved = (await seen()).js - before.js;
  console.log(`its figures and chart, once moved: ${(moved / kib).toFixed(1)} KiB gzipped`);
  expect(moved).toBeLessThanOrEqual(115 * kib);
});

test("the index of models is light to load", async ({ page }) => {
  const sizes = await (await load(page, "/models/"))();
  console.log(`/models/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(5 * kib);
  expect(sizes.total).toBeLessThanOrEqual(100 * kib);
});

test("the ledger is light to load", async ({ page }) => {
  const sizes = await (await load(page, "/ledger/"))();
  console.log(`/ledger/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(8 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("the page of a publication with many figures is light", async ({ page }) => {
  const sizes = await (await load(page, "/ledger/llama31/"))();
  console.log(`/ledger/llama31/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(8 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("explaining is paid for when a reader asks, and not before", async ({ page }) => {
  const seen = await load(page, explain);
  const before = await seen();
  console.log(`${explain} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(20 * kib);
  expect(before.total).toBeLessThanOrEqual(100 * kib);
  await page.getByLabel("Figure", { exact: true }).fill("30.76 GiB");
  await expect(page.locator("#answer .verdict .ink")).toHaveText("30.76 GiB");
  await page.waitForLoadState("networkidle");
  const after = await seen();
  console.log(`${explain} once asked: ${print(after)}`);
  expect(after.js - before.js).toBeLessThanOrEqual(45 * kib);
  expect(after.total).toBeLessThanOrEqual(150 * kib);
});

test("the witness is light to load until it is asked", async ({ page }) => {
  const sizes = await (await load(page, "/witness/"))();
  console.log(`/witness/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(15 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("a model that llama.cpp can be asked about is as light as one that it cannot", async ({
  page,
}) => {
  const sizes = await (await load(page, "/models/deepseek-v3.2/"))();
  expect(sizes.js).toBeLessThanOrEqual(15 * kib);
  expect(sizes.total).toBeLessThanOrEqual(100 * kib);
});
