import { expect, type Page, test } from "@playwright/test";
import { toBeLive } from "./live.ts";
import { article } from "./pages.ts";

const gigabyte = "/articles/how-to-read-a-printed-gigabyte/";
const heads = "/articles/heads-from-mha-to-mla/";

/** Keeps back what makes the page live, until told to let it go. */
async function heldBack(page: Page): Promise<() => void> {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(/live\.[^/]*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

test("nothing that makes an article live is loaded before a field is reached for", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(article, { waitUntil: "networkidle" });
  await page.mouse.wheel(0, 4000);
  await page.locator("#why-sixteen h2").click();
  expect(asked.filter((url) => /live\.[^/]*\.js/.test(url))).toEqual([]);
  await page.locator("#expressions textarea").first().focus();
  await toBeLive(page);
});

test("a number typed before its scripts have come counts once they have", async ({ page }) => {
  const go = await heldBack(page);
  await page.goto(article);
  await page.locator(".sentence").getByRole("spinbutton").fill("16");
  await page.locator("#live-table").getByLabel("Unit").selectOption("GB = 10⁹ bytes");
  await expect(page.locator("#kv-405b-16k")).toContainText("7.6904 GiB");
  go();
  await toBeLive(page);
  await expect(page.locator("#kv-405b-16k")).toContainText("16.515 GB");
  await expect(page).toHaveURL(/\?kv405=16&unit=GB$/);
});

test("a stop chosen before its scripts have come is drawn once they have", async ({ page }) => {
  const go = await heldBack(page);
  await page.goto(heads);
  await page.locator("#sharing").getByRole("radio", { name: "one latent, MLA" }).check();
  await expect(page.locator("#sharing .total")).toHaveText("131,072 bytes per token");
  go();
  await expect(page.locator("#sharing .total")).toHaveText("36,864 bytes per token");
  await expect(page.locator("#sharing [role=status]").last()).toContainText("36,864 bytes");
});

test("a figure typed before its scripts have come is read once they have", async ({ page }) => {
  const go = await heldBack(page);
  await page.goto(gigabyte);
  await page.getByLabel("A printed figure", { exact: true }).fill("2 GB");
  go();
  await expect(page.locator("#reader .summary")).toContainText("cannot say which unit");
});
