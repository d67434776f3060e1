import { expect, type Page, test } from "@playwright/test";

const field = (page: Page) => page.getByRole("searchbox", { name: "Look for" });
const results = (page: Page) => page.locator("site-search li");

test("articles, words, models and printed figures are found", async ({ page }) => {
  await page.goto("/search/");
  for (const [query, address] of [
    ["sixteen heads 405B", "/articles/the-table-that-doubled/"],
    ["gibibyte", "/glossary/"],
    ["Gemma 3 27B", "/models/gemma-3-27b/"],
    ["PagedAttention", "/ledger/pagedattention/"],
  ] as const) {
    await field(page).fill(query);
    await expect(results(page).locator(`a[href^="${address}"]`).first()).toBeVisible();
  }
});

test("a part of a page is found under its own address, with what matched marked", async ({
  page,
}) => {
  await page.goto("/search/?q=registry+duplicate");
  const part = results(page).locator('a[href*="#"]').first();
  await expect(part).toBeVisible();
  expect(await results(page).locator("mark").count()).toBeGreaterThan(0);
  await part.click();
  await expect(page).toHaveURL(/#[\w-]+$/);
  await page.goBack();
  await expect(field(page)).toHaveValue("registry duplicate");
  await expect(results(page).first()).toBeVisible();
});

test("arrow keys walk the results, and what was looked for is in the address", async ({ page }) => {
  await page.goto("/search/");
  await field(page).focus();
  await page.keyboard.type("gigabyte");
  await expect(results(page).first()).toBeVisible();
  await expect(page).toHaveURL(/\?q=gigabyte$/);
  await page.keyboard.press("ArrowDown");
  await expect(results(page).first().locator("a").first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field(page)).toBeFocused();
});

test("nothing found is said, and markup in a query stays text", async ({ page }) => {
  await page.goto("/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
  await expect(page.getByRole("status")).not.toBeEmpty();
  await expect(page.locator("site-search img")).toHaveCount(0);
  await expect(field(page)).toHaveValue("<img src=x onerror=alert(1)>");
  await field(page).fill('"qqzzxx <b>"');
  await expect(page.getByRole("status")).toContainText('Nothing has “"qqzzxx <b>"”');
});

test("the index is loaded when something is looked for, from the site alone", async ({
  page,
  baseURL,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/search/");
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => url.includes("pagefind"))).toEqual([]);
  await field(page).fill("window");
  await expect(results(page).first()).toBeVisible();
  expect(asked.filter((url) => !url.startsWith(baseURL!))).toEqual([]);
});

test("an index that does not load is said", async ({ page }) => {
  await page.route("**/pagefind/**", (route) => route.abort());
  await page.goto("/search/?q=window");
  await expect(page.getByRole("status")).toContainText("could not be loaded");
});
