import { expect, type Page, test } from "@playwright/test";
import { learnt, setFar } from "./far.ts";
import { article, pages } from "./pages.ts";

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

/** Has a page wait after some of its tasks until it is told to go on: before its first section is shown, or after. */
const wait = (page: Page, { after = 0 } = {}) =>
  page.addInitScript((free) => {
    const told = new Promise<void>((resolve) => Object.assign(globalThis, { goOn: resolve }));
    let done = 0;
    Object.assign(scheduler, {
      yield: () => (done++ < free ? new Promise((resolve) => setTimeout(resolve)) : told),
    });
  }, after);

/** Tasks in which the first section of the first article is shown: one to begin, then a part in each. */
const tasks = { toItsCell: 4, whole: 6 };

const goOn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { goOn: () => void }).goOn());

/** Waits for two frames: the second sees what the first has laid out. */
const painted = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

const topOf = (page: Page, selector: string) =>
  page.locator(selector).evaluate((part) => Math.round(part.getBoundingClientRect().top));

/** How high each section is. */
const heights = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".article > .section")].map(
      (section) => `${section.id} ${section.getBoundingClientRect().height.toFixed(1)}`,
    ),
  );

/** The same with every section laid out. */
async function trueHeights(page: Page) {
  await setFar(page, "shown");
  const found = await heights(page);
  await setFar(page, "skipped");
  return found;
}

for (const address of pages.filter((page) => /^\/(articles|models)\/./.test(page)))
  test(`${address} knows how high its sections are that it has never shown`, async ({ page }) => {
    await page.goto(address);
    await learnt(page);
    expect(await heights(page)).toEqual(await trueHeights(page));
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(async () => String(await heights(page)))
      .toBe(String(await trueHeights(page)));
    await page.goto(address);
    await learnt(page);
    expect(await heights(page)).toEqual(await trueHeights(page));
  });

for (const address of [article, model])
  test(`${address} leaves out what is far, before and after its heights are learnt`, async ({
    page,
  }) => {
    await wait(page);
    await page.goto(address);
    await expect(page.locator(".article")).toHaveAttribute("data-far", /unseen|guessed/);
    await expect.poll(() => shown(page)).toContain(false);
    await goOn(page);
    await learnt(page);
    await expect.poll(() => shown(page)).toContain(false);
    expect((await shown(page))[0]).toBe(true);
  });

for (const [width, height] of [
  [390, 844],
  [1440, 600],
  [1440, 900],
  [1440, 1300],
] as const)
  test(`what is on a screen of ${width} × ${height} px is never left out, nor moved`, async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const moved: number[] = [];
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          moved.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.setViewportSize({ width, height });
    for (const address of [...pages.filter((one) => /^\/articles\/./.test(one)), model]) {
      await page.goto(address);
      await learnt(page);
      const moved = await page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved);
      expect
        .soft(
          moved.filter((value) => value > 0.0005),
          address,
        )
        .toEqual([]);
    }
  });

test("a section a link leads to is reached and stays where it is", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`${article}#weights`);
  await expect.poll(() => topOf(page, "#weights")).toBeLessThan(200);
  const reached = await topOf(page, "#weights");
  await learnt(page);
  await expect.poll(() => shown(page)).toContain(false);
  expect(await topOf(page, "#weights")).toBe(reached);
});

test("words a link quotes are reached, on the first screen and far below", async ({ page }) => {
  for (const words of ["Evidence does", "It gives no formula"]) {
    await page.goto("about:blank");
    await page.goto(`${article}#:~:text=${encodeURIComponent(words)}`);
    await learnt(page);
    await expect(page.locator(".section > p", { hasText: words })).toBeInViewport();
  }
});

test("the list of contents leads to the section it names, and nothing moves after", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(article);
  await learnt(page);
  await page.locator(".contents a[href='#training']").click();
  await expect.poll(() => topOf(page, "#training")).toBeLessThan(200);
  const reached = await topOf(page, "#training");
  await expect.poll(async () => (await shown(page)).slice(-2)).toContain(true);
  expect(await topOf(page, "#training")).toBe(reached);
});

for (const [far, after] of [
  ["unseen", 0],
  ["guessed", tasks.whole],
] as const)
  test.describe(`a reader who does not wait while sections are ${far}`, () => {
    test.beforeEach(async ({ page }) => {
      await wait(page, { after });
      await page.goto(article);
      await expect.poll(() => shown(page)).toContain(false);
      await expect(page.locator(".article")).toHaveAttribute("data-far", far);
    });

    const ways: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
      "a script scrolls": (page) =>
        page
          .locator("#training")
          .evaluate((section) => section.scrollIntoView({ behavior: "instant" })),
      "the list of contents is clicked": (page) =>
        page.locator(".contents a[href='#training']").click(),
      "the list of contents is entered": async (page) => {
        const link = page.locator(".contents a[href='#training']");
        await expect(link).toBeVisible();
        await link.press("Enter");
      },
    };
    for (const [name, go] of Object.entries(ways))
      test(`reaches a section when ${name}, and stays there`, async ({ page }) => {
        await go(page);
        await expect.poll(() => topOf(page, "#training")).toBeLessThan(60);
        await painted(page);
        const reached = await topOf(page, "#training");
        expect(reached).toBeGreaterThanOrEqual(0);
        await goOn(page);
        await learnt(page);
        await expect.poll(() => shown(page)).toContain(false);
        expect(Math.abs((await topOf(page, "#training")) - reached)).toBeLessThanOrEqual(2);
      });

    test("comes to the end of the page with one key", async ({ page }) => {
      await page.keyboard.press("End");
      await expect(page.locator(".site-footer")).toBeInViewport();
      await goOn(page);
      await learnt(page);
      await painted(page);
      await expect(page.locator(".site-footer")).toBeInViewport();
    });

    test("hits what is clicked far below", async ({ page }) => {
      await page.mouse.wheel(0, 10);
      const more = page.locator("#weights > .section-header button[aria-haspopup]");
      await more.click();
      await expect(more).toHaveAttribute("aria-expanded", "true");
    });
  });

for (const way of ["reloads", "comes back"])
  test(`a reader who ${way} is where they were`, async ({ page }) => {
    await page.goto(article);
    await learnt(page);
    await page
      .locator("#why-sixteen")
      .evaluate((section) => section.scrollIntoView({ behavior: "instant" }));
    await painted(page);
    const before = await topOf(page, "#why-sixteen");
    if (way === "reloads") await page.reload();
    else {
      await page.goto("/glossary/");
      await page.goBack();
    }
    await learnt(page);
    // Fonts that come too late are not used: a line or two may break otherwise.
    await expect
      .poll(async () => Math.abs((await topOf(page, "#why-sixteen")) - before))
      .toBeLessThanOrEqual(60);
  });

test("the script shows the first screen part by part", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Animation.enable");
  await session.send("Animation.setPlaybackRate", { playbackRate: 0 });
  await wait(page, { after: tasks.toItsCell });
  await page.goto(article);
  const [first, second] = [page.locator("#answer"), page.locator("#question")];
  await expect(first.locator("> p").first()).toBeVisible();
  await expect(first.locator("> .cell")).toBeVisible();
  await expect(first.locator("> p").last()).toBeHidden();
  await expect(second).toBeHidden();
  await expect(page.locator(".contents")).toBeHidden();
  await goOn(page);
  await learnt(page);
  await expect(first.locator("> p").last()).toBeVisible();
  await expect(second).toBeVisible();
  await expect(page.locator(".contents")).toBeVisible();
});

test("where the script does not come, everything is still reached", async ({ page }) => {
  await page.route(/FarSections/, (route) => route.abort());
  await page.goto(article);
  await expect(page.locator("#live-table")).toBeVisible();
  await expect(page.locator(".contents")).toBeVisible();
  await expect.poll(() => shown(page)).toContain(false);
  await page.locator(".contents a[href='#training']").click();
  await expect.poll(() => topOf(page, "#training")).toBeLessThan(60);
  await page.locator("#corrected").scrollIntoViewIfNeeded();
  await expect.poll(async () => (await shown(page)).at(-1)).toBe(true);
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
