import { expect, type Page, test } from "@playwright/test";
import {
  type CacheSettings,
  cacheBytes,
  crossings,
  everyTokenInEveryLayer,
  fittingUnit,
  grouped,
  layeredCache,
  layeredValues,
  printBytes,
  reserveEverywhere,
  reserveLlamaCpp,
  toCode,
  uncapped,
} from "../../src/lib/index.ts";
import { confirmed } from "./confirmed.ts";

const address = "/articles/not-every-layer-remembers/";

const architectureOf = (slug: string) => confirmed.find(({ id }) => id === slug)!.architecture;
const fitting = (bytes: bigint) => printBytes(bytes, fittingUnit(bytes, "binary"));
const kept = (slug: string, settings: CacheSettings) =>
  fitting(cacheBytes(architectureOf(slug), settings));

const open = (page: Page, query = "") => page.goto(address + query);

const total = (page: Page) => page.locator("#stack-total");
const inCell = (page: Page, cell: string, label: string) =>
  page.locator(`#${cell}`).getByRole("combobox", { name: label });
const tokensIn = (page: Page, cell: string) =>
  page.locator(`#${cell}`).getByRole("spinbutton", { name: "Tokens", exact: true });

test("each model can be chosen and says what the library says", async ({ page }) => {
  await open(page);
  await expect(total(page)).toHaveText(kept("gemma-3-27b", { tokens: 16_384n }));
  const options = await inCell(page, "stack", "Model").locator("option").all();
  const slugs = await Promise.all(options.map((option) => option.getAttribute("value")));
  expect(slugs.length).toBeGreaterThanOrEqual(10);
  await tokensIn(page, "stack").fill("131072");
  for (const slug of slugs as string[]) {
    await inCell(page, "stack", "Model").selectOption(slug);
    const architecture = architectureOf(slug);
    await expect(total(page)).toHaveText(kept(slug, { tokens: 131_072n }));
    await expect(page.locator("#stack .layer")).toHaveCount(architecture.order!.length);
    const without = cacheBytes(everyTokenInEveryLayer(architecture)!, { tokens: 131_072n });
    if (without !== cacheBytes(architecture, { tokens: 131_072n }))
      await expect(page.locator("#stack .without")).toContainText(fitting(without));
    await expect(page.locator("#stack .asked a")).toHaveAttribute("href", `/models/${slug}/`);
    const rows = page.locator("#stack .layers-table tbody tr");
    await expect(rows).toHaveCount(architecture.layers.length);
  }
});

test("one input moves every part that follows it, and the address", async ({ page }) => {
  await open(page);
  const drawn = () => page.locator("#growth .broad").innerHTML();
  const before = await drawn();
  await inCell(page, "growth", "Model").selectOption("gpt-oss-120b");
  await tokensIn(page, "reserved").fill("5000");
  await expect(total(page)).toHaveText(kept("gpt-oss-120b", { tokens: 5000n }));
  await expect(page.locator("#at-128")).toContainText("sliding 128 full");
  await expect(page.locator("#at-5000")).toContainText("chosen above");
  await expect.poll(drawn).not.toBe(before);
  await expect(page.locator("#growth .broad")).toHaveAttribute(
    "aria-label",
    /sliding 128 full at 128\./,
  );
  for (const one of reserveEverywhere(architectureOf("gpt-oss-120b"), 5000n)) {
    const row = page.locator(`#engine-${one.engine.replace(".", "-")}`);
    await expect(row).toContainText(
      "refused" in one ? one.refused : printBytes(one.reservation.bytes, "GiB"),
    );
  }
  await expect(page.locator("#crossings")).toContainText("5,000");
  await expect(page).toHaveURL(/\?model=gpt-oss-120b&tokens=5000$/);
  await expect(page.locator(".inputs-status")).toContainText(
    "Model: gpt-oss 120B, by default Gemma 3 27B",
  );
});

test("crossings are those of the library, whatever format the cache has", async ({ page }) => {
  await open(page);
  const rows = page.locator("#crossings tbody tr");
  const hybrids = confirmed.filter(({ architecture }) => crossings(architecture).length > 0);
  await expect(rows).toHaveCount(hybrids.length);
  for (const keyType of ["fp16", "fp8", "q8_0"] as const) {
    await inCell(page, "crossings", "Element type").selectOption(keyType);
    for (const { id, architecture } of hybrids) {
      const [most] = crossings(architecture, { keyType }).sort(
        (a, b) => b.state.count - a.state.count,
      );
      await expect(page.locator(`[id="crossing-${id}"] .level`)).toHaveText(grouped(most!.tokens!));
    }
  }
  await inCell(page, "crossings", "Element type").selectOption("fp16");
  await expect(page.locator('[id="crossing-qwen3-next-80b-a3b"] .level')).toHaveText("1,048");
});

test("tokens are read one by one, with the keyboard too", async ({ page }) => {
  await open(page);
  const worth = (id: string) => page.locator(`#kept-${id} .worth .computed`);
  await expect(worth("full")).toHaveText("26");
  const slider = page.locator("#kept").getByRole("slider");
  await slider.focus();
  await slider.press("Home");
  await expect(worth("full")).toHaveText("1");
  await expect(worth("state")).toHaveText("10");
  for (let i = 0; i < 8; i++) await slider.press("ArrowRight");
  await expect(worth("full")).toHaveText("9");
  await expect(worth("window")).toHaveText("8");
  await expect(page.locator("#kept-chunk .told")).toContainText("1 token of this chunk");
  await expect(page.locator("#kept-window rect")).toHaveCount(9);
  await expect(page.locator("#kept-window rect.gone")).toHaveCount(1);
  await expect(page).toHaveURL(/\?read=9$/);
});

test("window cells follow the batch as llama.cpp’s rules do", async ({ page }) => {
  await open(page);
  await expect(page.locator("#cells-gpt-oss-120b")).toContainText("768");
  const field = page.locator("#window-cells").getByRole("spinbutton");
  await field.fill("2048");
  for (const slug of ["gpt-oss-120b", "gemma-3-27b", "llama-4-scout"]) {
    const reservation = reserveLlamaCpp(architectureOf(slug), { ctx: 16_384n, ubatch: 2048 });
    const windows = reservation.parts.filter(({ name }) => name.includes("window"));
    const row = page.locator(`[id="cells-${slug}"]`);
    await expect(row).toContainText(grouped(windows[0]!.cells));
    await expect(row).toContainText(fitting(windows.reduce((sum, { bytes }) => sum + bytes, 0n)));
  }
  await expect(page).toHaveURL(/\?ubatch=2048$/);
});

test("nonsense is refused in place, and in a link, and named", async ({ page }) => {
  await open(page, "?model=gpt-9&tokens=-4&dtype=fp8&read=many&colour=red");
  await expect(page.locator(".ignored")).toContainText("model=gpt-9");
  await expect(page.locator(".ignored")).toContainText("tokens=-4");
  await expect(page.locator(".ignored")).toContainText("read=many");
  await expect(page.locator(".ignored")).toContainText("colour=red");
  await expect(total(page)).toHaveText(kept("gemma-3-27b", { tokens: 16_384n, keyType: "fp8" }));
  for (const [cell, text, rule] of [
    ["stack", "0", "1 to 10,000,000"],
    ["stack", "1e400", "1 to 10,000,000"],
    ["kept", "41", "1 to 40"],
    ["window-cells", "999999", "1 to 8,192"],
  ] as const) {
    await page.locator(`#${cell}`).getByRole("spinbutton").fill(text);
    await expect(page.locator(`#${cell} .field .refused`)).toContainText(rule);
  }
});

test("a format an engine does not have is refused there, and the layers are counted", async ({
  page,
}) => {
  await open(page, "?model=gpt-oss-120b&dtype=fp8&tokens=10000000");
  const settings = { tokens: 10_000_000n, keyType: "fp8" } as const;
  await expect(total(page)).toHaveText(kept("gpt-oss-120b", settings));
  await expect(page.locator("#engine-llama-cpp")).toContainText("no cache in FP8");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(total(page)).toHaveText(kept("gemma-3-27b", { tokens: 16_384n }));
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test("after a change and a reset every part reads as it was built", async ({ page }) => {
  await open(page);
  const parts = () =>
    page.locator("[data-live]").evaluateAll((all) =>
      all.map((one) => {
        const copy = one.cloneNode(true) as Element;
        for (const spoken of copy.querySelectorAll("[role='status']")) spoken.remove();
        return copy.textContent?.trim();
      }),
    );
  const before = await parts();
  expect(before.length).toBe(14);
  await inCell(page, "stack", "Model").selectOption("kimi-linear-48b-a3b");
  await inCell(page, "stack", "Element type").selectOption("fp8");
  await page.locator("#kept").getByRole("spinbutton").fill("3");
  await page.locator("#window-cells").getByRole("spinbutton").fill("64");
  await expect(page.locator("#kept-full .worth .computed")).toHaveText("3");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.locator("#kept-full .worth .computed")).toHaveText("26");
  await expect.poll(parts).toEqual(before);
});

test("a link restores its inputs and opens at its cell; back undoes nothing it should not", async ({
  page,
}) => {
  await open(page, "?model=deepseek-v4-flash&tokens=131072#reserved");
  await expect(page.locator("#reserved")).toBeInViewport();
  await expect(total(page)).toHaveText(kept("deepseek-v4-flash", { tokens: 131_072n }));
  await expect(page.locator("#engine-vllm")).toContainText("not known here");
  await page.locator("#stack .asked a").click();
  await expect(page).toHaveURL(/\/models\/deepseek-v4-flash\/$/);
  await page.goBack();
  await expect(total(page)).toHaveText(kept("deepseek-v4-flash", { tokens: 131_072n }));
});

test("guesses are compared with what the library gives", async ({ page }) => {
  await open(page);
  const windows = architectureOf("gemma-3-27b").layers.filter(
    (group) => "window" in group && group.window,
  );
  const bytes = cacheBytes({ layers: windows, trace: {} }, { tokens: 131_072n });
  for (const [cell, answer] of [
    ["check-windows", Number(bytes) / 2 ** 30],
    ["check-states", Number(crossings(architectureOf("jamba-v0.1"))[0]!.tokens)],
    ["check-cells", 768],
  ] as const) {
    const told = page.locator(`#${cell} .told`);
    await page.locator(`#${cell} input`).fill(String(answer));
    await page.locator(`#${cell}`).getByRole("button", { name: "Compare" }).click();
    await expect(told).toHaveText("Right.");
    await page.locator(`#${cell} input`).fill("plenty");
    await page.locator(`#${cell}`).getByRole("button", { name: "Compare" }).click();
    await expect(told).toContainText("A guess is a number");
  }
});

test("the formula of the card is copied as code", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  const values = layeredValues(architectureOf("gemma-3-27b"), { tokens: 131_072n })!;
  for (const [label, language] of [
    ["Copy as Python", "python"],
    ["Copy as TypeScript", "typescript"],
  ] as const) {
    await page.locator("#summary").getByRole("button", { name: label }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(toCode(layeredCache, values, language));
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the article reads completely, drawings and tables included", async ({ page }) => {
    await page.goto(address);
    for (const id of "answer ways windows states sharing entries own-table engines formula references".split(
      " ",
    ))
      await expect(page.locator(`#${id} h2`)).toBeVisible();
    await expect(total(page)).toHaveText(kept("gemma-3-27b", { tokens: 16_384n }));
    await expect(page.locator("#stack .layer")).toHaveCount(62);
    await expect(page.locator("#kept-full rect")).toHaveCount(26);
    await expect(page.locator("#growth .broad svg path").first()).toBeVisible();
    await expect(page.locator("#at-1024")).toContainText("sliding 1,024 full");
    await expect(page.locator('[id="crossing-minimax-m1"] .level')).toHaveText("1,024");
    await expect(page.locator("#engine-tensorrt-llm")).toContainText("keep every token");
    await expect(page.locator("#sharing-counted tbody tr")).toHaveCount(3);
    await expect(page.getByRole("button")).toHaveCount(0);
  });

  test("the table of the report stands beside both computations, and its verdicts", async ({
    page,
  }) => {
    await page.goto(address);
    const model = architectureOf("gemma-3-27b");
    const row = page.locator('[id="gemma-gemma-3-27b"]');
    const inGB = (bytes: bigint) => (Number(bytes) / 1e9).toFixed(2);
    await expect(row).toContainText("18.7");
    await expect(row).toContainText(inGB(cacheBytes(model, { tokens: 32_768n })));
    await expect(row).toContainText(inGB(cacheBytes(uncapped(model), { tokens: 32_768n })));
    await expect(row.getByRole("link").last()).toHaveAttribute(
      "href",
      "/ledger/gemma-3-report/#gemma3-27B",
    );
    await expect(page.locator('[id="gemma-gemma-3-1b"]')).toContainText("every layer keeps");
  });
});
