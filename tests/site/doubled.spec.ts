import { expect, type Page, test } from "@playwright/test";
import { bringIntoSight } from "./far.ts";
import { openLive } from "./live.ts";
import { article } from "./pages.ts";

const cells = (page: Page, row: string) =>
  page
    .locator("#live-table tbody tr")
    .filter({ hasText: `KV heads of ${row}` })
    .locator("td");

const agreeing = (page: Page, row: string) =>
  cells(page, row).evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.agrees));

const open = (page: Page, address = article) => openLive(page, address);

test("dragging the KV heads of 405B from 8 to 16 makes three cells agree", async ({ page }) => {
  await open(page);
  await expect.poll(() => agreeing(page, "405B")).toEqual(["false", "false", "false"]);
  await expect(cells(page, "405B").first()).toContainText("16 KV heads");

  const slider = page.locator("#live-table").getByRole("slider", { name: "KV heads of 405B" });
  await bringIntoSight(slider);
  const box = (await slider.boundingBox())!;
  const at = (index: number) => box.x + 8 + ((box.width - 16) * index) / 7;
  await page.mouse.move(at(3), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(at(4), box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();

  await expect(slider).toHaveAttribute("aria-valuetext", "16");
  await expect.poll(() => agreeing(page, "405B")).toEqual(["true", "true", "true"]);
  await expect(page.locator("#live-table .summary")).toHaveText(
    "All 9 cells agree to the printed digit.",
  );
  await expect(page).toHaveURL(/\?kv405=16$/);
});

test("one change is followed everywhere: sentence, working, chart and address", async ({
  page,
}) => {
  await open(page);
  await page.locator("#step-layers").getByLabel("Model").selectOption("405B");
  const heads = page.locator("#step-kv-heads").getByRole("spinbutton");
  await heads.fill("16");
  await expect(page.locator("#step-batch .working")).toContainText("16,515,072,000 bytes");
  await expect(page.locator(".sentence")).toContainText("the same to the last digit");
  await expect(page.locator('[data-per-token="405B"]')).toHaveText("1,032,192");
  await expect(page).toHaveURL(/\?kv405=16&model=405B$/);
});

test("a link opens at its cell with its inputs, says so, and goes back with one click", async ({
  page,
}) => {
  await open(page, `${article}?kv405=16&dtype=fp32#kv-405b-16k`);
  await expect(page.locator("#kv-405b-16k")).toBeInViewport();
  await expect(page.locator("#kv-405b-16k")).toContainText("30.762 GiB");
  const status = page.getByRole("complementary", { name: "Inputs of this page" });
  await expect(status).toContainText("KV heads of 405B: 16, by default 8");

  await page.reload();
  await expect(page.locator("#kv-405b-16k")).toContainText("30.762 GiB");

  await status.getByRole("button", { name: "Reset" }).click();
  await expect(page.locator("#kv-405b-16k")).toContainText("7.6904 GiB");
  await expect(page).toHaveURL(new RegExp(`${article}#kv-405b-16k$`));
});

test("the number inside the sentence can be dragged", async ({ page }) => {
  await open(page);
  const number = page.locator(".sentence").getByRole("spinbutton");
  await bringIntoSight(number);
  const box = (await number.boundingBox())!;
  const start = { x: box.x + 12, y: box.y + box.height / 2 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 50, start.y, { steps: 10 });
  await page.mouse.up();
  await expect(number).toHaveValue("16");
  await page.mouse.move(start.x + 90, start.y);
  await expect(number).toHaveValue("16");
  await expect(page.locator(".sentence")).toContainText("the same to the last digit");
});

test("back and forward restore the inputs", async ({ page }) => {
  await open(page, `${article}?kv8=4`);
  await page.evaluate(() => history.pushState(null, "", "?kv8=2"));
  await page.goBack();
  await expect(page.locator("#kv-8b-128k")).toContainText("7.8125 GiB");
  await page.goForward();
  await expect(page.locator("#kv-8b-128k")).toContainText("3.9063 GiB");
});

test("nonsense in a link is named, and the rest of it applied", async ({ page }) => {
  await open(page, `${article}?kv405=16&kv70=900&dtype=<b>&colour=red`);
  const note = page.getByRole("alert");
  await expect(note).toContainText("kv70=900: KV heads of 70B takes a whole number from 1 to 64");
  await expect(note).toContainText("dtype=<b>");
  await expect(note).toContainText("colour=red: this page has no such input");
  await expect.poll(() => agreeing(page, "405B")).toEqual(["true", "true", "true"]);
  await note.getByRole("button", { name: "Dismiss" }).click();
  await expect(note).toHaveCount(0);
});

test("a number out of bounds is refused in place and loses nothing", async ({ page }) => {
  await open(page);
  const field = page.locator("#live-table").getByRole("spinbutton", { name: "KV heads of 405B" });
  await field.fill("900");
  await expect(page.getByRole("alert")).toContainText("Takes a whole number from 1 to 128");
  await expect(field).toHaveValue("900");
  await expect(cells(page, "405B").nth(1)).toContainText("7.6904 GiB");
  await field.fill("16");
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("the question's lines can be edited, and errors are said in place", async ({ page }) => {
  await open(page);
  const line = page.locator("#expressions li").nth(2);
  await expect(line.getByRole("status")).toHaveText("7.6904296875");
  await line.getByRole("textbox").fill("16000 * (2 * 126 * 16 * (16384/128) * 2) / 1024**3");
  await expect(line.getByRole("status")).toHaveText("15.380859375");
  await line.getByRole("textbox").fill("16000 * (2 * 126");
  await expect(line.getByRole("status")).toHaveText(/unclosed \(, at character/);
  await line.getByRole("textbox").fill("window.close()");
  await expect(line.getByRole("status")).toContainText("only numbers");
  await expect(page).toHaveURL(/close/);
  await page.reload();
  await expect(line.getByRole("textbox")).toHaveValue("window.close()");
});

test("everything can be done from the keyboard", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the text" })).toBeFocused();
  const slider = page.locator("#live-table").getByRole("slider", { name: "KV heads of 405B" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => agreeing(page, "405B")).toEqual(["true", "true", "true"]);
  await page.keyboard.press("Tab");
  await expect(
    page.locator("#live-table").getByRole("spinbutton", { name: "KV heads of 405B" }),
  ).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(cells(page, "405B").nth(1)).toContainText("14.42 GiB");
});

test("a result is spoken once, after the reader has stopped", async ({ page }) => {
  await open(page);
  const spoken = page.locator("#live-table").getByRole("status");
  const slider = page.locator("#live-table").getByRole("slider", { name: "KV heads of 405B" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(spoken).toHaveText("All 9 cells agree to the printed digit.");
});

test("pointing at a term lights its symbol, its number and its input", async ({ page }) => {
  await open(page);
  await page.locator("#step-kv-heads .term").hover();
  const lit = page.locator("#step-kv-heads .lit");
  await expect(lit).toHaveCount(4);
  await page.locator("h1").hover();
  await expect(page.locator(".lit")).toHaveCount(0);
});

test("the corrected table and the working are copied as text that stands alone", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect
    .poll(clipboard)
    .toContain("| Llama 3.1 405B (8 KV heads) | 0.4922 GiB / 0.5285 GB |");
  await page.getByRole("button", { name: "Copy as Python" }).click();
  await expect.poll(clipboard).toContain("num_key_value_heads = 8  # KV heads");
  await page
    .locator("#live-table")
    .getByRole("link", { name: /Link to/ })
    .click();
  await expect.poll(clipboard).toMatch(/the-table-that-doubled\/#live-table$/);
});

test("formulas copy as clean TeX", async ({ page }) => {
  await page.goto(article);
  const annotations = await page.locator("annotation").allTextContents();
  expect(annotations.length).toBeGreaterThan(8);
  for (const tex of annotations) expect(tex).not.toContain("htmlData");
});

test.describe("with its service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("nothing is said on the console and nothing asked of another origin", async ({
    page,
    baseURL,
  }) => {
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(String(error)));
    page.on("request", (request) => asked.push(request.url()));
    await open(page, `${article}?kv405=16`);
    await page.waitForLoadState("networkidle");
    expect(said).toEqual([]);
    expect(asked.filter((address) => !address.startsWith(baseURL!))).toEqual([]);
  });
});
