import { expect, type Page, test } from "@playwright/test";
import { openLive } from "./live.ts";

/** A page whose chart follows its inputs: the field that is moved, and the text that answers it at once. */
const pages = [
  {
    address: "/articles/the-table-that-doubled/",
    field: '#live-table input[type="number"]',
    answer: "#live-table tbody",
    chart: ".cache-chart",
  },
  {
    address: "/articles/not-every-layer-remembers/",
    field: '#growth input[type="range"]',
    answer: "#growth .lengths-table",
    chart: "#growth .growth",
  },
  {
    address: "/articles/will-it-fit/",
    field: '#bar input[type="number"]',
    answer: '#bar [data-live="bar"]',
    chart: ".requests-chart",
  },
  {
    address: "/models/gemma-3-27b/",
    field: 'input[type="range"]',
    answer: ".lengths-table",
    chart: ".growth",
  },
];

type Place = Pick<(typeof pages)[number], "field" | "answer" | "chart">;

/** Moves the field by one step and says what has changed when the next frame is about to be drawn. */
const step = (page: Page, place: Place) =>
  page.evaluate(
    ({ field, answer, chart }) =>
      new Promise<{ answered: boolean; drawn: boolean }>((tell) => {
        const input = document.querySelector<HTMLInputElement>(field)!;
        const drawings = [...document.querySelectorAll(`${chart} [data-width] svg`)];
        const text = document.querySelector(answer)!.textContent;
        input.stepUp();
        input.dispatchEvent(new Event("input", { bubbles: true }));
        requestAnimationFrame(() =>
          tell({
            answered: document.querySelector(answer)!.textContent !== text,
            drawn: drawings.some(({ isConnected }) => !isConnected),
          }),
        );
      }),
    place,
  );

/** Counts how often the drawings of a chart are replaced from now on. */
const countDrawings = (page: Page, { chart }: Place) =>
  page.evaluate((chart) => {
    const counted = { drawings: 0 };
    Object.assign(globalThis, { counted });
    const changes = new MutationObserver((all) => {
      counted.drawings += all.filter(({ addedNodes }) => addedNodes.length > 0).length;
    });
    for (const place of document.querySelectorAll(`${chart} [data-width]`))
      changes.observe(place, { childList: true });
  }, chart);

const drawings = (page: Page) =>
  page.evaluate(
    () => (globalThis as unknown as { counted: { drawings: number } }).counted.drawings,
  );

const pictures = (page: Page, { chart }: Place) =>
  page.locator(`${chart} [data-width]`).evaluateAll((all) => all.map(({ innerHTML }) => innerHTML));

for (const place of pages) {
  const { address } = place;

  test(`${address} answers in the frame of the input, and its chart follows`, async ({ page }) => {
    await openLive(page, address);
    await countDrawings(page, place);
    expect(await step(page, place)).toEqual({ answered: true, drawn: false });
    await expect.poll(() => drawings(page)).toBe(2);
    expect(await step(page, place)).toEqual({ answered: true, drawn: false });
    await expect.poll(() => drawings(page)).toBe(4);
  });

  test(`${address} draws the newest of many values, once`, async ({ page }) => {
    await openLive(page, address);
    await countDrawings(page, place);
    await page.evaluate(({ field }) => {
      const input = document.querySelector<HTMLInputElement>(field)!;
      for (let steps = 0; steps < 5; steps++) {
        input.stepUp();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, place);
    await expect.poll(() => drawings(page)).toBe(2);
    const followed = await pictures(page, place);
    await expect(page).toHaveURL(/\?/);
    const linked = await page.context().newPage();
    await linked.goto(page.url());
    await expect.poll(() => pictures(linked, place)).toEqual(followed);
    expect(await drawings(page)).toBe(2);
  });
}

test("the address is written when the inputs rest, or when the reader clicks", async ({ page }) => {
  const { address, field } = pages[0]!;
  await page.clock.install();
  await openLive(page, address);
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  const input = page.locator(field).first();
  for (const count of ["2", "3", "4"]) {
    await input.fill(count);
    await page.clock.runFor(100);
    expect(new URL(page.url()).search).toBe("");
  }
  await page.clock.runFor(50);
  await expect(page).toHaveURL(/\?batch=4$/);
  await input.fill("5");
  await page.locator("h1").click();
  await expect(page).toHaveURL(/\?batch=5$/);
});
