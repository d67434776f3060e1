import { expect, type Locator, type Page } from "@playwright/test";

/** Waits until a page that leaves out far sections has learnt how high they are. */
export const learnt = (page: Page) =>
  expect(page.locator(".article[data-far]:not([data-far=skipped])")).toHaveCount(0);

/** Has an article lay out its far sections too, or leave them out as it does for readers. */
export const setFar = (page: Page, far: "shown" | "skipped") =>
  page.locator(".article").evaluate((article, value) => {
    (article as HTMLElement).dataset.far = value;
  }, far);

/** Has a page lay out all it holds from now on, and clip nothing, where it is one that leaves out what is far. */
export async function layOutAll(page: Page): Promise<void> {
  if ((await page.locator(".article[data-far]").count()) === 0) return;
  await learnt(page);
  await page.locator(".article > .section").evaluateAll((sections) => {
    for (const section of sections)
      (section as HTMLElement).style.cssText = "content-visibility: visible; contain: none";
  });
}

/** Scrolls to a part and waits until it is painted: what was far away is not under a pointer before. */
export async function bringIntoSight(part: Locator): Promise<void> {
  await part.scrollIntoViewIfNeeded();
  await part.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
}
