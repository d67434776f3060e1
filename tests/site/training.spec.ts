import { expect, type Page, test } from "@playwright/test";

const address = "/articles/training-memory/";

const open = (page: Page, query = "") => page.goto(address + query);
const account = (page: Page) => page.locator("#account");
const total = (page: Page) => account(page).locator(".total");
const choose = (page: Page, label: string, value: string) =>
  account(page).getByRole("combobox", { name: label }).selectOption(value);

test("the usual account is twice what the table prints for the 8B", async ({ page }) => {
  await open(page);
  await expect(total(page)).toHaveText("128.5\u00a0GB");
  await expect(account(page)).toContainText("prints 60 GB: the sum is 2.14 times it");
  await choose(page, "Master copy", "none");
  await choose(page, "Optimizer", "adam16");
  await expect(total(page)).toHaveText("64.24\u00a0GB");
  await expect(account(page)).toContainText("the same digits, read as GiB");
  await expect(page).toHaveURL(/\?master=none&optim=adam16$/);
  await choose(page, "Model", "405B");
  await expect(account(page)).toContainText("the same digits, read as TB");
  await choose(page, "Model", "70B");
  await expect(account(page)).toContainText("prints 300 GB");
  await expect(account(page)).toContainText("later prints 500 GB");
  await expect(account(page).locator(".printed-line")).toHaveCount(2);
});

test("techniques have their own inputs and parts", async ({ page }) => {
  await open(page);
  await expect(account(page).getByRole("spinbutton", { name: "Rank" })).toHaveCount(0);
  await choose(page, "Technique", "lora");
  await expect(account(page).locator("#kept-frozen")).toContainText("8,030,261,248");
  await expect(account(page).locator("#kept-gradient")).toContainText("41,943,040");
  await expect(total(page)).toHaveText("16.73\u00a0GB");
  await choose(page, "Technique", "qlora");
  await expect(account(page).locator("#kept-frozen-16")).toContainText("1,050,939,392");
  await choose(page, "In 4-bit", "all");
  await expect(account(page).locator("#kept-frozen-16")).toContainText("266,240");
  await choose(page, "Activations", "recomputed");
  await account(page).getByRole("spinbutton", { name: "Tokens in a step" }).fill("1000000");
  await expect(account(page).locator("#kept-activations")).toContainText("262.14");
});

test("the parts of the bar add up to its width, the printed line inside it", async ({ page }) => {
  await open(page, "?method=qlora&model=405B&act=recomputed");
  await expect(total(page)).not.toHaveText("128.5\u00a0GB");
  const widths = await account(page)
    .locator(".training-bar rect")
    .evaluateAll((all) => all.map((one) => Number.parseFloat(one.getAttribute("width")!)));
  const line = await account(page).locator(".printed-line").getAttribute("x1");
  const filled = widths.reduce((sum, width) => sum + width, 0);
  expect(Math.max(filled, Number.parseFloat(line!))).toBeGreaterThan(99.9);
  expect(filled).toBeLessThanOrEqual(100);
});

test("adapters are counted and drawn to scale at any rank", async ({ page }) => {
  await open(page);
  const cell = page.locator("#adapters");
  await expect(cell.locator("tfoot")).toContainText("41,943,040");
  await cell.getByRole("spinbutton", { name: "Rank" }).fill("8");
  await cell.getByRole("combobox", { name: "Adapters beside" }).selectOption("qv");
  await expect(cell.locator("tfoot")).toContainText("3,407,872");
  await expect(cell.locator("tbody tr")).toHaveCount(2);
  await cell.getByRole("spinbutton", { name: "Rank" }).fill("1024");
  const [frozen, side, below] = await cell
    .locator("svg rect")
    .evaluateAll((all) =>
      all.map((one) => Number(one.getAttribute("width")) * Number(one.getAttribute("height"))),
    );
  expect(frozen).toBe(4096 * 4096);
  expect([side, below]).toEqual([1024 * 4096, 4096 * 1024]);
  for (const text of ["0", "1025", "-1", "1e3", ""]) {
    await cell.getByRole("spinbutton", { name: "Rank" }).fill(text);
    await expect(cell.getByRole("alert")).toContainText("still using 1,024");
  }
  await cell.getByRole("slider", { name: "Rank" }).press("ArrowLeft");
  await expect(cell.getByRole("spinbutton", { name: "Rank" })).toHaveValue("512");
  await expect(page).toHaveURL(/\?rank=512&targets=qv$/);
});

test("the two places of one input show the same", async ({ page }) => {
  await open(page, "?method=lora&rank=32");
  const above = account(page).getByRole("spinbutton", { name: "Rank" });
  const below = page.locator("#adapters").getByRole("spinbutton", { name: "Rank" });
  await expect(above).toHaveValue("32");
  await expect(below).toHaveValue("32");
  await above.fill("64");
  await expect(below).toHaveValue("64");
  await below.fill("5000");
  await above.fill("6000");
  await expect(page.getByRole("alert")).toHaveCount(2);
  const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map(({ id }) => id));
  expect(ids).toEqual([...new Set(ids)]);
});

test("a block takes 4.127 bits for each number, or 4.5 with its scales in 32-bit", async ({
  page,
}) => {
  await open(page);
  const cell = page.locator("#four-bit");
  await expect(cell.locator(".block-drawing")).toContainText("4.127");
  await expect(cell.locator("tbody tr").first()).toContainText("5.70");
  await cell.getByRole("combobox", { name: "Scales" }).selectOption("32bit");
  await expect(cell.locator(".block-drawing")).toContainText("4.5");
  await cell.getByRole("combobox", { name: "In 4-bit" }).selectOption("all");
  await expect(cell.locator("tbody tr").first()).toContainText("4.52");
});

test("what fits is eight bytes twice, and nothing for the 70B", async ({ page }) => {
  await open(page);
  const rows = page.locator("#fits tbody tr");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText("8, read as GiB");
  await expect(rows.nth(1)).toContainText("none");
  await expect(rows.nth(2)).toContainText("none");
  await expect(rows.nth(3)).toContainText("8, read as TB");
  await rows.nth(0).getByText("4 combinations").click();
  await expect(rows.nth(0)).toContainText("weights 16-bit, gradients 16-bit, no master copy");
});

test("nonsense in a link is named, and the rest applied", async ({ page }) => {
  await open(page, "?method=lora&rank=0&optim=lion&colour=red");
  await expect(page.getByRole("alert")).toContainText("rank=0");
  await expect(page.getByRole("alert")).toContainText("optim=lion");
  await expect(page.getByRole("alert")).toContainText("no such input");
  await expect(total(page)).toHaveText("16.73\u00a0GB");
  await page.goBack();
  await open(page, "?method=qlora");
  await page.reload();
  await expect(account(page).getByRole("combobox", { name: "Technique" })).toHaveValue("qlora");
});

test("the keyboard alone works through the inputs", async ({ page }) => {
  await open(page);
  await account(page).getByRole("combobox", { name: "Technique" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(total(page)).toHaveText("16.73\u00a0GB");
  await page.keyboard.press("Tab");
  await expect(account(page).getByRole("combobox", { name: "Frozen weights" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  await expect(account(page).getByRole("spinbutton", { name: "Rank" })).toHaveValue("17");
  await page.locator(".inputs-status").getByRole("button", { name: "Reset" }).press("Enter");
  await expect(total(page)).toHaveText("128.5\u00a0GB");
});

test("questions can be guessed, and the summary copied as code that runs", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const whole = page.locator("#check-405b");
  await whole.getByLabel("My guess").fill("6.494");
  await whole.getByRole("button", { name: "Compare" }).click();
  await expect(whole.getByRole("status")).toHaveText("Right.");
  await page.locator("#summary").getByRole("button", { name: "Copy as TypeScript" }).click();
  const code = await page.evaluate(() => navigator.clipboard.readText());
  const printed = await page.evaluate((text) => {
    const said: unknown[] = [];
    new Function("console", text)({ log: (...words: unknown[]) => said.push(...words) });
    return said;
  }, code);
  expect(printed[0]).toBe(16 * 8_030_261_248);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("everything is there to read", async ({ page }) => {
    await page.goto(address);
    for (const id of "answer kept table lora qlora activations not-known remember".split(" ")) {
      await expect(page.locator(`#${id} h2`)).toBeVisible();
    }
    await expect(total(page)).toHaveText("128.5\u00a0GB");
    await expect(page.locator(".training-bar rect").first()).toBeVisible();
    await expect(page.locator("#t-70b-full")).toContainText("500 GB later");
    await expect(page.locator("#adapters tfoot")).toContainText("41,943,040");
    await expect(page.locator("#four-bit")).toContainText("4.127");
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});
