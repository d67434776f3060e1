import { expect, type Page, test } from "@playwright/test";
import { learnt, setFar } from "./far.ts";
import { article } from "./pages.ts";

const model = "/models/gemma-3-27b/";

/** For each section whether its contents are laid out now. */
const shown = (page: Page) =>
  page
    .locator(".article > .section")
    .evaluateAll((sections) =>
      sections.map(({ firstElementChild: child }) =>
        child!.checkVisibility({ contentVisibilityAuto: true }),
      ),
    );

/** Where the sections begin, and the page ends. */
const places = (page: Page) =>
  page.evaluate(() => {
    const tops = [...document.querySelectorAll(".article > .section")].map(
      (section) => section.getBoundingClientRect().top + scrollY,
    );
    return [...tops, document.documentElement.scrollHeight].map(Math.round);
  });

/** The same with every section laid out. */
async function truePlaces(page: Page) {
  await setFar(page, "shown");
  const found = await places(page);
  await setFar(page, "skipped");
  return found;
}

for (const address of [article, model]) {
  test(`${address} leaves out far sections, which have their true height all the same`, async ({
    page,
  }) => {
    await page.goto(address);
    await learnt(page);
    await expect.poll(() => shown(page)).toContain(false);
    expect((await shown(page))[0]).toBe(true);
    expect(await places(page)).toEqual(await truePlaces(page));
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => shown(page)).toContain(false);
    await expect.poll(async () => String(await places(page))).toBe(String(await truePlaces(page)));
  });
}

test("a section a link leads to is reached and stays where it is", async ({ page }) => {
  await page.goto(`${article}#weights`);
  const top = () =>
    page.locator("#weights").evaluate((section) => Math.round(section.getBoundingClientRect().top));
  await expect.poll(top).toBeLessThan(200);
  const reached = await top();
  await learnt(page);
  await expect.poll(() => shown(page)).toContain(false);
  expect(await top()).toBe(reached);
});

test("the list of contents leads to the section it names, and nothing moves after", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(article);
  await learnt(page);
  await page.locator(".contents a[href='#training']").click();
  const top = () =>
    page
      .locator("#training")
      .evaluate((section) => Math.round(section.getBoundingClientRect().top));
  await expect.poll(top).toBeLessThan(200);
  const reached = await top();
  await expect.poll(async () => (await shown(page)).slice(-2)).toContain(true);
  expect(await top()).toBe(reached);
});

test("a reader who does not wait is not moved either", async ({ page }) => {
  await page.goto(article, { waitUntil: "domcontentloaded" });
  const top = () =>
    page
      .locator("#training")
      .evaluate((section) => Math.round(section.getBoundingClientRect().top));
  await page.locator("#training").evaluate((section) => {
    section.scrollIntoView({ behavior: "instant" });
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  const reached = await top();
  expect(reached).toBeLessThan(100);
  await learnt(page);
  await expect.poll(() => shown(page)).toContain(false);
  expect(Math.abs((await top()) - reached)).toBeLessThanOrEqual(2);
});

test("what is printed is whole", async ({ page }) => {
  await page.goto(article);
  await learnt(page);
  await page.emulateMedia({ media: "print" });
  await expect.poll(() => shown(page)).not.toContain(false);
});

test("without scripts nothing is left out", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto(article);
  const styles = await page
    .locator(".article > .section")
    .last()
    .evaluate((section) => getComputedStyle(section).contentVisibility);
  expect(styles).toBe("visible");
  await context.close();
});
