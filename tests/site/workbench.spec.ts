import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { findModel } from "../../bin/catalogue.ts";
import { cacheBytes, fromConfig, stateBytesPerSequence } from "../../src/lib/index.ts";
import { openLive } from "./live.ts";

const address = "/workbench/";

const open = (page: Page, query = "") => openLive(page, address + query);

const verdict = (page: Page) => page.locator("#answer .verdict");
const field = (page: Page, name: string) =>
  page.locator(".ask").getByRole("spinbutton", { name, exact: true });
const tokens = (page: Page) => page.locator("#field-tokens");
const choice = (page: Page, name: string) =>
  page.locator(".ask").getByRole("combobox", { name, exact: true });

/** Picks a model of the catalogue by its name. */
async function pick(page: Page, name: string) {
  await page.getByRole("combobox", { name: "Search the catalogue" }).fill(name);
  const named = page.getByText(name, { exact: true });
  await page.getByRole("option").filter({ has: named }).first().click();
  await expect(page.locator("#figures caption")).toContainText(`${name}:`);
}

const grouped = (bytes: bigint) => bytes.toLocaleString("en-US");

test("moving an input moves the answers and the address", async ({ page }) => {
  await open(page);
  await expect(verdict(page)).toContainText("It fits: with 16 requests of 8,192 tokens");
  await field(page, "Requests at once").fill("54");
  await expect(verdict(page)).toContainText("It does not fit: for 54 requests");
  await expect(page).toHaveURL(/\?n=54$/);
  await field(page, "Requests at once").fill("53");
  await expect(verdict(page)).toContainText("It fits: with 53 requests");
});

test("tokens may be typed as thousands of either kind", async ({ page }) => {
  await open(page);
  await tokens(page).fill("16k");
  await expect(verdict(page)).toContainText("of 16,000 tokens");
  await tokens(page).fill("16ki");
  await expect(verdict(page)).toContainText("of 16,384 tokens");
  await expect(page).toHaveURL(/\?tokens=16384$/);
});

test("the longest and the most that fit do, and one more does not", async ({ page }) => {
  await open(page, "?model=gpt-oss-120b&n=3&gpu=h200-141gb&w=mxfp4");
  await expect(page.locator("#figures caption")).toContainText(findModel("gpt-oss-120b")!.name);
  const longest = (await page.locator("#longest .computed").textContent())!.replaceAll(",", "");
  await tokens(page).fill(longest);
  await expect(verdict(page)).toContainText("It fits");
  await tokens(page).fill(String(BigInt(longest) + 1n));
  await expect(verdict(page)).toContainText("It does not fit");
});

test("tokens may be typed slowly, and stand as a number once the field is left", async ({
  page,
}) => {
  await open(page);
  await tokens(page).press("ControlOrMeta+a");
  for (const [key, read] of [
    ["1", "of 1 token,"],
    ["6", "of 16 tokens"],
    ["k", "of 16,000 tokens"],
    ["i", "of 16,384 tokens"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(verdict(page)).toContainText(read);
  }
  await expect(tokens(page)).toHaveValue("16ki");
  await page.keyboard.press("Tab");
  await expect(tokens(page)).toHaveValue("16384");
});

/** Twelve models that other calculators were measured on. */
const peers = [
  "llama-3.1-8b",
  "llama-3.1-70b",
  "llama-3.1-405b",
  "deepseek-v3",
  "gemma-3-27b",
  "gpt-oss-120b",
  "qwen3-next-80b-a3b",
  "qwen3.5-397b-a17b",
  "llama-4-scout",
  "mistral-7b-v0.1",
  "glm-4.5",
  "gemma-4-31b",
];

test("the twelve models of other calculators come to the byte", async ({ page }) => {
  await open(page, "?tokens=131072&n=1");
  for (const id of peers) {
    const entry = findModel(id)!;
    const reading = fromConfig(entry.config);
    if (reading.kind === "refused") throw new Error(reading.reason);
    const states = stateBytesPerSequence(reading.architecture);
    const cache = cacheBytes(reading.architecture, { tokens: 131_072n }) - states;
    await pick(page, entry.name);
    await expect(page.locator("tr#cache td").last()).toHaveText(grouped(cache));
    if (states > 0n) await expect(page.locator("tr#state td").last()).toHaveText(grouped(states));
  }
});

const full =
  "?model=llama-3.1-70b&tokens=16384&n=8&prefix=1024&k=fp8&v=fp8&w=fp8&gpu=h200-141gb&gpus=4&tp=2&pp=2&share=85&other=2048&engine=vllm&page=32";

test("a link restores every input, and back and forward go between them", async ({ page }) => {
  await open(page, full);
  await expect(verdict(page)).toContainText("8 requests of 16,384 tokens");
  await expect(page.locator("#figures caption")).toContainText("Llama 3.1 70B");
  await expect(choice(page, "GPU")).toHaveValue("h200-141gb");
  await expect(choice(page, "Tokens in a page")).toHaveValue("32");
  await expect(field(page, "May be used, %")).toHaveValue("85");
  await expect(page).toHaveURL(new RegExp(`${full.replace("?", "\\?")}$`));
  await page.evaluate(() => {
    history.pushState(null, "", "?n=2");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await expect(verdict(page)).toContainText("2 requests of 8,192 tokens");
  await page.goBack();
  await expect(verdict(page)).toContainText("8 requests of 16,384 tokens");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(verdict(page)).toContainText("16 requests of 8,192 tokens");
  await expect(page).toHaveURL(/\/workbench\/$/);
});

test("nonsense in a link is named and the rest applied", async ({ page }) => {
  await open(page, "?n=4&tokens=none&gpu=abacus&colour=red&b=nonsense");
  await expect(verdict(page)).toContainText("4 requests of 8,192 tokens");
  const ignored = page.getByRole("alert").filter({ hasText: "Part of this link" });
  for (const part of ["tokens=none", "gpu=abacus", "colour=red"])
    await expect(ignored).toContainText(part);
  await expect(page.locator(".besides")).toContainText("no set-up that this page can read");
});

test("a model that this site does not have leaves the one there was", async ({ page }) => {
  await open(page, "?model=no-such-model&n=4");
  await expect(page.locator(".model-picker")).toContainText("is not a model of the catalogue");
  await expect(verdict(page)).toContainText("It fits: with 4 requests");
  await expect(page.locator("#figures caption")).toContainText("Llama 3.1 8B");
});

test("nonsense in a field is refused there, and the answers stay", async ({ page }) => {
  await open(page);
  for (const text of ["", "-1", "16kk", "<b>9</b>", "1e99"]) {
    await tokens(page).fill(text);
    await expect(page.locator(".ask").getByRole("alert")).toContainText("still using 8,192");
    await expect(verdict(page)).toContainText("of 8,192 tokens");
  }
  await tokens(page).fill("4096");
  await expect(page.locator(".ask").getByRole("alert")).toHaveCount(0);
});

test("a set-up that cannot be says why, and GPUs that are missing are offered", async ({
  page,
}) => {
  await open(page);
  await field(page, "Tensor parallel").fill("8");
  await expect(verdict(page)).toContainText("one copy of the model takes 8 GPUs, and there are 1");
  await page.getByRole("button", { name: "Take 8 GPUs" }).click();
  await expect(verdict(page)).toContainText("each of 8 H100 80 GB");
  await expect(page.locator(".gpus-table tbody tr")).toHaveCount(8);
  await page.locator("#field-prefix").fill("9000");
  await expect(verdict(page)).toContainText("a shared prefix of 9000 tokens is longer");
});

test("up to four set-ups stand side by side, differences marked, and in the link", async ({
  page,
}) => {
  await open(page);
  const add = page.getByRole("button", { name: "Add to compare" });
  await add.click();
  await expect(page.locator(".besides li")).toHaveCount(1);
  await field(page, "Requests at once").fill("4");
  await expect(page.locator('[data-line="requests"]')).toHaveAttribute("data-differs", "true");
  await expect(page.locator('[data-line="gpu"]')).toHaveAttribute("data-differs", "false");
  await expect(page.locator('[data-line="requests"] td')).toHaveText(["4", "16"]);
  await add.click();
  await expect(page.locator(".besides li")).toHaveCount(2);
  await field(page, "Requests at once").fill("2");
  await pick(page, findModel("mistral-7b-v0.1")!.name);
  await add.click();
  await expect(add).toBeDisabled();
  await expect(page.locator('[data-line="requests"] td')).toHaveText(["2", "16", "4", "2"]);
  await expect(page).toHaveURL(/b=1&c=1\*n_4&d=1\*model_mistral-7b-v0.1\*n_2$/);
  await page.reload();
  await expect(page.locator('[data-line="requests"] td')).toHaveText(["2", "16", "4", "2"]);
  await page.getByRole("button", { name: "Remove C" }).click();
  await expect(page.locator('[data-line="requests"] td')).toHaveText(["2", "16", "2"]);
  await page.getByRole("button", { name: "Use B" }).click();
  await expect(verdict(page)).toContainText("16 requests");
  await expect(page.locator("#figures caption")).toContainText("Llama 3.1 8B");
});

test("the answer is saved as JSON and CSV, and copied as code and Markdown", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "?n=4");
  await expect(verdict(page)).toContainText("4 requests");
  const bytes = 4n * 8192n * 131_072n;
  const saved = async (name: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name }).click();
    return readFileSync(await (await download).path(), "utf8");
  };
  const json = JSON.parse(await saved("Save as JSON"));
  expect(json.result.cache).toBe(String(bytes));
  expect(json.setUp.requests).toBe("4");
  expect(await saved("Save as CSV")).toContain(`,${bytes},bytes`);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  for (const [name, text] of [
    ["Copy as Python", "num_key_value_heads = 8"],
    ["Copy as TypeScript", "const num_key_value_heads = 8"],
    ["Copy as Markdown", "num_key_value_heads"],
  ] as const) {
    await page.getByRole("button", { name }).click();
    await expect.poll(clipboard).toContain(text);
  }
});

test("commands follow the set-up and can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "?n=4&gpus=2&tp=2&k=q8_0&v=q8_0");
  await expect(page.locator("#command-vllm-serve")).toContainText("--tensor-parallel-size 2");
  await expect(page.locator("#command-llama-server")).toContainText("--cache-type-k q8_0");
  await page.getByRole("button", { name: "Copy llama-server" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("--parallel 4");
});

test("what is not known is said to be so", async ({ page }) => {
  await open(page, "?w=stored");
  await expect(verdict(page)).toContainText("Whether it fits cannot be said");
  await expect(page.locator("tr#weights")).toContainText("No file was read");
  await expect(page.locator("#most-requests .computed")).toHaveText("not known");
});

test("every byte of an engine's has a reason", async ({ page }) => {
  await open(page, "?model=gemma-3-27b&engine=vllm");
  await expect(page.locator("#figures caption")).toContainText("Gemma 3 27B");
  const row = page.locator("tr#engine-vllm");
  await expect(row).toHaveAttribute("aria-current", "true");
  await expect(row.locator(".differences li")).not.toHaveCount(0);
  await expect(page.locator("#answer .instead")).toContainText("vLLM sets aside");
});

test("all of it is done by keyboard", async ({ page }) => {
  await open(page);
  await tokens(page).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("4ki");
  await expect(verdict(page)).toContainText("of 4,096 tokens");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(verdict(page)).toContainText("32 requests");
  await page.getByRole("button", { name: "Add to compare" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".besides")).toContainText("Llama 3.1 8B");
  await page.getByRole("button", { name: "Remove B" }).focus();
  await page.keyboard.press("Space");
  await expect(page.locator(".besides")).toHaveCount(0);
});

test("the curve follows once something has moved", async ({ page }) => {
  await open(page);
  const drawing = page.locator("#growth .drawing.broad");
  const before = await drawing.innerHTML();
  await pick(page, findModel("gemma-3-27b")!.name);
  await expect(drawing).toHaveAttribute("aria-label", /It bends where windows fill/);
  expect(await drawing.innerHTML()).not.toBe(before);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page shows one set-up worked out", async ({ page }) => {
    await page.goto(address);
    await expect(verdict(page)).toContainText("It fits: with 16 requests of 8,192 tokens");
    await expect(page.locator("tr#cache td").last()).toHaveText("17,179,869,184");
    await expect(page.locator("#working")).toContainText("num_key_value_heads");
    await expect(page.locator("#growth .drawing.broad svg")).toBeVisible();
  });
});

test("on paper the inputs and the answers are all there, nothing sticks", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await open(page);
  for (const place of [".ask", ".glance"])
    await expect(page.locator(place).first()).toHaveCSS("position", "static");
  await expect(verdict(page)).toBeVisible();
});

for (const width of [320, 768, 2560]) {
  test(`nothing overflows at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, "?n=4&b=1&gpus=8&tp=8&engine=vllm");
    await expect(page.locator(".beside-table")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
  });
}

test("asking llama.cpp loads nothing before the press", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await open(page, "?n=2");
  await expect(verdict(page)).toContainText("2 requests");
  expect(loaded.filter((one) => /wasm|worker/.test(one))).toEqual([]);
  await expect(page.getByRole("button", { name: "Ask llama.cpp", exact: true })).toBeVisible();
});

test("the answers follow an input before the next frame is drawn", async ({ page }) => {
  await open(page);
  await field(page, "Requests at once").fill("54");
  await expect(verdict(page)).toContainText("for 54 requests");
  const requests = await field(page, "Requests at once").elementHandle();
  for (const count of [53, 12, 1, 40]) {
    const shown = await page.evaluate(
      ([input, text]) =>
        new Promise<string>((resolve) => {
          (input as HTMLInputElement).value = text as string;
          (input as HTMLInputElement).dispatchEvent(new Event("input", { bubbles: true }));
          requestAnimationFrame(() =>
            resolve(document.querySelector("#answer .verdict")!.textContent!),
          );
        }),
      [requests, String(count)] as const,
    );
    expect(shown).toContain(`with ${count} request`);
  }
});
