import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { openLive } from "./live.ts";
import { article } from "./pages.ts";
import { render } from "./render-markdown.ts";
import { clipboard, copied, menu, more } from "./sharing.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("a cell copied as Markdown states its inputs, and renders as the table on the page", async ({
  page,
}) => {
  await openLive(page, `${article}?kv405=16`);
  const cell = page.locator("#live-table");
  await expect(cell).toContainText("All 9 cells agree");
  const source = await copied(page, cell, "Copy as Markdown");
  const document = await render(source);
  const heading = document.querySelector("strong a");
  expect(heading?.textContent).toBe("Every cell, recomputed");
  expect(heading?.getAttribute("href")).toBe(
    `${new URL(page.url()).origin}${article}?kv405=16#live-table`,
  );
  expect(document.querySelectorAll("tbody tr")).toHaveLength(3);
  expect(document.querySelector("tbody tr:last-child")?.textContent).toContain(
    "15.38 · 15.381 GiB",
  );
  expect(document.body.textContent).toContain("All 9 cells agree");
  expect(document.body.textContent).toContain("KV heads of 405B: 16, by default 8");
  expect(document.querySelector("button, input, select")).toBeNull();
});

test("what was typed is what is copied", async ({ page }) => {
  await openLive(page, article);
  await page.locator("#expressions textarea").first().fill("2**10 * 3");
  await expect(page.locator("#expressions output").first()).toHaveText("3072");
  const source = await copied(page, page.locator("#expressions"), "Copy as Markdown");
  expect(source).toContain("`2**10 * 3` · 3072");
});

test("as text it has no marks and ends with its address", async ({ page }) => {
  await openLive(page, article);
  const text = await copied(page, page.locator("#surprises"), "Copy as text");
  expect(text).toContain("GB is two units. In this table it means GiB, 2³⁰ bytes");
  expect(text).not.toMatch(/\]\(|\*\*/);
  expect(text.endsWith(`${article}#surprises`)).toBe(true);
});

test("a copied link opens in a fresh browser at its part, with the inputs", async ({
  page,
  browser,
}) => {
  await openLive(page, article);
  await page
    .locator("#live-table")
    .getByRole("spinbutton", { name: "KV heads of 405B" })
    .fill("12");
  await expect(page).toHaveURL(/kv405=12/);
  const link = await copied(page, page.locator("#live-table"), "Copy link");
  const other = await (await browser.newContext()).newPage();
  await openLive(other, link);
  await expect(other.locator("#live-table")).toBeInViewport();
  await expect(
    other.locator("#live-table").getByRole("spinbutton", { name: "KV heads of 405B" }),
  ).toHaveValue("12");
  await other.context().close();
});

test("the menu is reached, walked and left from the keyboard", async ({ page }) => {
  await openLive(page, article);
  const button = more(page.locator("#formula"));
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(menu(page).getByRole("button", { name: "Copy as Markdown" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(menu(page).getByRole("button").last()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test("a drawing is copied as a picture and saved as SVG, with the line that says where it is from", async ({
  page,
}) => {
  await page.goto("/models/gemma-3-27b/?tokens=131072");
  await expect(page.locator("#at-131072")).toContainText("chosen above");
  const part = page.locator("#growth");
  await more(part).click();
  await menu(page).getByRole("button", { name: "Copy picture" }).click();
  await expect(part.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  const size = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const bitmap = await createImageBitmap(await item!.getType("image/png"));
    return { width: bitmap.width, height: bitmap.height };
  });
  expect(size.width).toBeGreaterThan(600);
  expect(size.height).toBeGreaterThan(300);
  const download = page.waitForEvent("download");
  await more(part).click();
  await menu(page).getByRole("button", { name: "Save picture as SVG" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("growth.svg");
  const { document } = parseHTML(readFileSync(await file.path(), "utf8"));
  expect(document.querySelector("svg > text")?.textContent).toContain("?tokens=131072#growth");
  expect(document.querySelectorAll("path").length).toBeGreaterThan(1);
  expect(document.documentElement.outerHTML.includes("var(--")).toBe(false);
});

test("a drawing that is drawn anew under the open menu is copied as it is then", async ({
  page,
}) => {
  await page.goto("/models/gemma-3-27b/");
  const part = page.locator("#growth");
  await more(part).click();
  await expect(menu(page).getByRole("button", { name: "Copy picture" })).toBeVisible();
  await part.evaluate((growth) => {
    for (const svg of growth.querySelectorAll("svg")) svg.replaceWith(svg.cloneNode(true));
  });
  await menu(page).getByRole("button", { name: "Copy picture" }).click();
  await expect(part.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
});

test("a word of the glossary is copied with its meaning", async ({ page }) => {
  await page.goto("/glossary/");
  await page.locator("#gib").getByRole("button", { name: "Copy “GiB”" }).click();
  await menu(page).getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.locator("#gib").getByRole("status")).toHaveText("Copied");
  const text = await clipboard(page);
  expect(text).toContain("#gib)**");
  expect(text).toContain("2³⁰ bytes");
});

test("where copying is blocked the reader is told", async ({ page, context }) => {
  await context.clearPermissions();
  await page.addInitScript(() => {
    const blocked = () => Promise.reject(new Error("blocked"));
    Object.defineProperty(navigator, "clipboard", {
      value: { write: blocked, writeText: blocked },
    });
  });
  await openLive(page, article);
  const part = page.locator("#formula");
  await more(part).click();
  await menu(page).getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(part.getByRole("status").filter({ hasText: "blocked" })).toBeVisible();
});
