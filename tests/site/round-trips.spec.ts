import { expect, type Page, test } from "@playwright/test";
import { openLive } from "./live.ts";
import { copied, target } from "./sharing.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

interface Trip {
  readonly what: string;
  readonly address: string;
  /** Whether the page follows inputs, and is live before it is used. */
  readonly live?: true;
  readonly change?: (page: Page) => Promise<void>;
  /** The part whose link is copied; none takes the address of the page. */
  readonly part?: string;
  /** What has to be the same where the link is opened. */
  readonly same: (page: Page) => Promise<unknown>;
}

const trips: readonly Trip[] = [
  {
    what: "a word of the glossary",
    address: "/glossary/",
    part: "#block-scale",
    same: (page) => target(page).locator("xpath=following-sibling::dd[1]").innerText(),
  },
  {
    what: "a figure of the ledger",
    address: "/ledger/kivi/",
    part: "#kivi-3tb",
    same: (page) => target(page).locator("h2, h3").first().innerText(),
  },
  {
    what: "the ledger, filtered",
    address: "/ledger/",
    change: async (page) => {
      await page.locator("select[name=verdict]").selectOption("agrees");
      await expect(page).toHaveURL(/verdict=agrees/);
    },
    same: (page) => page.locator("table.ledger-figures tbody tr:visible").allInnerTexts(),
  },
  {
    what: "the models, filtered",
    address: "/models/",
    change: async (page) => {
      await page.getByRole("searchbox").fill("gemma");
      await expect(page).toHaveURL(/q=gemma/);
    },
    same: (page) => page.locator("#models-table tbody tr:visible").allInnerTexts(),
  },
  {
    what: "what llama.cpp is asked",
    address: "/witness/",
    live: true,
    part: "#ask-llama-cpp",
    change: async (page) => {
      await page.locator("#ask-llama-cpp").getByRole("spinbutton", { name: "Tokens" }).fill("4096");
      await expect(page).toHaveURL(/tokens=4096/);
    },
    same: (page) =>
      page.locator("#ask-llama-cpp").getByRole("spinbutton", { name: "Tokens" }).inputValue(),
  },
  {
    what: "an explained figure",
    address: "/explain/",
    live: true,
    change: async (page) => {
      await page.getByLabel("Figure", { exact: true }).fill("30.76 GiB");
      await expect(page.locator("#answer .verdict .ink")).toHaveText("30.76 GiB");
      await expect(page).toHaveURL(/figure=30\.76/);
    },
    same: (page) => page.locator("#answer .verdict").innerText(),
  },
];

for (const { what, address, live, change, part, same } of trips) {
  test(`${what} opens from its link as it was left, in a fresh browser`, async ({
    page,
    browser,
  }) => {
    await (live ? openLive(page, address) : page.goto(address));
    await change?.(page);
    const link = part ? await copied(page, page.locator(part), "Copy link") : page.url();
    if (part && !change) await page.goto(link);
    const context = await browser.newContext();
    const other = await context.newPage();
    await (live ? openLive(other, link) : other.goto(link));
    if (part) await expect(other.locator(part)).toBeInViewport();
    await expect.poll(() => same(other)).toEqual(await same(page));
    await context.close();
  });
}
