import { expect, type Page, test } from "@playwright/test";
import { html, pages } from "./pages.ts";

const article = "/articles/how-to-read-a-printed-gigabyte/";
const word = (page: Page) => page.locator("#check-units .gloss").first();
const tip = (page: Page) => page.getByRole("tooltip");

test.describe("a word of the glossary", () => {
  test("shows its meaning to the pointer, which may wander onto it", async ({ page }) => {
    await page.goto(article);
    await word(page).hover();
    await expect(tip(page)).toContainText("2³⁰ bytes");
    await tip(page).hover();
    await page.waitForTimeout(400);
    await expect(tip(page)).toBeVisible();
    await page.mouse.move(5, 5);
    await expect(tip(page)).toBeHidden();
  });

  test("shows it to the keyboard and puts it away at Escape", async ({ page }) => {
    await page.goto(article);
    await word(page).focus();
    await expect(word(page)).toHaveAccessibleDescription(/2³⁰ bytes/);
    await expect(tip(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(tip(page)).toBeHidden();
    await expect(word(page)).toBeFocused();
  });

  test("stays inside a narrow window", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 600 });
    await page.goto(article);
    for (const one of await page.locator(".gloss").all()) {
      await one.focus();
      await expect(one).toBeInViewport();
      await expect(async () => {
        const box = (await tip(page).boundingBox())!;
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(320);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height).toBeLessThanOrEqual(600);
      }).toPass();
    }
  });

  test("leads to its entry, which is marked", async ({ page }) => {
    await page.goto(article);
    await word(page).click();
    await expect(page).toHaveURL(/\/glossary\/#gib$/);
    await expect(page.locator("#gib")).toBeInViewport();
  });
});

test.describe("a question to predict", () => {
  test("says how far a guess is off and opens the answer", async ({ page }) => {
    await page.goto(article);
    const cell = page.locator("#check-units");
    await expect(cell.locator("details p").first()).toBeHidden();
    await cell.getByLabel("My guess").fill("80");
    await page.keyboard.press("Enter");
    await expect(cell.getByRole("status")).toHaveText("Close: 6.9 % too small.");
    await expect(cell.locator("details")).toContainText("85.9 GB");
    await expect(cell.locator("details p").first()).toBeVisible();
  });

  test("names what is no number, keeps it and keeps the answer folded", async ({ page }) => {
    await page.goto(article);
    const cell = page.locator("#check-units");
    const field = cell.getByLabel("My guess");
    await field.fill("a lot");
    await cell.getByRole("button", { name: "Compare" }).click();
    await expect(cell.getByRole("status")).toContainText("A guess is a number");
    await expect(field).toHaveValue("a lot");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(cell.locator("details p").first()).toBeHidden();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("an answer unfolds and a word leads to the glossary", async ({ page }) => {
    await page.goto(article);
    await page.locator("#check-units summary").click();
    await expect(page.locator("#check-units details")).toContainText("85.9 GB");
    await expect(page.locator("#check-units form")).toBeHidden();
    await word(page).click();
    await expect(page.locator("#gib")).toBeVisible();
  });
});

test("answers and asides are open in print", async ({ page }) => {
  await page.goto(article);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#check-units details data")).toBeVisible();
  await expect(page.locator("#check-units form")).toBeHidden();
});

test("the articles follow one another in the order of the contents", async ({ page }) => {
  await page.goto("/articles/");
  const order = await page
    .locator(".chapters h2 a")
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(order.length).toBe(pages.filter((one) => /^\/articles\/./.test(one)).length);
  await page.goto(order[0]!);
  for (const address of order) {
    await expect(page).toHaveURL(address);
    const next = page.locator(".neighbours [rel=next]");
    if (address === order.at(-1)) await expect(next).toHaveCount(0);
    else await next.click();
  }
});

for (const address of pages.filter((one) => /^\/articles\/./.test(one))) {
  test(`${address} ends with a formula and three figures to remember`, async () => {
    const text = html(address);
    const card = text.slice(text.indexOf('id="summary"'));
    expect(card).toContain("katex");
    expect(card.slice(0, card.indexOf("</ul>")).match(/<li>/g)).toHaveLength(3);
    expect(text.match(/<check-yourself/g)?.length ?? 0).toBeGreaterThan(0);
  });
}
