import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { article, isAlike, pages, representative } from "./pages.ts";

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

/** Pages that are looked at in every setting: all but those that another one stands for. */
const everywhere = pages.filter((page) => !isAlike(page) || representative.includes(page));
const others = pages.filter((page) => !everywhere.includes(page));

const changed = [
  `${article}?kv405=16&dtype=none`,
  "/articles/will-it-fit/?model=llama-3.1-70b&deal=12&len=10000&page=256&colour=red",
  "/models/qwen3.5-397b-a17b/?tokens=3000000&batch=3&dtype=q8_0&mtp=served",
  "/models/gemma-3-27b/?dtype=fp8&tokens=none",
  "/models/?sort=-at-1024&kind=window&q=gemma&colour=red",
  "/ledger/?verdict=agrees&sort=-ratio&colour=red",
  "/explain/?figure=-3+GB&model=gpt-9",
  "/explain/?figure=160kiB&tokens=&devices=2&model=8B",
];

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules that a theme or a width can break on a page that keeps all others. */
const ofStyles = ["color-contrast", "target-size"];

const axe = (tab: Page) => new AxeBuilder({ page: tab }).withTags(tags);

async function passes(builder: AxeBuilder) {
  const { violations } = await builder.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
  ).toEqual([]);
}

async function open(tab: Page, page: string) {
  test.slow();
  await tab.goto(page);
  await expect(tab.locator("astro-island[ssr]")).toHaveCount(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of sizes) {
    test.describe(`${colorScheme} at ${viewport.width}`, () => {
      test.use({ colorScheme, viewport });

      const opposite = (colorScheme === "light") === viewport.width > 1000;
      for (const page of [...everywhere, ...(opposite ? changed : [])]) {
        const whole = opposite || page.startsWith("/articles/");
        test(`${page} passes axe`, async ({ page: tab }) => {
          await open(tab, page);
          await passes(whole ? axe(tab) : new AxeBuilder({ page: tab }).withRules(ofStyles));
        });
      }
    });
  }
}

for (const page of others) {
  test(`${page} passes axe in both themes and fits a narrow screen`, async ({ page: tab }) => {
    await tab.setViewportSize({ width: 320, height: 800 });
    await open(tab, page);
    await passes(axe(tab));
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await tab.emulateMedia({ colorScheme: "dark" });
    await passes(new AxeBuilder({ page: tab }).withRules(ofStyles));
  });
}

for (const page of everywhere) {
  test(`${page} fits every width from 320 to 1440`, async ({ page: tab }) => {
    await open(tab, page);
    const tooWide: number[] = [];
    for (let width = 320; width <= 1440; width += 20) {
      await tab.setViewportSize({ width, height: 800 });
      const over = await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (over) tooWide.push(width);
    }
    expect(tooWide).toEqual([]);
  });
}
