import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { layOutAll } from "./far.ts";
import { article, isAlike, pages, representative } from "./pages.ts";
import { writtenOver } from "./written-over.ts";

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/** Pages that are looked at in every setting: all but those that another one stands for. */
const everywhere = pages.filter((page) => !isAlike(page) || representative.includes(page));
const others = pages.filter((page) => !everywhere.includes(page));

const changed = [
  "/?kv405=16&kv8=none",
  `${article}?kv405=16&dtype=none`,
  "/articles/numbers-that-fit-in-a-byte/?x=none&at=7&to=8&values=1&headdim=64&ctv=fp8",
  "/articles/what-a-token-leaves-behind/?at=sat&model=llama-2-13b&layer=999&scale=same&prompt=many",
  "/articles/will-it-fit/?model=llama-3.1-70b&deal=12&len=10000&page=256&colour=red",
  "/models/qwen3.5-397b-a17b/?tokens=3000000&batch=3&dtype=q8_0&mtp=served",
  "/models/gemma-3-27b/?dtype=fp8&tokens=none",
  "/models/?sort=-at-1024&kind=window&q=gemma&colour=red",
  "/ledger/?verdict=agrees&sort=-ratio&colour=red",
  "/explain/?figure=-3+GB&model=gpt-9",
  "/witness/?model=gemma-3-27b&tokens=none&ctv=q4_0",
  "/explain/?figure=160kiB&tokens=&devices=2&model=8B",
];

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules that a theme or a width can break on a page that keeps all others. */
const ofStyles = ["color-contrast", "target-size"];

/** A page in a frame is a page of its own, and is looked at as one. */
const axe = (tab: Page) => new AxeBuilder({ page: tab }).withTags(tags).exclude("iframe");

async function passes(builder: AxeBuilder) {
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
  ).toEqual([]);
}

async function open(tab: Page, page: string) {
  test.slow();
  await tab.setViewportSize(wide);
  await tab.goto(page);
  const applied = tab.locator(".inputs-status .changed, [role=alert]");
  if (page.includes("?")) await expect(applied.first()).toBeVisible();
  await layOutAll(tab);
}

/**
 * Every rule at both widths, once in each theme, and again in the other theme what a theme can break:
 * one visit for all four, as a reader's page would change under a turned phone or a setting sun.
 */
async function passesEverywhere(tab: Page) {
  for (const [viewport, whole, other] of [
    [wide, "light", "dark"],
    [narrow, "dark", "light"],
  ] as const) {
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({ colorScheme: whole });
    await passes(axe(tab));
    await tab.emulateMedia({ colorScheme: other });
    await passes(new AxeBuilder({ page: tab }).withRules(ofStyles));
  }
}

for (const page of [...everywhere, ...changed]) {
  test(`${page} passes axe in both themes, wide and narrow`, async ({ page: tab }) => {
    await open(tab, page);
    await passesEverywhere(tab);
  });
}

for (const page of others) {
  test(`${page} passes axe in both themes and fits a narrow screen`, async ({ page: tab }) => {
    await open(tab, page);
    await tab.setViewportSize({ width: 320, height: 800 });
    await passes(axe(tab));
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await tab.emulateMedia({ colorScheme: "dark" });
    await passes(new AxeBuilder({ page: tab }).withRules(ofStyles));
  });
}

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** From a small phone to a desk, and once across a very wide screen. */
const widths = [...Array.from({ length: 57 }, (_, step) => 320 + 20 * step), 390, 768, 2560];

/** Those at which links beside titles are looked at, too. */
const lookedAt: ReadonlySet<number> = new Set([320, 400, 560, 768, 1000, 1440]);

/** What moved while the page loaded, as the browser saw it. */
function watchShifts() {
  const moved: { value: number; what: string[] }[] = [];
  Object.assign(globalThis, { moved });
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Shift[])
      moved.push({ value, what: sources.map(({ node }) => node?.textContent?.slice(0, 40) ?? "") });
  }).observe({ type: "layout-shift", buffered: true });
}

/** Shifts a reader would see: formulas may settle in their own place when their fonts come. */
const seen = (tab: Page) =>
  tab.evaluate(() =>
    (globalThis as unknown as { moved: { value: number }[] }).moved.filter(
      ({ value }) => value > 0.0005,
    ),
  );

for (const page of everywhere) {
  test(`${page} stays where it is while it loads, and fits every width`, async ({ page: tab }) => {
    await tab.addInitScript(watchShifts);
    await open(tab, page);
    await tab.waitForLoadState("networkidle");
    await tab.evaluate(() => document.fonts.ready);
    expect(await seen(tab)).toEqual([]);
    const tooWide: number[] = [];
    const over: string[] = [];
    for (const width of widths) {
      await tab.setViewportSize({ width, height: 800 });
      const wider = await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wider) tooWide.push(width);
      if (lookedAt.has(width))
        over.push(...(await writtenOver(tab)).map((words) => `${width}: ${words}`));
    }
    expect(tooWide).toEqual([]);
    expect(over).toEqual([]);
  });
}
