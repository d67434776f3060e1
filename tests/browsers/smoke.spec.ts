import { writeFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { article } from "../site/pages.ts";
import { test } from "./smoke.ts";

const rooms = [
  "/",
  "/articles/",
  article,
  "/articles/will-it-fit/",
  "/models/",
  "/models/gemma-3-27b/",
  "/ledger/",
  "/ledger/kivi/",
  "/workbench/",
  "/explain/",
  "/witness/",
  "/glossary/",
  "/search/",
  "/embed/",
];

test("a page of each room opens without an error and fits, wide and narrow", async ({
  reader,
}, testInfo) => {
  for (const room of rooms) {
    await reader.open(room);
    await reader.reads("h1", /\w/);
    for (const width of [1440, 390]) {
      await reader.resize(width, 900);
      const { over, styled } = await reader.run(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        styled: getComputedStyle(document.body).backgroundColor,
      }));
      expect(over, `${room} at ${width}`).toBeLessThanOrEqual(0);
      expect(styled).not.toBe("rgba(0, 0, 0, 0)");
      const picture = testInfo.outputPath(`${room.replaceAll("/", "_")}${width}.png`);
      await writeFile(picture, await reader.picture());
    }
    await reader.sawNoErrors();
  }
});

test("the first article follows an input, its address does, and a reload restores it", async ({
  reader,
}) => {
  const field =
    '#live-table [data-term] input[type="range"][aria-label="KV heads of 405B"] + input';
  await reader.open(article);
  await reader.reads("#kv-405b-16k", "7.6904 GiB");
  await reader.fill(field, "16");
  await reader.reads("#kv-405b-16k", "15.381 GiB");
  await reader.isAt(`${article}?kv405=16`);
  await reader.reload();
  await reader.reads("#kv-405b-16k", "15.381 GiB");
});

test("the menu of a cell opens and is left with Escape, which leads back", async ({ reader }) => {
  await reader.open(article);
  await reader.click("#live-table button[aria-haspopup]");
  await reader.reads(".copy-menu", "Copy as Markdown");
  await reader.press("Escape");
  await expect
    .poll(() => reader.run(() => document.querySelector(".copy-menu")!.matches(":popover-open")))
    .toBe(false);
  expect(
    await reader.run(() => document.activeElement?.getAttribute("aria-haspopup")),
  ).toBeTruthy();
});

test("the workbench takes tokens and a model, and its address follows", async ({ reader }) => {
  await reader.open("/workbench/");
  await reader.fill("#field-tokens", "16ki");
  await reader.reads("#answer .verdict", "of 16,384 tokens");
  await reader.fill('.model-search [role="combobox"]', "gpt oss 120");
  await reader.click('.model-search [role="option"]');
  await reader.reads("#figures caption", "gpt-oss");
  await reader.isAt("model=gpt-oss-120b&tokens=16384");
});

test("a figure is explained", async ({ reader }) => {
  await reader.open("/explain/?figure=4.88+GB&model=llama-3.1-70b&tokens=16k");
  await reader.reads("#answer .verdict strong", "agrees");
});

test("the ledger is narrowed", async ({ reader }) => {
  await reader.open("/ledger/");
  await reader.reads(".summary", /\d/);
  const shown = () =>
    reader.run(
      () =>
        [...document.querySelectorAll(".ledger-figures tbody tr")].filter((row) =>
          row.checkVisibility(),
        ).length,
    );
  const all = await shown();
  await reader.fill('.filters [name="q"]', "405B");
  await expect.poll(shown).toBeLessThan(all);
  expect(await shown()).toBeGreaterThan(0);
  await reader.isAt("/ledger/?q=405B");
});

test("a word says what it means to the pointer and to the keyboard", async ({ reader }) => {
  await reader.open("/articles/how-to-read-a-printed-gigabyte/");
  await reader.point("#check-units .gloss");
  await reader.reads("#gloss", "2³⁰ bytes");
  await reader.point("h1");
  await reader.run(() => document.querySelector<HTMLElement>("#check-units .gloss")!.focus());
  await reader.reads("#gloss", "2³⁰ bytes");
});

test("llama.cpp answers in the page, or what keeps it from that is said", async ({ reader }) => {
  await reader.open("/witness/?model=llama-3.1-8b&tokens=1024");
  await reader.click("#ask-llama-cpp .needs-script button");
  // WebKit has no 64-bit WebAssembly yet; it has to be said.
  await reader.reads(
    "#ask-llama-cpp",
    /128\.00 MiB.*128\.00 MiB|takes 64-bit WebAssembly/s,
    60_000,
  );
});

test("sections that are left out are as high as they are when they are shown", async ({
  reader,
}) => {
  await reader.open(article);
  const heights = (far: string) =>
    reader.run((state) => {
      document.querySelector<HTMLElement>(".article")!.dataset.far = state;
      return [...document.querySelectorAll(".article > .section")].map((section) =>
        Math.round(section.getBoundingClientRect().height),
      );
    }, far);
  await expect
    .poll(() => reader.run(() => document.querySelector<HTMLElement>(".article")!.dataset.far))
    .toBe("skipped");
  expect(await heights("skipped")).toEqual(await heights("shown"));
});

test("something is found", async ({ reader }) => {
  await reader.open("/search/?q=gibibyte");
  await reader.reads("site-search li", /GiB|gibibyte/i);
});

test("the page is kept for reading without a network", async ({ reader }) => {
  await reader.open(article);
  const script = await reader.run(
    async () => (await navigator.serviceWorker?.ready)?.active?.scriptURL,
  );
  expect(script).toMatch(/\/service-worker\.js$/);
});

test("the article reads without scripts", async ({ withoutScripts }) => {
  await withoutScripts.open(`${article}?kv405=16`);
  expect(await withoutScripts.text("#kv-405b-16k")).toContain("7.6904 GiB");
  expect(await withoutScripts.text("#formula")).toContain("layers");
});
