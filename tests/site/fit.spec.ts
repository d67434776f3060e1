import { expect, type Page, test } from "@playwright/test";

const address = "/articles/will-it-fit/";

const open = (page: Page, query = "") => page.goto(address + query);

const bar = (page: Page) => page.locator("#bar");
const gpuField = (page: Page) =>
  bar(page).locator("label", { hasText: /^GPU/ }).getByRole("combobox");
const verdict = (page: Page) => bar(page).locator(".verdict");
const part = (page: Page, id: string) => bar(page).locator(`[data-part="${id}"]`);

test("the bar says whether it fits, and what would instead", async ({ page }) => {
  await open(page);
  await expect(verdict(page)).toContainText("It fits");
  await expect(part(page, "weights")).toContainText("14.96");
  await expect(bar(page).locator(".instead")).toContainText("At this length 53 would fit");
  await bar(page).getByLabel("Requests at once").last().fill("53");
  await expect(verdict(page)).toContainText("It fits: with 53 requests");
  await bar(page).getByLabel("Requests at once").last().fill("54");
  await expect(verdict(page)).toContainText("It does not fit");
  await expect(part(page, "missing")).toBeVisible();
  await expect(page).toHaveURL(/\?n=54$/);
});

test("the longest that fits does, and a page more does not", async ({ page }) => {
  await open(page, "?n=1&tokens=440112");
  await expect(verdict(page)).toContainText("It fits: with 1 request of 440,112 tokens");
  await bar(page).getByLabel("Tokens in each request").last().fill("440113");
  await expect(verdict(page)).toContainText("It does not fit");
});

test("what is typed while a link is being restored is not lost", async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(/live\.[^/]*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await open(page, "?n=1&tokens=440112");
  await bar(page).getByLabel("Tokens in each request").last().fill("440113");
  go();
  await expect(verdict(page)).toContainText("It does not fit");
  await expect(page).toHaveURL(/\?tokens=440113&n=1$/);
});

test("what is assumed can be changed, and the bar follows", async ({ page }) => {
  await open(page);
  await bar(page).getByLabel("May be used, %").fill("100");
  await expect(part(page, "outside")).toContainText("0");
  await bar(page).getByLabel("Everything else, MiB").fill("0");
  await expect(part(page, "other")).toContainText("0");
  await expect(bar(page).locator(".instead")).toContainText("At this length 64 would fit");
});

test("a model too large for a GPU fits on more of them", async ({ page }) => {
  await open(page);
  await bar(page).getByLabel("Model").selectOption("llama-3.1-70b");
  await expect(verdict(page)).toContainText("Not even the weights");
  await expect(page.locator("#requests-that-fit")).toContainText("no request does");
  await bar(page).getByLabel("Split over").selectOption("8");
  await expect(verdict(page)).toContainText("It fits");
  await expect(verdict(page)).toContainText("each of 8 H100");
  await expect(page.locator("#requests-that-fit table")).toHaveCount(2);
});

test("a link restores every input, and reset takes it all back", async ({ page }) => {
  await open(page, "?gpu=rtx-3090&share=92&other=1024&tokens=4096&n=2&page=64&kv=fp8");
  await expect(gpuField(page)).toHaveValue("rtx-3090");
  await expect(bar(page).getByLabel("Cache in")).toHaveValue("fp8");
  await expect(verdict(page)).toContainText("2 requests of 4,096 tokens");
  await page.reload();
  await expect(verdict(page)).toContainText("one RTX 3090");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(verdict(page)).toContainText("32 requests of 8,192 tokens");
  await expect(page).toHaveURL(address);
});

test("nonsense in a link is named, and the rest of it used", async ({ page }) => {
  await open(page, "?gpu=abacus&tp=3&n=-4&tokens=1e9&share=0&len=7&colour=red");
  const alert = page.getByRole("alert");
  for (const ignored of ["gpu=abacus", "tp=3", "n=-4", "tokens=1e9", "share=0", "colour=red"])
    await expect(alert).toContainText(ignored);
  await expect(page.locator("#last-page .told")).toContainText("7 tokens take 1 page");
  await expect(verdict(page)).toContainText("32 requests of 8,192 tokens");
});

test("nonsense in a field is refused in place", async ({ page }) => {
  await open(page);
  const field = bar(page).getByLabel("Requests at once").last();
  for (const text of ["0", "-3", "1.5", "100001", ""]) {
    await field.fill(text);
    await expect(bar(page).getByRole("alert")).toContainText("whole number from 1 to 100,000");
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(verdict(page)).toContainText("32 requests");
  }
});

test("a window bends the curve, and where all layers have one nothing is too long", async ({
  page,
}) => {
  await open(page);
  const cell = page.locator("#requests-that-fit");
  await expect(cell.locator(".broad svg")).not.toContainText("if nothing were dropped");
  await bar(page).getByLabel("Model").selectOption("mistral-7b-v0.1");
  await expect(cell.locator(".broad svg")).toContainText("if nothing were dropped");
  await expect(cell).toContainText("no limit");
  await expect(bar(page).locator(".instead")).toContainText("as long as you like");
});

test("the last page is as full as it is", async ({ page }) => {
  await open(page);
  const cell = page.locator("#last-page");
  await expect(cell.locator(".row-of-pages svg")).toHaveCount(7);
  await expect(cell.locator(".place-empty")).toHaveCount(12);
  await expect(cell.locator(".told")).toContainText("10.7 %");
  await cell.getByLabel("Tokens kept").fill("112");
  await expect(cell.locator(".place-empty")).toHaveCount(0);
  await expect(cell.locator(".told")).toContainText("fill them all");
  await cell.getByLabel("Tokens kept").fill("10000000");
  await expect(cell.locator(".row-of-pages")).toContainText("624,996 more full pages");
  await cell.getByLabel("Tokens in a page").selectOption("256");
  await expect(cell).toContainText("One square stands for 8 tokens");
});

test("heads are dealt, copied where there are too few, and refused where it is uneven", async ({
  page,
}) => {
  await open(page);
  const cell = page.locator("#dealt");
  await expect(cell.locator(".row-of-gpus > svg:not(.defs)")).toHaveCount(16);
  await expect(cell.locator(".head")).toHaveCount(16);
  await expect(cell.locator(".head.copy")).toHaveCount(8);
  await expect(cell.locator("tr[aria-current=true]")).toContainText("123.05");
  await cell.getByRole("combobox", { name: "Dealt to" }).selectOption("8");
  await expect(cell.locator(".head.copy")).toHaveCount(0);
  await cell.getByRole("combobox", { name: "Dealt to" }).selectOption("12");
  await expect(cell.locator(".told")).toContainText("cannot be dealt to 12 GPUs");
  await expect(cell.locator(".head")).toHaveCount(0);
  await cell.getByRole("combobox", { name: "Keys and values of" }).selectOption("deepseek-v3");
  await expect(cell.locator(".told")).toContainText("128 heads cannot be dealt to 12 GPUs");
  await cell.getByRole("combobox", { name: "Dealt to" }).selectOption("8");
  await expect(cell.locator(".told")).toContainText("8 times the cache");
  await expect(cell.locator(".head.copy")).toHaveCount(7);
});

test("eight heads need eleven GPUs and sixteen need twelve", async ({ page }) => {
  await open(page);
  const cell = page.locator("#twelfth");
  await expect(cell.locator('[data-used="true"]')).toHaveCount(12);
  await cell.getByLabel("KV heads counted").selectOption("8");
  await expect(cell.locator('[data-used="true"]')).toHaveCount(11);
  await expect(cell.locator(".told")).toContainText("11 GPUs");
});

test("the keyboard reaches and moves what can be changed", async ({ page }) => {
  await open(page);
  await bar(page).getByLabel("Model").focus();
  await page.keyboard.press("Tab");
  await expect(gpuField(page)).toBeFocused();
  const slider = bar(page).getByRole("slider", { name: "Requests at once" });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(verdict(page)).toContainText("64 requests");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(verdict(page)).toContainText("16 requests");
});

test("a guess is compared with what the library computes", async ({ page }) => {
  await open(page);
  const cell = page.locator("#check-large");
  await cell.getByLabel("My guess").fill("10");
  await cell.getByRole("button", { name: "Compare" }).click();
  await expect(cell.getByRole("status")).toContainText("10 times too large");
  await cell.getByLabel("My guess").fill("1");
  await cell.getByRole("button", { name: "Compare" }).click();
  await expect(cell.getByRole("status")).toContainText("Right");
});

test("other articles do not load this one's styles or scripts", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/articles/how-to-read-a-printed-gigabyte/", { waitUntil: "networkidle" });
  const rules = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText),
  );
  expect(rules.some((rule) => rule.includes(".fit-bar"))).toBe(false);
  expect(asked.filter((url) => /live\.element|fit/.test(new URL(url).pathname))).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the article reads completely", async ({ page }) => {
    await page.goto(address);
    for (const id of ["answer", "memory", "parts", "context", "pages", "gpus", "log", "guide"])
      await expect(page.locator(`#${id} h2`)).toBeVisible();
    await expect(verdict(page)).toContainText("It fits");
    await expect(bar(page).locator("svg:not(.defs)").first()).toBeVisible();
    await expect(page.locator("#requests-that-fit .broad svg path").first()).toBeVisible();
    await expect(page.locator("#requests-that-fit")).toContainText("440,112");
    await expect(page.locator("#gpu-h100-80gb")).toContainText("81,559");
    await expect(page.locator("#log-lines")).toContainText("31,232 tokens");
    await expect(page.locator("#dealt tr", { hasText: "246.09" })).toBeVisible();
    await expect(page.locator("#twelfth")).toContainText("12 GPUs");
    await expect(page.locator("#references li")).not.toHaveCount(0);
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});

test("on paper the drawings stay and the inputs go", async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  await expect(bar(page).locator(".inputs")).toBeHidden();
  await expect(bar(page).locator("svg:not(.defs)").first()).toBeVisible();
  await expect(page.locator("#dealt .row-of-gpus")).toBeVisible();
});
