import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Frame, type Locator, type Page, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { embeddable, embedPath } from "../../src/components/embed/embeddable.ts";
import { embeds, html, pages } from "./pages.ts";
import published from "./published-addresses.json" with { type: "json" };

const bar = "/articles/will-it-fit/";
const embedOf = (page: string, id: string) => `/${embedPath(page.slice(1), id)}`;

/** Opens somebody else's page, on another origin, that frames what `frames` says. */
async function openHost(tab: Page, frames: string, script = ""): Promise<void> {
  const page = `<!doctype html><html lang="en"><title>A forum</title><main><h1>A forum</h1>${frames}</main>${script}`;
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(page);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const servers: Server[] = [];
test.afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const address = (baseURL: string, path: string) => new URL(path, baseURL).href;

const framed = async (tab: Page): Promise<Frame> => {
  const frame = await (await tab.locator("iframe").elementHandle())?.contentFrame();
  await frame!.waitForLoadState();
  return frame!;
};

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What a part says, but for what it says aloud once the reader pauses. */
const words = async (part: Locator) =>
  (await part.locator(":is(.verdict, .instead, th, td)").allTextContents()).join(" ");

test("every part that can stand alone does, and shows what its page shows", () => {
  const made = new Set(embeds);
  for (const page of pages) {
    const { document } = parseHTML(html(page));
    for (const part of document.querySelectorAll(embeddable)) {
      const path = embedOf(page, part.id);
      expect(made.delete(decodeURIComponent(path)), path).toBe(true);
      const { document: embed } = parseHTML(html(decodeURIComponent(path)));
      const alone = embed.getElementById(part.id);
      for (const one of part.querySelectorAll(".permalink, script")) one.remove();
      for (const own of part.querySelectorAll("[data-live], table, figure, p")) {
        expect(alone?.textContent, path).toContain(own.textContent);
      }
      expect(embed.querySelector('[aria-level="1"]')?.textContent, path).toBe(
        part.querySelector("h2, h3")?.textContent,
      );
      expect(embed.querySelector("embed-home a")?.getAttribute("href"), path).toBe(
        `${page}#${encodeURIComponent(part.id)}`,
      );
      expect(embed.querySelector("meta[name=robots]")?.getAttribute("content")).toBe("noindex");
      const ids = [...embed.querySelectorAll("[id]")].map(({ id }) => id);
      expect(new Set(ids).size, path).toBe(ids.length);
    }
  }
  expect([...made]).toEqual([]);
});

test("links of an embed lead where they lead on its page", () => {
  for (const path of embeds) {
    const { document } = parseHTML(html(path));
    for (const link of document.querySelectorAll("a[href]")) {
      const { pathname, hash } = new URL(link.getAttribute("href")!, `http://site${path}`);
      if (!link.getAttribute("href")!.startsWith("#")) continue;
      expect(pathname).toBe(path);
      expect(document.getElementById(decodeURIComponent(hash.slice(1))), path).not.toBeNull();
    }
  }
});

test("no published embed has vanished", () => {
  for (const [page, ids] of Object.entries(published.embeds)) {
    for (const id of ids) expect(embeds).toContain(decodeURIComponent(embedOf(page, id)));
  }
});

test("an embed in another's page has the values of its page, and follows its inputs", async ({
  page,
  context,
  baseURL,
}) => {
  const query = "?gpu=h200-141gb&n=40";
  const path = `${embedOf(bar, "bar")}${query}`;
  await openHost(
    page,
    `<iframe src="${address(baseURL!, path)}" width="600" height="700"></iframe>`,
  );
  const embed = page.frameLocator("iframe");
  await expect(embed.locator(".changed")).toContainText("GPU: H200 141 GB, by default H100 80 GB");
  const article = await context.newPage();
  await article.goto(`${bar}${query}`);
  await expect(article.locator(".changed")).toContainText("GPU: H200 141 GB");
  const values = '#bar [data-live="bar"]';
  const expected = await words(article.locator(values));
  await expect.poll(() => words(embed.locator(values))).toBe(expected);

  await embed.getByRole("spinbutton", { name: "Requests at once" }).fill("41");
  await expect(embed.locator(".changed")).toContainText("Requests at once: 41");
  await article.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }).fill("41");
  await expect(article.locator(".changed")).toContainText("Requests at once: 41");
  await expect.poll(() => words(embed.locator(values))).toBe(await words(article.locator(values)));
  await expect.poll(() => words(embed.locator(values))).not.toBe(expected);

  await expect.poll(async () => (await framed(page)).url()).toContain("n=41");
  const opened = context.waitForEvent("page");
  await embed.getByRole("link", { name: /^From “Will it fit\?”/ }).click();
  const home = await opened;
  await expect(home).toHaveURL(`${address(baseURL!, bar)}?gpu=h200-141gb&n=41#bar`);
  await expect(home.locator("#bar")).toBeInViewport();
  await expect(
    home.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }),
  ).toHaveValue("41");
  await expect(home.locator(values)).toContainText(
    (await words(embed.locator(values))).slice(0, 20),
  );
});

test("a cell whose inputs stand elsewhere brings them along", async ({ page }) => {
  await page.goto(embedOf(bar, "requests-that-fit"));
  const cell = page.locator("#requests-that-fit");
  const before = await words(cell.locator('[data-live="requests"]'));
  await cell.getByRole("combobox", { name: "GPU" }).selectOption("H200 141 GB");
  await expect(page.locator(".changed")).toContainText("GPU: H200 141 GB");
  await expect.poll(() => words(cell.locator('[data-live="requests"]'))).not.toBe(before);
});

test("the copied code frames the cell without a scrollbar, as it was set", async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${bar}?gpu=h200-141gb`);
  await expect(page.locator(".changed")).toContainText("GPU: H200 141 GB");
  const { width } = (await page.locator("#bar").boundingBox())!;
  await page
    .locator("#bar")
    .getByRole("button", { name: /^Copy “/ })
    .click();
  await page.getByRole("button", { name: "Copy embed code" }).click();
  await expect(
    page.locator("#bar").getByRole("status").filter({ hasText: "Copied" }),
  ).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(0);
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain(`src="${address(baseURL!, embedOf(bar, "bar"))}?gpu=h200-141gb"`);
  expect(code).toContain('title="One GPU’s memory, to scale"');

  await openHost(page, `<div style="width: ${width}px">${code}</div>`);
  await expect(page.frameLocator("iframe").locator(".changed")).toContainText("GPU: H200 141 GB");
  const frame = await framed(page);
  const [content, room] = await frame.evaluate(() => [
    document.documentElement.scrollHeight,
    innerHeight,
  ]);
  expect(Math.abs(content! - room!)).toBeLessThanOrEqual(1);
});

test("a page that listens gives an embed the height it has, also when that changes", async ({
  page,
  baseURL,
}) => {
  const { document } = parseHTML(html("/embed/"));
  const listener = document.querySelector("#listener-code")?.textContent;
  const path = embedOf(bar, "bar");
  await page.setViewportSize({ width: 1000, height: 800 });
  await openHost(
    page,
    `<iframe src="${address(baseURL!, path)}" width="100%" height="100"></iframe>`,
    `<script>${listener}</script>`,
  );
  const fits = () =>
    framed(page).then((frame) =>
      frame.evaluate(
        () => document.documentElement.scrollHeight <= innerHeight && innerHeight > 300,
      ),
    );
  await expect.poll(fits).toBe(true);
  const height = () => page.locator("iframe").evaluate((one: HTMLIFrameElement) => one.height);
  const wide = Number(await height());
  await page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(async () => Number(await height())).toBeGreaterThan(wide);
  await expect.poll(fits).toBe(true);
});

test("an embed is used and left by keyboard alone", async ({ page, context }) => {
  await page.goto(embedOf(bar, "bar"));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Model" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".changed")).toContainText("Model: Llama 3.1 70B");
  await page.getByRole("link", { name: /^From/ }).focus();
  await expect(page).toHaveURL(/model=llama-3.1-70b/);
  const opened = context.waitForEvent("page");
  await page.keyboard.press("Enter");
  await expect(await opened).toHaveURL(/will-it-fit\/\?model=llama-3.1-70b#bar$/);
});

/** One embed of each kind: an article's, a model's, a figure's. */
const kinds = [
  `${embedOf(bar, "bar")}?n=41`,
  embedOf("/articles/counting-the-weights/", "formats"),
  `${embedOf("/models/gemma-3-27b/", "growth")}?tokens=3000`,
  embedOf("/models/deepseek-v3.2/", "formula"),
  embedOf("/ledger/llama31/", "kv-405b-16k"),
];

for (const path of kinds) {
  test(`${path} passes axe, in both themes and on a narrow screen`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(path);
    if (path.includes("?")) await expect(page.locator(".changed")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test("every live embed comes alive with the inputs of its address", async ({ page }) => {
  test.slow();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(`${page.url()}: ${message}`));
  const models = /^\/embed\/models\/(?!gemma-3n-e4b|deepseek-v3.2)/;
  const live = embeds.filter((path) => !models.test(path) && html(path).includes("data-live"));
  expect(live.length).toBeGreaterThan(20);
  for (const path of live) {
    await page.goto(`${path}?none=1`);
    await expect(page.getByRole("alert"), path).toContainText("this page has no such input");
  }
  expect(errors).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("an embed shows what its page starts with, and says so", async ({ page }) => {
    await page.goto(`${embedOf(bar, "bar")}?n=41`);
    await expect(page.locator("#bar")).toContainText("53 would fit");
    await expect(page.locator(".embed-still")).toBeVisible();
    await expect(page.getByRole("link", { name: /^From/ })).toHaveAttribute("href", `${bar}#bar`);
  });
});
