import { expect, type Page, test } from "@playwright/test";
import { openLive } from "./live.ts";

const address = "/articles/counting-the-weights/";

const open = (page: Page, query = "") => page.goto(address + query);

const count = (page: Page) => page.locator("#count");
const total = (page: Page) => count(page).locator(".total");
const field = (page: Page, name: string) =>
  count(page).getByRole("spinbutton", { name, exact: true });

test("all three models come out as published, and start with their own fields", async ({
  page,
}) => {
  await open(page);
  await expect(total(page)).toHaveText("8,030,261,248 parameters");
  await expect(count(page)).toContainText("the same to the last digit");
  const model = count(page).getByLabel("Start from");
  await field(page, "Layers").fill("31");
  await expect(total(page)).toHaveText("7,812,149,248 parameters");
  await expect(count(page)).toContainText("−218,112,000");
  await model.selectOption("70B");
  await expect(field(page, "Layers")).toHaveValue("80");
  await expect(total(page)).toHaveText("70,553,706,496 parameters");
  await model.selectOption("405B");
  await expect(total(page)).toHaveText("405,853,388,800 parameters");
  await expect(page).toHaveURL(/\?model=405B$/);
  await expect(count(page).locator("#tensor-k-proj")).toContainText("(8 · 128) × 16,384 × 126");
  await expect(page.locator("#formats")).toContainText("811.71");
});

test("a link restores the fields, and what is as the model has it is left out of it", async ({
  page,
}) => {
  await open(page, "?model=405B&kv=16");
  await expect(total(page)).toHaveText("410,081,247,232 parameters");
  await expect(field(page, "KV heads")).toHaveValue("16");
  await expect(page.locator(".inputs-status")).toContainText(
    "KV heads: 16, by default as the model has it",
  );
  await field(page, "KV heads").fill("8");
  await expect(page).toHaveURL(/\?model=405B$/);
  await page.reload();
  await expect(total(page)).toHaveText("405,853,388,800 parameters");
  await page.locator(".inputs-status").getByRole("button", { name: "Reset" }).click();
  await expect(total(page)).toHaveText("8,030,261,248 parameters");
});

test("tied embeddings leave one matrix out, of the table and of the drawing", async ({ page }) => {
  await open(page);
  await expect(count(page).locator(".model-map rect")).toHaveCount(9);
  await count(page).getByLabel("Output matrix").selectOption("tied");
  await expect(total(page)).toHaveText("7,504,924,672 parameters");
  await expect(count(page).locator("#tensor-lm-head")).toHaveCount(0);
  await expect(count(page).locator(".model-map rect")).toHaveCount(8);
});

test("the areas of the drawing are the parameters", async ({ page }) => {
  await open(page, "?kv=32&vocab=50000");
  await expect(page.locator("#tensor-k-proj")).toContainText("(32 · 128)");
  const areas = await count(page)
    .locator(".model-map rect")
    .evaluateAll((rects) =>
      rects.map((rect) => ({
        id: rect.getAttribute("data-term")!,
        area: Number(rect.getAttribute("width")) * Number(rect.getAttribute("height")),
      })),
    );
  expect(areas).toHaveLength(9);
  for (const { id, area } of areas) {
    const numbers = await page.locator(`#${id} td.computed`).textContent();
    expect(area * 4096, id).toBe(Number(numbers!.replaceAll(",", "")));
  }
});

test("a config that cannot be is refused with the field, and nonsense in place", async ({
  page,
}) => {
  await open(page);
  await field(page, "KV heads").fill("7");
  await expect(count(page).getByRole("alert")).toContainText("num_key_value_heads");
  await field(page, "KV heads").fill("8");
  await field(page, "Hidden size").fill("4097");
  await expect(count(page).getByRole("alert")).toContainText("head_dim");
  await field(page, "Hidden size").fill("4096");
  await expect(total(page)).toHaveText("8,030,261,248 parameters");
  await expect(count(page).locator(".outdated")).toHaveCount(0);
  for (const text of ["0", "-4", "1e9", ""]) {
    await field(page, "Layers").fill(text);
    await expect(count(page).locator(".refused")).toContainText("still using 32");
  }
  await field(page, "Layers").fill("1000");
  await expect(total(page)).toHaveText("219,162,677,248 parameters");
});

test("while a config cannot be, the last that could stays drawn, and nothing below moves", async ({
  page,
}) => {
  await open(page, "?heads=64");
  const rows = page.locator("#tensor-q-proj");
  await expect(rows).toContainText("(64 · 64)");
  const bottom = () =>
    count(page).evaluate((cell) => Math.round(cell.getBoundingClientRect().bottom + scrollY));
  const before = await bottom();
  await field(page, "Hidden size").fill("4097");
  await expect(count(page).getByRole("alert")).toContainText(
    "The drawing stays with one that can.",
  );
  await expect(rows).toContainText("(64 · 64)");
  await expect(count(page).locator(".outdated")).toHaveCount(2);
  await expect(page.locator("#formats caption")).toContainText("counted last");
  expect(Math.abs((await bottom()) - before)).toBeLessThan(60);
  await expect(page).toHaveURL(/\?hidden=4097&heads=64$/);
  await page.reload();
  await expect(count(page).getByRole("alert")).toBeVisible();
  await expect(rows).toContainText("(32 · 128)");
});

test("keys take the hidden size from one that can be to the next", async ({ page }) => {
  await open(page);
  await field(page, "Hidden size").press("ArrowUp");
  await expect(field(page, "Hidden size")).toHaveValue("4128");
  await field(page, "Query heads").fill("64");
  await field(page, "Hidden size").press("ArrowDown");
  await expect(field(page, "Hidden size")).toHaveValue("4096");
  await expect(total(page)).toContainText("parameters");
});

test("what is typed before the page is live is not lost", async ({ page }) => {
  await page.route(/live\.[^/]*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await open(page);
  await field(page, "Layers").fill("16");
  await count(page).getByLabel("Output matrix").selectOption("tied");
  await expect(total(page)).toHaveText("4,015,132,672 parameters");
  await expect(field(page, "Layers")).toHaveValue("16");
  await expect(page).toHaveURL(/\?layers=16&tied=tied$/);
});

test("nonsense in a link is named, and the rest applied", async ({ page }) => {
  await open(page, "?layers=none&kv=4&ffn=fp3&moe=&colour=red");
  await expect(page.getByRole("alert")).toContainText("layers=none");
  await expect(page.getByRole("alert")).toContainText("ffn=fp3");
  await expect(page.getByRole("alert")).toContainText("no such input");
  await expect(field(page, "KV heads")).toHaveValue("4");
  await expect(total(page)).toHaveText("7,896,043,520 parameters");
});

test("pointing at a row lights its area, at a field the numbers it gives", async ({ page }) => {
  await open(page);
  await page.locator("#tensor-up-proj code").hover();
  await expect(page.locator('rect[data-term="tensor-up-proj"]')).toHaveClass(/lit/);
  // The page scrolls to the field, and must bring nothing else under the pointer.
  await page.mouse.move(0, 0);
  await field(page, "Hidden size").focus();
  await expect(page.locator('#tensor-q-proj [data-term="hidden_size"]')).toHaveClass(/lit/);
  await expect(page.locator('rect[data-term="tensor-up-proj"]')).not.toHaveClass(/lit/);
});

test("a header is added up, and what is none says so and stays as typed", async ({ page }) => {
  await openLive(page, address);
  const cell = page.locator("#header");
  const text = cell.getByRole("textbox");
  await expect(cell).toContainText("1,109,458,944");
  await text.fill('{"a":{"dtype":"Q8_0","shape":[64,2]},"__metadata__":{"format":"pt"}}');
  await expect(cell.locator("tfoot")).toContainText("136");
  await expect(cell.locator("tfoot")).toContainText("1.063");
  const wrong = [
    ["", "not JSON"],
    ["[1]", "no header"],
    ['{"a":{"dtype":"Q9_9","shape":[1]}}', "Q9_9"],
    ['{"a":{"dtype":"Q8_0","shape":[31]}}', "does not add up"],
    ['{"a":{"dtype":"F32","shape":[-1]}}', "no header"],
    ["<b>1</b>", "not JSON"],
  ] as const;
  for (const [typed, why] of wrong) {
    await text.fill(typed);
    await expect(cell.getByRole("alert")).toContainText(why);
    await expect(text).toHaveValue(typed);
  }
  await text.fill("{}");
  await expect(cell.locator("tfoot")).toContainText("all");
  await expect(page).toHaveURL(/header=%7B%7D/);
});

test("the FP8 checkpoint comes out by its recipe and not by another", async ({ page }) => {
  await open(page);
  const cell = page.locator("#fp8-parts");
  await expect(cell.locator("tfoot")).toContainText("487.17 GB");
  await expect(cell).toContainText("487,226,343,424");
  await expect(cell).toContainText("3,595,048 more");
  await cell.getByLabel("Attention").selectOption("fp8");
  await expect(cell.locator("tfoot")).toContainText("415.29 GB");
  await expect(cell).toContainText("as chosen above");
  await cell.getByLabel("Feed-forward, middle layers").selectOption("fp32");
  await expect(cell).toContainText("less");
  await expect(page).toHaveURL(/\?attention=fp8&ffn=fp32$/);
});

test("file sizes fit sixteen heads for sixteen GPUs, and the recipe for FP8", async ({ page }) => {
  await page.goto(address);
  const rows = page.locator("#file-sizes tr.fits");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("16 KV heads, fits");
  await expect(rows.nth(0)).toContainText("+374,325");
  await expect(rows.nth(1)).toContainText("8 KV heads, fits");
  await expect(rows.nth(2)).toContainText("by the recipe, fits");
});

test("a mixture has two counts, each as its publisher states it", async ({ page }) => {
  await open(page);
  const cell = page.locator("#experts-count");
  await expect(cell).toContainText("116,829,156,672");
  await expect(cell).toContainText("5,132,849,472");
  await expect(cell).toContainText("5.13B");
  await cell.getByLabel("Model").selectOption("mixtral-8x7b");
  await expect(cell).toContainText("46,702,792,704");
  await expect(cell).toContainText("12,879,925,248");
  await expect(cell.getByRole("img")).toHaveAttribute("aria-label", /8 experts in a layer/);
  await cell.getByLabel("Model").selectOption("deepseek-v3");
  await expect(cell).toContainText("671,026,419,200");
  await expect(page).toHaveURL(/\?moe=deepseek-v3$/);
});

test("questions can be guessed, and the summary copied as code that runs", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const tied = page.locator("#check-tied");
  await tied.getByLabel("My guess").fill("525,336,576");
  await tied.getByRole("button", { name: "Compare" }).click();
  await expect(tied.getByRole("status")).toHaveText("Right.");
  const edges = page.locator("#check-edges");
  await edges.getByLabel("My guess").fill("5.2");
  await edges.getByRole("button", { name: "Compare" }).click();
  await expect(edges.getByRole("status")).toContainText("Close");
  await expect(page.locator("#check-idle details")).not.toHaveAttribute("open");
  await page.locator("#summary").getByRole("button", { name: "Copy as TypeScript" }).click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const printed = await page.evaluate((text) => {
    const said: unknown[] = [];
    new Function("console", text)({ log: (...words: unknown[]) => said.push(...words) });
    return said;
  }, code);
  expect(printed).toEqual([8_030_261_248]);
});

test("the keyboard alone reaches the fields and changes them", async ({ page }) => {
  await open(page);
  await count(page).getByLabel("Start from").focus();
  await page.keyboard.press("ArrowDown");
  await expect(total(page)).toHaveText("70,553,706,496 parameters");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(field(page, "Layers")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field(page, "Layers")).toHaveValue("81");
  await expect(page).toHaveURL(/\?model=70B&layers=81$/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("everything is there to read", async ({ page }) => {
    await page.goto(address);
    for (const id of "answer config where called bytes files fp8 experts remember".split(" ")) {
      await expect(page.locator(`#${id} h2`)).toBeVisible();
    }
    await expect(total(page)).toHaveText("8,030,261,248 parameters");
    await expect(count(page).locator(".model-map rect").first()).toBeVisible();
    await expect(page.locator("#fp8-parts tfoot")).toContainText("487.17 GB");
    await expect(page.locator("#experts-count")).toContainText("5,132,849,472");
    await expect(page.locator("#check-tied details")).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});
