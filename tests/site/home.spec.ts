import { expect, type Page, test } from "@playwright/test";
import { openLive, toBeLive } from "./live.ts";

const heads = (page: Page) => page.getByRole("spinbutton", { name: "KV heads of 405B" });
const row = (page: Page) => page.locator(".doubled tbody tr").last();
const cells = (page: Page) => row(page).locator("td");

test("with sixteen heads the row that doubled agrees, and the address says so", async ({
  page,
}) => {
  await openLive(page, "/");
  await expect(cells(page).nth(1)).toContainText("15.38");
  await expect(cells(page).nth(1)).toContainText("7.6904 GiB");
  await expect(cells(page).nth(1)).toContainText("2.00 × the formula");
  await heads(page).fill("16");
  await expect(cells(page).nth(1)).toContainText("15.381 GiB");
  await expect(row(page).locator('[data-agrees="true"]')).toHaveCount(3);
  await expect(page.locator(".doubled .summary")).toHaveText(
    "All 9 cells agree to the printed digit.",
  );
  await expect(page).toHaveURL(/\/\?kv405=16$/);
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(cells(page).nth(1)).toContainText("7.6904 GiB");
  await expect(page).toHaveURL(/\/$/);
});

test("the slider goes through the powers of two by keyboard, and the row follows", async ({
  page,
}) => {
  await openLive(page, "/");
  await page.getByRole("slider", { name: "KV heads of 405B" }).press("ArrowRight");
  await expect(heads(page)).toHaveValue("16");
  await page.getByRole("slider", { name: "KV heads of 405B" }).press("End");
  await expect(heads(page)).toHaveValue("128");
  await expect(row(page).locator(".judgement").first()).toHaveText("0.12 × the formula");
});

test("a link opens the table as it was left; what it got wrong is named", async ({ page }) => {
  await page.goto("/?kv405=16&colour=red");
  await toBeLive(page);
  await expect(heads(page)).toHaveValue("16");
  await expect(page.locator(".ignored")).toContainText("colour=red");
});

test("the front page loads what makes it live only when its field is reached for", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/", { waitUntil: "networkidle" });
  await page.locator("h1").click();
  expect(asked.filter((url) => /live\.[^/]*\.js/.test(url))).toEqual([]);
  await heads(page).focus();
  await toBeLive(page);
});

test("what this is, the table and every room are in the first screen", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/");
  const wide = page.locator("h1, .front .lead, .doubled table, .onward, .rooms h2");
  for (const part of await wide.all()) await expect(part).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const part of await page.locator("h1, .front .lead, .doubled h2").all())
    await expect(part).toBeInViewport({ ratio: 1 });
  await expect(heads(page)).toBeInViewport();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the front page reads completely", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator(".live-cell")).toHaveCount(9);
    await expect(cells(page).nth(1)).toContainText("7.6904 GiB");
    await expect(page.locator(".doubled .summary")).toContainText("6 of 9 cells agree");
    await expect(page.locator(".rooms a")).toHaveCount(6);
  });
});
