import { expect, type Page, test } from "@playwright/test";
import { bringIntoSight } from "./far.ts";
import { openLive } from "./live.ts";

const address = "/articles/numbers-that-fit-in-a-byte/";

const open = (page: Page, query = "") => openLive(page, address + query);

const typed = (page: Page) => page.getByRole("textbox", { name: "A number", exact: true });
const kept = (page: Page, format: string) => page.locator(`#number [data-format="${format}"]`);
const drawing = (page: Page) => page.locator("#block .drawing:visible svg");
const row = (page: Page, cell: string, name: string) =>
  page.locator(`#${cell} tbody tr`).filter({ has: page.getByRole("rowheader", { name }) });

test.describe("a number", () => {
  test("is shown bit by bit in every format, and a link brings it back", async ({ page }) => {
    await open(page);
    await expect(kept(page, "fp16")).toContainText("0.0999755859375");
    await typed(page).fill("-6.5");
    await expect(kept(page, "e4m3").getByRole("img")).toHaveAccessibleName(
      "FP8 E4M3: sign 1, exponent 1001, mantissa 101",
    );
    await expect(kept(page, "e4m3")).toContainText("exact");
    await expect(kept(page, "e5m2")).toContainText("−6, 7.7\u00a0% too small");
    await expect(page).toHaveURL(/\?x=-6\.5$/);
    await page.reload();
    await expect(kept(page, "e5m2")).toContainText("7.7\u00a0% too small");
    await typed(page).fill("1000");
    await expect(kept(page, "e4m3")).toContainText("448, stops at its largest");
  });

  test("that is none is refused in place, stays as typed, and the one before stays in view", async ({
    page,
  }) => {
    await open(page);
    await typed(page).fill("3");
    await expect(kept(page, "bf16")).toContainText("exact");
    for (const text of ["", "abc", "1,5", "1e999", "NaN", "٣", "<img src=x>", "0x1"]) {
      await typed(page).fill(text);
      await expect(page.locator("#number .refused")).toContainText("still showing the one before");
      await expect(typed(page)).toHaveValue(text);
      await expect(typed(page)).toHaveAttribute("aria-invalid", "true");
      await expect(kept(page, "bf16").locator(".computed")).toHaveText("3");
    }
    await typed(page).fill("−2e1");
    await expect(page.locator("#number .refused")).toHaveCount(0);
    await expect(kept(page, "bf16").locator(".computed")).toHaveText("−20");
  });
});

test.describe("a block", () => {
  test("is spoilt by a number dragged up, and the address says so", async ({ page }) => {
    await open(page);
    await expect(row(page, "block", "q4_0")).toContainText("7.3\u00a0%");
    await bringIntoSight(drawing(page));
    const box = (await drawing(page).boundingBox())!;
    const x = box.x + box.width * 0.5;
    await page.mouse.move(x, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(x, box.y + box.height * 0.1, { steps: 4 });
    await page.mouse.move(x + 60, box.y, { steps: 2 });
    await page.mouse.up();
    await expect(page).toHaveURL(/\?at=16&to=1$/);
    await page.getByRole("slider", { name: "Value of the number to move" }).fill("8");
    await expect(page).toHaveURL(/\?at=16&to=8$/);
    await expect(page.locator("#block .summary")).toContainText("Scale −1, 18 bytes");
    await expect(page.locator("#block .summary")).toContainText("come back as zero");
    await page.getByLabel("Rotated first").selectOption("yes");
    await expect(page.locator("#block .summary")).not.toContainText("come back as zero");
    await expect(page.locator("#block .level:visible")).toHaveCount(0);
    await page.getByRole("button", { name: "Reset" }).click();
    await expect(row(page, "block", "q4_0")).toContainText("7.3\u00a0%");
    await expect(page).toHaveURL(new RegExp(`${address}$`));
  });

  test("is moved by the keyboard alone", async ({ page }) => {
    await open(page);
    const slider = page.getByRole("slider", { name: "Value of the number to move" });
    await slider.focus();
    await page.keyboard.press("End");
    await expect(page).toHaveURL(/\?to=10$/);
    await expect(page.locator("#block .block-figure")).toHaveAccessibleName(/between −16 and 16/);
    await page.keyboard.press("ArrowLeft");
    await expect(page).toHaveURL(/\?to=9\.9$/);
    await page.getByRole("spinbutton", { name: "Number to move" }).fill("32");
    await expect(page).toHaveURL(/\?at=32&to=9\.9$/);
  });

  test("shows every number with its code", async ({ page }) => {
    await open(page, "?block=q8_0&at=1&to=127");
    await page.locator("#block").getByText("Every number").click();
    const rows = page.locator("#block .every-number tbody tr");
    await expect(rows).toHaveCount(32);
    await expect(rows.first()).toHaveText(/1\s*127\s*127\s*127/);
    await expect(page.locator("#block .summary")).toContainText("Scale 1, 34 bytes");
  });

  test("takes the reader’s own numbers, and says what is wrong with them", async ({ page }) => {
    await open(page);
    await page.locator("#block").getByText("Your own 32 numbers").click();
    const field = page.getByLabel("Numbers with spaces or commas between them");
    await field.fill("1 2 3");
    await expect(page.locator("#block .refused")).toContainText("this has 3");
    await expect(row(page, "block", "q4_0")).toContainText("7.3\u00a0%");
    await field.fill(`${"1 ".repeat(31)}x`);
    await expect(page.locator("#block .refused")).toContainText("“x” is not a number");
    await field.fill(Array.from({ length: 32 }, (_, place) => place - 16).join(", "));
    await expect(page.locator("#block .refused")).toHaveCount(0);
    await expect(row(page, "block", "q8_0")).toContainText("0.39\u00a0%");
    await page.getByRole("textbox", { name: "to", exact: true }).fill("lots");
    await expect(page.locator("#block .refused")).toContainText("still using −5");
    await expect(page).toHaveURL(/values=/);
    await page.reload();
    await expect(row(page, "block", "q8_0")).toContainText("0.39\u00a0%");
  });

  test("a finger scrolls past the drawing, and moves a number only by a tap", async ({
    browser,
  }) => {
    const context = await browser.newContext({
      hasTouch: true,
      viewport: { width: 390, height: 800 },
    });
    const page = await context.newPage();
    await open(page);
    await bringIntoSight(drawing(page));
    const box = (await drawing(page).boundingBox())!;
    await drawing(page).dispatchEvent("pointerdown", {
      pointerType: "touch",
      clientX: box.x + 100,
      clientY: box.y + 10,
      pointerId: 5,
      bubbles: true,
    });
    await page.waitForTimeout(300);
    expect(page.url()).not.toContain("to=");
    await page.touchscreen.tap(box.x + box.width * 0.5, box.y + box.height * 0.2);
    await expect(page).toHaveURL(/[?&]to=0\.\d+$/);
    await context.close();
  });
});

test("what is done before the cells are taken over is not lost", async ({ page }) => {
  await page.route(/\/live\.[^/]*\.js$/, async (route) => {
    await new Promise((later) => setTimeout(later, 700));
    await route.continue();
  });
  await page.goto(address);
  await typed(page).fill("7");
  await page.locator("#block").getByText("Every number").click();
  await page.getByRole("combobox", { name: "Format" }).selectOption("q8_0");
  await page.getByRole("slider", { name: "Value of the number to move" }).focus();
  await page.keyboard.press("Home");
  await expect(page).toHaveURL(/\?x=7&block=q8_0&to=-10$/);
  await expect(kept(page, "e4m3").locator(".computed")).toHaveText("7");
  await expect(page.locator("#block .every-number tbody tr").first()).toBeVisible();
});

test.describe("what each format saves", () => {
  test("follows the model, the tokens and both formats", async ({ page }) => {
    await open(page);
    const chosen = page.locator('#savings tr[data-chosen="true"]');
    await expect(chosen).toContainText("q8_0 keys, q4_0 values");
    await expect(chosen).toContainText("0.8125");
    await expect(chosen).toContainText("40.6\u00a0%");
    await page.getByRole("combobox", { name: "Values" }).selectOption("q8_0");
    await expect(chosen).toContainText("1.063");
    await page.getByRole("spinbutton", { name: "Tokens" }).fill("131072");
    await expect(chosen).toContainText("8.5");
    await page.getByRole("combobox", { name: "Model" }).selectOption("deepseek-v3");
    await expect(page.locator("#savings")).toContainText("keeps one latent");
    await page.getByRole("combobox", { name: "Values" }).selectOption("fp32");
    await expect(chosen).toContainText("53.1\u00a0%");
    await expect(page).toHaveURL(/\?model=deepseek-v3&tokens=131072&ctv=fp32$/);
    await page.getByRole("combobox", { name: "Keys" }).selectOption("fp8");
    await expect(chosen).toContainText("vLLM, SGLang, TensorRT-LLM");
  });

  test("refuses tokens that are none", async ({ page }) => {
    await open(page);
    await page.getByRole("spinbutton", { name: "Tokens" }).fill("0");
    await expect(page.locator("#savings .refused")).toContainText("still using 16,384");
  });

  test("can be copied as code with the reader’s numbers", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, "?tokens=1000");
    await expect(page.locator("#savings caption")).toContainText("1,000 tokens");
    await page.locator("#savings").getByRole("button", { name: "Copy as Python" }).click();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    expect(code).toContain("bytes_per_key_element = Fraction(17, 16)");
    expect(code).toContain("bytes_per_value_element = Fraction(9, 16)");
    expect(code).toContain("tokens = 1000");
  });
});

test("blocks that do not fill a head are refused with the widths that do", async ({ page }) => {
  await open(page);
  const cell = page.locator("#fit");
  await expect(cell).toContainText("80 numbers fill 2 blocks of 32 and leave 16 over");
  await expect(cell.locator(".refused")).toHaveCount(3);
  const width = cell.getByRole("spinbutton", { name: "Numbers in a head’s key" });
  await width.fill("128");
  await expect(cell).toContainText("128 numbers fill 4 blocks of 32 evenly");
  await expect(cell.locator(".refused")).toHaveCount(0);
  await expect(row(page, "fit", "q8_0")).toContainText("136 bytes");
  await width.fill("7");
  await expect(cell).toContainText("The nearest widths that fit: 32.");
  await expect(page).toHaveURL(/\?headdim=7$/);
});

test("a link with nonsense in it opens at what can be used, and says what was not", async ({
  page,
}) => {
  await open(page, "?x=2&block=q9&at=99&ctk=&to=maybe&values=1&colour=red");
  const alert = page.locator(".inputs-status .ignored");
  for (const part of ["block=q9", "at=99", "ctk=", "colour=red"])
    await expect(alert).toContainText(part);
  await expect(kept(page, "e4m3").locator(".computed")).toHaveText("2");
  await expect(row(page, "block", "q4_0")).toContainText("7.3\u00a0%");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the article reads completely", async ({ page }) => {
    await page.goto(address);
    const sections =
      "answer floats blocks codes outlier scales saving engines even measured quality references";
    for (const id of sections.split(" ")) await expect(page.locator(`#${id} h2`)).toBeVisible();
    await expect(kept(page, "e4m3")).toContainText("0.1015625");
    await expect(drawing(page).locator(".number")).toHaveCount(32);
    await expect(page.locator("#layouts .bytes i.scale")).not.toHaveCount(0);
    await expect(row(page, "spoiled", "FP8 E4M3")).toContainText("2.2\u00a0%");
    await expect(page.locator("#savings tbody tr")).toHaveCount(8);
    await expect(page.locator("#fit")).toContainText("leave 16 over");
    await expect(row(page, "measured-blocks", "ik_llama.cpp").first()).toContainText("MiB");
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});

test("what builds printed is what is computed beside it", async ({ page }) => {
  await page.goto(address);
  const rows = await page.locator("#measured-blocks tbody tr").all();
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const one of rows) {
    const printed = await one.locator(".measured").textContent();
    await expect(one.locator("td.computed")).toHaveText(printed ?? "");
  }
});
