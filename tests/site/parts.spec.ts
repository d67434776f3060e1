import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { nameOf } from "../../src/components/share/part-names.ts";
import { pointable } from "../../src/components/share/pointable.ts";
import { article, html } from "./pages.ts";
import published from "./published-addresses.json" with { type: "json" };
import { render } from "./render-markdown.ts";
import { clipboard, menu, pointed, take, target } from "./sharing.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

/** Opens a link as somebody else would, and gives what it leads to. */
async function elsewhere(page: Page, link: string, look: (other: Page) => Promise<void>) {
  const other = await (await page.context().browser()!.newContext()).newPage();
  await other.goto(link);
  await look(other);
  await other.context().close();
}

interface Kind {
  readonly what: string;
  readonly page: string;
  /** Changes an input and waits until the page follows. */
  readonly change: (page: Page) => Promise<void>;
  readonly at: (page: Page) => Locator;
  readonly link: RegExp;
  /** What the other reader finds there. */
  readonly shows: RegExp;
}

const kinds: readonly Kind[] = [
  {
    what: "a cell with an id of its own",
    page: article,
    change: async (page) => {
      const heads = page
        .locator("#live-table")
        .getByRole("spinbutton", { name: "KV heads of 405B" });
      await heads.fill("16");
      await expect(page.locator("#live-table")).toContainText("All 9 cells agree");
    },
    at: (page) => page.locator("#kv-405b-16k"),
    link: /\?kv405=16#kv-405b-16k$/,
    shows: /15\.381\s*GiB/,
  },
  {
    what: "a cell by its row and column",
    page: article,
    change: async (page) => {
      await page
        .locator("#live-table")
        .getByRole("spinbutton", { name: "KV heads of 405B" })
        .fill("12");
      await expect(page).toHaveURL(/kv405=12/);
    },
    at: (page) => page.locator("#corrected-table tbody tr").last().locator("td").nth(1),
    link: /\?kv405=12#corrected-table\.405B\.16384-tokens$/,
    shows: /7\.875\s*GiB/,
  },
  {
    what: "a term of a formula",
    page: article,
    change: async (page) => {
      await page
        .locator("#step-kv-heads")
        .getByRole("spinbutton", { name: "KV heads of 8B" })
        .fill("4");
      await expect(page.locator("#step-kv-heads output.computed")).toContainText("256");
    },
    at: (page) => page.locator("#step-kv-heads .working [data-latest=true]"),
    link: /\?kv8=4#step-kv-heads\.num_key_value_heads$/,
    shows: /^H/,
  },
  {
    what: "a cell of a model's page",
    page: "/models/gemma-3-27b/",
    change: async (page) => {
      await page.getByRole("spinbutton", { name: "Tokens" }).fill("131072");
      await expect(page.locator("#at-131072")).toContainText("chosen above");
    },
    at: (page) => page.locator("#at-131072 td").first(),
    link: /\?tokens=131072#at-131072\.GiB$/,
    shows: /\d/,
  },
];

for (const { what, page: address, change, at, link, shows } of kinds) {
  test(`${what} is copied with its inputs and found again in a fresh browser`, async ({ page }) => {
    test.slow();
    await page.goto(address);
    await change(page);
    await pointed(page, at(page));
    const copied = await take(page, "Copy link");
    expect(copied).toMatch(link);
    await elsewhere(page, copied, async (other) => {
      await expect(target(other)).toHaveText(shows);
      await expect(target(other)).toBeInViewport();
      await expect(other.locator(".inputs-status .changed")).toBeVisible();
      const found = await target(other).textContent();
      await other.reload();
      await expect(target(other)).toHaveText(found!);
      await other.locator(".inputs-status").getByRole("button", { name: "Reset" }).click();
      await expect(other.locator(".inputs-status .changed")).toHaveCount(0);
    });
  });
}

test("an entry of the ledger is copied from its row, and found though a filter hides it", async ({
  page,
}) => {
  await page.goto("/ledger/");
  await pointed(page, page.locator("#dsv2-933 th .of"));
  const source = await take(page, "Copy as Markdown");
  const document = await render(source);
  expect(document.querySelectorAll("tbody tr")).toHaveLength(1);
  expect(document.querySelectorAll("thead th")).toHaveLength(6);
  expect(document.querySelector("strong a")?.getAttribute("href")).toMatch(/\/ledger\/#dsv2-933$/);
  await elsewhere(
    page,
    new URL("/ledger/?verdict=agrees#dsv2-933", page.url()).href,
    async (other) => {
      await expect(other.locator("#dsv2-933")).toBeVisible();
    },
  );
});

test("a row that a filter of the same link hides is shown", async ({ page }) => {
  await page.goto("/models/?q=gemma#llama-3.1-8b.bytes-per-token");
  await expect(target(page)).toHaveText(/131,072/);
  await expect(target(page)).toBeInViewport();
});

test("a cell as Markdown says its row, its column, its inputs and its address", async ({
  page,
}) => {
  await page.goto(`${article}?kv405=16`);
  await expect(page.locator("#live-table")).toContainText("All 9 cells agree");
  await pointed(page, page.locator("#kv-405b-16k"));
  const document = await render(await take(page, "Copy as Markdown"));
  expect(document.querySelector("strong a")?.textContent).toBe(
    "405B, 16k tokens, Every cell, recomputed",
  );
  expect(document.querySelector("thead")?.textContent).toContain("16k tokens");
  expect(document.querySelector("tbody")?.textContent).toMatch(/405B[\s\S]*15\.381 GiB/);
  expect(document.body.textContent).toMatch(/Inputs: .*Sequences: 1.*KV heads of 405B: 16/);
  expect(document.body.textContent).toContain("Changed: KV heads of 405B: 16, by default 8");
});

test("a cell has a BibTeX entry with its address and the state of the site", async ({ page }) => {
  await page.goto(`${article}?kv405=16`);
  await expect(page.locator("#live-table")).toContainText("All 9 cells agree");
  await pointed(page, page.locator("#kv-405b-16k"));
  const entry = await take(page, "Copy BibTeX");
  expect(entry).toContain("@misc{bytes-per-token:the-table-that-doubled:kv-405b-16k,");
  expect(entry).toContain("405B, 16k tokens, Every cell, recomputed, in “The table that doubled”");
  expect(entry).toContain("?kv405=16#kv-405b-16k");
  expect(entry).toMatch(/Version [0-9a-f]{7,} of \d{4}-\d\d-\d\d/);
});

test("by keyboard alone a cell is chosen, copied and left; the table is one stop", async ({
  page,
}) => {
  await page.goto(article);
  const more = page.locator("#corrected-table").getByRole("button", { name: /^Copy “/ });
  await more.focus();
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button").first()).toBeFocused();
  await menu(page).getByRole("button", { name: "Choose a cell…" }).focus();
  await page.keyboard.press("Enter");
  const cells = page.locator("#corrected-table tbody > tr > *");
  await expect(cells.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(cells.nth(8)).toBeFocused();
  await expect(page.locator("#corrected-table tbody [tabindex]")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(menu(page)).toHaveAccessibleName("Copy “70B, 1,024 tokens, The table, corrected”");
  await expect(menu(page).getByRole("button", { name: "Copy link" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => clipboard(page)).toMatch(/#corrected-table\.70B\.1024-tokens$/);
  await expect(cells.nth(8)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
});

test("by keyboard alone a term is chosen from the menu of its formula", async ({ page }) => {
  await page.goto(article);
  await page
    .locator("#step-kv-heads")
    .getByRole("button", { name: /^Copy “/ })
    .focus();
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button").first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(menu(page).getByRole("button", { name: "Choose a term…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(menu(page).getByRole("button", { name: /^KV heads, / })).toBeVisible();
  await menu(page)
    .getByRole("button", { name: /^KV heads, / })
    .focus();
  await page.keyboard.press("Enter");
  await expect(menu(page)).toHaveAccessibleName(/^Copy “KV heads, /);
  const text = await take(page, "Copy as Markdown");
  expect(text).toContain("#step-kv-heads.num_key_value_heads");
  expect(text).toContain("$H_{kv}$: KV heads.");
  expect(text).toContain("Here: 8.");
});

test("back and forward lead from cell to cell", async ({ page }) => {
  await page.goto(`${article}#corrected-table.8B.1024-tokens`);
  await expect(target(page)).toContainText("0.125");
  await page.evaluate(() => {
    location.hash = "#corrected-table.405B.16384-tokens";
  });
  await expect(target(page)).toContainText("7.875");
  await page.goBack();
  await expect(target(page)).toContainText("0.125");
  await page.goForward();
  await expect(target(page)).toContainText("7.875");
});

test("with a finger the offer comes at a tap", async ({ browser }) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await page.goto(article);
  await page.locator("#kv-70b-16k").tap();
  await page.locator("button.point").tap();
  expect(await take(page, "Copy link")).toMatch(/#kv-70b-16k$/);
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the offer and its menu pass axe, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.goto(article);
    await pointed(page, page.locator("#kv-405b-16k"));
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
}

test("no published name of a cell or a term has vanished", () => {
  for (const [page, names] of Object.entries(published.parts)) {
    const { document } = parseHTML(html(page));
    const now = new Set([...document.querySelectorAll(pointable)].map(nameOf));
    expect(
      names.filter((name) => !now.has(name)),
      page,
    ).toEqual([]);
  }
});
