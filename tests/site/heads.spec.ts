import { expect, type Page, test } from "@playwright/test";
import { bringIntoSight } from "./far.ts";
import { openLive } from "./live.ts";

const address = "/articles/heads-from-mha-to-mla/";

const open = (page: Page, query = "") => openLive(page, address + query);

const cell = (page: Page) => page.locator("#sharing");
const slider = (page: Page) => cell(page).getByRole("slider", { name: "KV heads" });
const stop = (page: Page, name: string) => cell(page).getByRole("radio", { name, exact: true });
const drawing = (page: Page) => cell(page).getByRole("img");
const boxes = (page: Page, part: string) =>
  cell(page)
    .locator(`.heads-drawing .${part}`)
    .evaluateAll((paths) => paths.flatMap((path) => path.getAttribute("d")!.match(/M/g)).length);

test("dragging the KV heads rewires the drawing and counts the bytes anew", async ({ page }) => {
  await open(page);
  await expect(cell(page).locator(".total")).toHaveText("131,072 bytes per token");
  await expect.poll(() => boxes(page, "keys")).toBe(8);
  await bringIntoSight(slider(page));
  const track = (await slider(page).boundingBox())!;
  await page.mouse.move(track.x + track.width * 0.34, track.y + track.height / 2);
  await page.mouse.down();
  await page.mouse.move(track.x + 2, track.y + track.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(cell(page).locator(".total")).toHaveText("524,288 bytes per token");
  await expect(drawing(page)).toHaveAccessibleName(/32 query heads has a KV head of its own/);
  await expect.poll(() => boxes(page, "keys")).toBe(32);
  await expect(page).toHaveURL(/\?kv8b=32$/);
});

test("every stop can be reached with the keyboard, on the slider and one by one", async ({
  page,
}) => {
  await open(page);
  await slider(page).focus();
  for (const bytes of ["65,536", "32,768", "16,384", "36,864"]) {
    await page.keyboard.press("ArrowRight");
    await expect(cell(page).locator(".total")).toHaveText(`${bytes} bytes per token`);
  }
  await expect(slider(page)).toHaveAttribute("aria-valuetext", "one latent, MLA");
  await expect(stop(page, "one latent, MLA")).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(stop(page, "one latent, MLA")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(stop(page, "1 KV head, MQA")).toBeChecked();
  await expect(cell(page).locator(".who-reads")).toContainText("All 32 query heads read one");
  await expect(cell(page).getByRole("status")).toContainText("16,384 bytes per token");
});

test("the first change is said too", async ({ page }) => {
  await open(page);
  await expect(cell(page).getByRole("status")).toHaveText("");
  await stop(page, "32 KV heads").click();
  await expect(cell(page).getByRole("status")).toHaveText(
    "Multi-head attention, MHA: 524,288 bytes per token in Llama 3.1 8B",
  );
});

test("a stop is one press, and MLA draws one latent with what is made from it", async ({
  page,
}) => {
  await open(page);
  await stop(page, "one latent, MLA").click();
  await expect(drawing(page)).toHaveAccessibleName(/One latent of 512 numbers/);
  await expect(cell(page).locator(".keys:not(i)")).toHaveCount(0);
  await expect.poll(() => boxes(page, "latent")).toBe(1);
  await expect.poll(() => boxes(page, "rebuilt")).toBe(32);
  await expect(cell(page)).toContainText("14.2 times as much");
});

test("without motion the drawing is there at once", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await stop(page, "1 KV head, MQA").click();
  await expect(cell(page).locator(".total")).toHaveText("16,384 bytes per token");
  await expect.poll(() => boxes(page, "keys")).toBe(1);
});

test("another model brings its own heads and its own stop", async ({ page }) => {
  await open(page);
  await cell(page).getByLabel("Model").selectOption({ label: "DeepSeek V3" });
  await expect(cell(page).locator(".total")).toHaveText("70,272 bytes per token");
  await expect(cell(page)).toContainText("This is what DeepSeek V3 does");
  await expect(cell(page)).toContainText("71.1 times as much");
  await expect(page.locator(".cost-table tbody tr")).toHaveCount(9);
  await expect(page.locator('.cost-table [aria-current="true"]')).toHaveAttribute(
    "data-stop",
    "mla",
  );
  await stop(page, "128 KV heads").click();
  await expect(cell(page).locator(".total")).toHaveText("4,997,120 bytes per token");
  await expect(page.locator("#cost-table tr").filter({ hasText: "MLA" })).toContainText("70,272");
});

test("a link restores the choice, and one press takes it back", async ({ page }) => {
  await open(page, "?model=405B&kv405b=mla&rank=1024&rope=128");
  await expect(cell(page).locator(".total")).toHaveText("290,304 bytes per token");
  await expect(slider(page)).toHaveValue("8");
  await expect(page.locator("#latent-numbers")).toContainText("1,152 numbers");
  await expect(page.locator(".changed")).toContainText("Model: Llama 3.1 405B");
  await page.reload();
  await expect(cell(page).locator(".total")).toHaveText("290,304 bytes per token");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(cell(page).locator(".total")).toHaveText("131,072 bytes per token");
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test("what does not divide the heads is refused by name, and the rest of the link is used", async ({
  page,
}) => {
  await open(page, "?kv8b=7&model=70B&kvv3=-1&rank=0&colour=red");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("kv8b=7");
  await expect(alert).toContainText("one of 1, 2, 4, 8, 16, 32, mla");
  await expect(alert).toContainText("kvv3=-1");
  await expect(alert).toContainText("rank=0");
  await expect(alert).toContainText("no such input");
  await expect(cell(page).locator(".total")).toHaveText("327,680 bytes per token");
});

test("the widths of the latent can be changed, nonsense cannot be entered", async ({ page }) => {
  await open(page);
  const numbers = page.locator("#latent-numbers");
  const rank = numbers.getByRole("spinbutton", { name: "Latent width" });
  const rotary = numbers.getByRole("spinbutton", { name: "Rotary width" });
  await rank.fill("256");
  await expect(numbers).toContainText("320 numbers");
  await expect(numbers.getByRole("img")).toHaveAccessibleName(/latent of 256 numbers/);
  await rotary.fill("0");
  await expect(numbers).toContainText("256 numbers");
  await expect(numbers.locator(".total")).toHaveText("31,232 bytes per token");
  for (const text of ["0", "-5", "4097", "1.5", ""]) {
    await rank.fill(text);
    await expect(numbers.getByRole("alert")).toContainText("whole number from 1 to 4,096");
    await expect(numbers.locator(".total")).toHaveText("31,232 bytes per token");
  }
  await expect(page).toHaveURL(/rank=256&rope=0$/);
});

test("the working is copied as code with the reader's numbers", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await stop(page, "2 KV heads").click();
  await expect(cell(page).locator(".total")).toHaveText("32,768 bytes per token");
  await cell(page).getByRole("button", { name: "Copy as Python" }).click();
  const python = await page.evaluate(() => navigator.clipboard.readText());
  expect(python).toContain("num_key_value_heads = 2 ");
  expect(python).toContain("print(kv_cache");
  await stop(page, "one latent, MLA").click();
  await cell(page).getByRole("button", { name: "Copy as TypeScript" }).click();
  const typescript = await page.evaluate(() => navigator.clipboard.readText());
  expect(typescript).toContain("const kv_lora_rank = 512;");
});

test("a guess is compared before the answer opens", async ({ page }) => {
  await open(page);
  const check = page.locator("#check-whole");
  await check.getByLabel("My guess").fill("32,768");
  await check.getByRole("button", { name: "Compare" }).click();
  await expect(check.getByRole("status")).toContainText("1.25 times too small");
  await expect(check.locator("data").first()).toHaveText("40,960 numbers");
});

test("what logs printed stands beside what the formula gives", async ({ page }) => {
  await page.goto(address);
  const row = (id: string) => page.locator(`#build-${id}`);
  await expect(row("ikl-271-mha")).toContainText("9760.00 MiB");
  await expect(row("ikl-271-mha")).toContainText("71.1 ×");
  await expect(row("ikl-394-main")).toContainText("1,088");
  await expect(row("ikl-286").locator(".measured")).toHaveText("34.31 MiB");
  await expect(row("ikl-286").locator("span.computed")).toHaveText("34.31 MiB");
});

test("the saving is taken apart, and models lead to their pages", async ({ page }) => {
  await page.goto(address);
  await expect(page.locator("#saving-layers")).toContainText("82.24 %");
  await expect(page.locator("#saving-format")).toContainText("93.34 %");
  await page
    .locator("#saving-steps")
    .getByRole("link", { name: /the ledger on/ })
    .click();
  await expect(page).toHaveURL(/\/ledger\/deepseek-v2\/#dsv2-933$/);
  await page.goBack();
  await page
    .locator("#models-table")
    .getByRole("link", { name: "Llama 3.1 405B", exact: true })
    .click();
  await expect(page).toHaveURL(/\/models\/llama-3\.1-405b\/$/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the article reads completely", async ({ page }) => {
    await page.goto(address);
    const sections =
      "answer shared one-to-all cost latent rotary engines saving models references".split(" ");
    for (const id of sections) await expect(page.locator(`#${id} h2`)).toBeVisible();
    await expect(cell(page).locator(".total")).toHaveText("131,072 bytes per token");
    await expect(drawing(page)).toBeVisible();
    await expect(page.locator("#ways").getByRole("img")).toHaveCount(4);
    await expect(page.locator(".cost-table tbody tr")).toHaveCount(7);
    await expect(page.locator("#latent-numbers")).toContainText("71.1 times what is kept");
    await expect(page.locator("#models-table")).toContainText("1,032,192");
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});
