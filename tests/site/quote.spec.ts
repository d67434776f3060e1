import { expect, type Page, test } from "@playwright/test";
import { article } from "./pages.ts";
import { render } from "./render-markdown.ts";
import { clipboard } from "./sharing.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const offer = (page: Page) => page.getByRole("group", { name: "The text you selected" });

/** Selects some words of a part of the page, as a reader does with a pointer or the keyboard. */
const select = (page: Page, part: string, words: string) =>
  page.evaluate(
    ([selector, text]) => {
      const walker = document.createTreeWalker(
        document.querySelector(selector!)!,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(text!);
        if (at < 0) continue;
        node.parentElement!.scrollIntoView({ block: "center" });
        getSelection()!.setBaseAndExtent(node, at, node, at + text!.length);
        return;
      }
      throw new Error(`no ${text} in ${selector}`);
    },
    [part, words] as const,
  );

const words = "heads that ask";

test("selected text is offered a link to exactly that text, which Tab leads to", async ({
  page,
}) => {
  await page.goto(article);
  await page
    .locator("#step-kv-heads p")
    .first()
    .dblclick({ position: { x: 40, y: 10 } });
  await expect(offer(page)).toBeVisible();
  await page.keyboard.press("Tab");
  const button = offer(page).getByRole("button", { name: "Copy link to this text" });
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(offer(page).getByRole("status")).toHaveText("Copied");
  const link = await clipboard(page);
  expect(link).toMatch(/#step-kv-heads:~:text=.*layer/);
  expect(link).not.toContain("Copy");
  await page.keyboard.press("Escape");
  await expect(offer(page)).toHaveCount(0);
});

test("words that stand elsewhere too get what is around them, and lead to the right place", async ({
  page,
  context,
}) => {
  await page.goto(article);
  const often = await page.evaluate(
    () => document.querySelector("main")!.textContent!.split("KV heads").length,
  );
  expect(often).toBeGreaterThan(3);
  await select(page, "#why-sixteen", "KV heads");
  await offer(page).getByRole("button", { name: "Copy link to this text" }).click();
  await expect
    .poll(() => clipboard(page))
    .toMatch(/#why-sixteen:~:text=.*-,KV%20heads|KV%20heads,-/i);
  const link = await clipboard(page);
  const place = await page.evaluate(
    () => getSelection()!.getRangeAt(0).getBoundingClientRect().top + scrollY,
  );
  const other = await context.newPage();
  await other.goto(link);
  await expect
    .poll(() => other.evaluate((top) => Math.abs(top - scrollY - innerHeight / 2), place))
    .toBeLessThan(400);
});

test("selected text as a quotation is Markdown with the link under it", async ({ page }) => {
  await page.goto(`${article}?kv405=16`);
  await select(page, "#step-kv-heads", words);
  await offer(page).getByRole("button", { name: "Copy as quote" }).click();
  await expect.poll(() => clipboard(page)).toContain(words);
  const document = await render(await clipboard(page));
  expect(document.querySelector("blockquote")?.textContent?.trim()).toBe(words);
  expect(document.querySelector("p > a")?.textContent).toBe(
    "For every KV head, not every query head",
  );
  expect(document.querySelector("p > a")?.getAttribute("href")).toContain(
    "?kv405=16#step-kv-heads:~:text=",
  );
});

test("nothing is offered or loaded before text is selected", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (/\/(?:quote|text-fragment)\./.test(request.url())) scripts.push(request.url());
  });
  await page.goto(article);
  expect(scripts).toEqual([]);
  await select(page, "#step-kv-heads", words);
  await expect(offer(page)).toBeVisible();
  expect(scripts.filter((one) => one.includes("text-fragment"))).toEqual([]);
  await page.evaluate(() => getSelection()!.removeAllRanges());
  await expect(offer(page)).toHaveCount(0);
});
