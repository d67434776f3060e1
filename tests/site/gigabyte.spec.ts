import { expect, type Page, test } from "@playwright/test";
import { openLive } from "./live.ts";

const address = "/articles/how-to-read-a-printed-gigabyte/";

const open = (page: Page, query = "") => openLive(page, address + query);

const verdict = (page: Page) => page.locator("#reader").locator(".summary, .refused");

test("three digits tell the units apart, one does not", async ({ page }) => {
  await open(page);
  await expect(page.locator("#reader tbody tr")).toHaveCount(6);
  await expect(page.locator("#reader tbody")).toContainText("15,375,000,000");
  await expect(verdict(page)).toContainText("can tell which unit was meant");
  await page.getByLabel("A printed figure", { exact: true }).fill("2 GB");
  await expect(verdict(page)).toContainText("cannot say which unit was meant");
  await expect(page).toHaveURL(/\?figure=2\+GB$/);
  await page.reload();
  await expect(page.getByLabel("A printed figure", { exact: true })).toHaveValue("2 GB");
});

test("what is no figure is refused in place with the reason, and stays as typed", async ({
  page,
}) => {
  await open(page);
  const field = page.getByLabel("A printed figure", { exact: true });
  for (const text of ["-3 GB", "1e400 GB", "NaN GB", "٣ GB", "93.3%", "0 GB", "<b>1</b>", ""]) {
    await field.fill(text);
    await expect(verdict(page)).toContainText("Not a figure that can be read");
    await expect(field).toHaveValue(text);
  }
  await field.fill("512 B");
  await expect(verdict(page)).toContainText("Bytes have one meaning");
});

test("two figures of one team come out of the same bytes", async ({ page }) => {
  await page.goto(address);
  const cell = page.locator("#one-cache-two-figures");
  await expect(cell).toContainText("1,677,721,600 bytes");
  await expect(cell).toContainText("1.56 GiB");
  await expect(cell).toContainText("1.68 GB");
});
