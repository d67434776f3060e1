import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { witnessRecords } from "../../bin/content/witness.ts";
import { entries } from "../content/collections.ts";
import { bringIntoSight } from "./far.ts";
import { openLive, toBeLive } from "./live.ts";
import { article } from "./pages.ts";

const witness = "/witness/";
const engine = /wllama|llama\.worker|press\.|\.wasm/;

/** The addresses a page asks for from now on, its workers' too. */
function requests(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url()));
  return seen;
}

const wasmIn = (seen: readonly string[]) => seen.filter((address) => address.endsWith(".wasm"));

async function open(page: Page, address: string) {
  await openLive(page, address);
  return page.locator("#ask-llama-cpp");
}

type Cell = Awaited<ReturnType<typeof open>>;

const button = (cell: Cell) => cell.getByRole("button", { name: "Ask llama.cpp", exact: true });
const said = (cell: Cell) => cell.getByRole("status").last();

/** Presses the button and waits for what is said at the end. */
async function ask(cell: Cell) {
  await said(cell).evaluate((region) => region.replaceChildren());
  await button(cell).click();
  await expect(said(cell)).not.toBeEmpty({ timeout: 30_000 });
  await expect(button(cell)).toBeVisible();
}

/** What the engine printed and what the formula gives, as they stand in their inks. */
const inks = async (cell: Cell) => ({
  measured: await cell.locator(".asked .measured").allTextContents(),
  computed: await cell.locator(".asked .computed").allTextContents(),
});

test.describe.configure({ timeout: 90_000 });

test("the article asks for 8B, and for 405B with 8 heads and with 16, and llama.cpp answers", async ({
  page,
  baseURL,
}) => {
  const seen = requests(page);
  const cell = await open(page, article);
  await bringIntoSight(cell);
  await cell.getByRole("spinbutton", { name: "Tokens" }).fill("1024");
  await page.waitForLoadState("networkidle");
  expect(seen.filter((address) => engine.test(address))).toEqual([]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  const wasm = page.waitForResponse((response) => response.url().endsWith(".wasm"));
  await ask(cell);
  expect((await wasm).headers()["content-type"]).toBe("application/wasm");
  await expect(cell.locator(".log").first()).toContainText(
    "llama_kv_cache: size =  128.00 MiB (  1024 cells,  32 layers,  1/1 seqs), K (f16):   64.00 MiB, V (f16):   64.00 MiB",
  );
  expect(await inks(cell)).toEqual({ measured: ["128.00 MiB"], computed: ["128.00 MiB"] });
  await expect(said(cell)).toContainText("llama.cpp allocated 128.00 MiB");

  await cell.getByLabel("Model").selectOption("405B");
  await ask(cell);
  expect(await inks(cell)).toEqual({ measured: ["504.00 MiB"], computed: ["504.00 MiB"] });
  await expect(cell.locator(".log").first()).toContainText("126 layers");

  await cell.getByRole("spinbutton", { name: "KV heads of 405B" }).fill("16");
  await ask(cell);
  expect(await inks(cell)).toEqual({ measured: ["1008.00 MiB"], computed: ["1008.00 MiB"] });

  expect(wasmIn(seen)).toHaveLength(1);
  expect(page.workers()).toHaveLength(0);
  expect([...new Set(seen.map((address) => new URL(address).origin))]).toEqual([baseURL]);
});

test("what is too large is refused, and the bytes it wanted are the formula’s", async ({
  page,
}) => {
  const cell = await open(page, "/models/llama-3.1-70b/");
  await ask(cell);
  await expect(cell.locator(".log").first()).toContainText("buffer of size 5368709120");
  const bytes = "5,368,709,120 bytes";
  expect(await inks(cell)).toEqual({ measured: [bytes], computed: [bytes] });
  await expect(cell.locator(".asked")).toContainText(
    "did not get them: this build can address 4 GiB",
  );
  await expect(cell.locator(".asked")).not.toContainText("allocated");
  const { violations } = await new AxeBuilder({ page }).include("#ask-llama-cpp").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("quantised caches, and caches of more than one kind", async ({ page }) => {
  const eight = await open(page, "/models/llama-3.1-8b/?tokens=1024&dtype=q8_0");
  await ask(eight);
  expect(await inks(eight)).toEqual({ measured: ["68.00 MiB"], computed: ["68.00 MiB"] });
  const seen = requests(page);
  const gemma = await open(page, "/models/gemma-3-27b/?tokens=1000&batch=3&dtype=q4_0");
  await ask(gemma);
  const { measured, computed } = await inks(gemma);
  expect(measured).toHaveLength(2);
  expect(measured).toEqual(computed);
  await expect(gemma.locator(".asked [data-agrees='false']")).toHaveCount(0);
  for (const address of [
    "/models/deepseek-v3.2/?tokens=256",
    "/models/qwen3-next-80b-a3b/?tokens=256",
  ]) {
    const other = await open(page, address);
    await ask(other);
    const said = await inks(other);
    expect(said.measured, address).toHaveLength(2);
    expect(said.measured, address).toEqual(said.computed);
  }
  expect(wasmIn(seen)).toEqual([]);
});

test("a press is taken back while the engine downloads and while it works", async ({ page }) => {
  let release = () => {};
  const held = (pattern: string) =>
    page.route(pattern, async (route) => {
      await new Promise<void>((done) => {
        release = done;
      });
      await route.continue().catch(() => {});
    });
  const cell = await open(page, witness);
  const cancel = cell.getByRole("button", { name: "Cancel" });
  for (const pattern of ["**/*.wasm", "**/_astro/wllama.*.js"]) {
    await held(pattern);
    await button(cell).click();
    await expect(cell.getByRole("progressbar")).toBeVisible();
    if (pattern.endsWith(".js")) await expect.poll(() => page.workers().length).toBe(1);
    await cancel.click();
    await expect(said(cell)).toContainText("Cancelled");
    await expect(button(cell)).toBeVisible();
    await expect.poll(() => page.workers().length).toBe(0);
    release();
    await page.unroute(pattern);
  }
  await ask(cell);
  expect((await inks(cell)).measured).toEqual(["128.00 MiB"]);
});

test("where the engine cannot be had the reason is said and the inputs stay", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 503, body: "" }));
  const cell = await open(page, `${witness}?tokens=2000&slots=2`);
  await ask(cell);
  await expect(said(cell)).toHaveText(
    "llama.cpp could not be asked: the download was answered with 503.",
  );
  await expect(cell.getByRole("spinbutton", { name: "Tokens of each slot" })).toHaveValue("2000");
  await page.unroute("**/*.wasm");
  await ask(cell);
  expect((await inks(cell)).measured).toEqual(["512.00 MiB"]);
});

test("who asks before the page is live asks what the link and the fields say", async ({ page }) => {
  const held = Promise.withResolvers<void>();
  await page.route("**/_astro/live.*.js", async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto("/models/llama-3.1-8b/?dtype=q8_0", { waitUntil: "domcontentloaded" });
  const cell = page.locator("#ask-llama-cpp");
  await page.getByRole("spinbutton", { name: "Tokens" }).fill("1024");
  await button(cell).click();
  await expect(page.locator("html.live")).toHaveCount(0);
  held.resolve();
  await expect(said(cell)).toContainText("68.00 MiB", { timeout: 30_000 });
});

test("without WebAssembly the reason is said", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "WebAssembly", { value: undefined });
  });
  const seen = requests(page);
  const cell = await open(page, witness);
  await ask(cell);
  await expect(said(cell)).toContainText("this browser has no WebAssembly");
  expect(wasmIn(seen)).toEqual([]);
});

test("a browser that cannot suspend WebAssembly can ask all the same", async ({ page }) => {
  await page.route("**/llama.worker*.js", async (route) => {
    const response = await route.fetch();
    const without = "delete WebAssembly.Suspending; delete WebAssembly.promising;\n";
    await route.fulfill({ response, body: without + (await response.text()) });
  });
  const cell = await open(page, `${witness}?tokens=256`);
  await ask(cell);
  expect((await inks(cell)).measured).toEqual(["32.00 MiB"]);
});

test("what came is no WebAssembly: that is said, not kept, and asked for again", async ({
  page,
}) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ body: "not it" }));
  const cell = await open(page, `${witness}?tokens=256`);
  await ask(cell);
  await expect(said(cell)).toContainText("this browser cannot compile it");
  await page.unroute("**/*.wasm");
  await page.reload();
  await toBeLive(page);
  await ask(cell);
  expect((await inks(cell)).measured).toEqual(["32.00 MiB"]);
});

test("what this llama.cpp cannot be asked for is said before anything is downloaded", async ({
  page,
}) => {
  const seen = requests(page);
  const cell = await open(page, "/models/llama-3.1-8b/?dtype=fp8");
  await ask(cell);
  await expect(said(cell)).toContainText(
    "Not asked: this llama.cpp cannot be asked for a cache in FP8",
  );
  expect(wasmIn(seen)).toEqual([]);
});

test("the witness page is used by keyboard, says its answer once, and can be taken along", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const cell = await open(page, `${witness}?model=llama-3.1-405b-mp16&ctv=q4_0&ctk=q8_0`);
  await page.evaluate(() => {
    const spoken: string[] = [];
    Object.assign(globalThis, { spoken });
    const region = document.querySelector("#ask-llama-cpp [role='status']")!;
    new MutationObserver(() => spoken.push(region.textContent)).observe(region, {
      childList: true,
    });
  });
  await cell.getByLabel("Values in").focus();
  await page.keyboard.press("Tab");
  await expect(cell.getByRole("link", { name: /^llama.cpp/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button(cell)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(said(cell)).not.toBeEmpty({ timeout: 30_000 });
  await expect(button(cell)).toBeFocused();
  const spoken = await page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken);
  expect(spoken.filter(Boolean)).toHaveLength(1);
  const { measured, computed } = await inks(cell);
  expect(measured).toEqual(computed);

  await cell.getByRole("button", { name: "Copy as Markdown" }).press("Enter");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`llama.cpp allocated ${measured[0]}`);
  expect(copied).toContain("llama_kv_cache: size =");
  expect(copied).toContain("keys in q8_0, values in q4_0");
  const link = /\((http[^)]+)\)/.exec(copied)![1]!;
  const again = await open(page, link);
  await expect(again.getByLabel("Model")).toHaveValue("llama-3.1-405b-mp16");
});

test("nonsense is named, in a link and in a field", async ({ page }) => {
  const cell = await open(page, `${witness}?model=gpt-9&tokens=none&ctk=q3&colour=red`);
  const ignored = page.getByRole("alert");
  for (const part of ["model=gpt-9", "tokens=none", "ctk=q3", "colour=red"])
    await expect(ignored).toContainText(part);
  const slots = cell.getByRole("spinbutton", { name: "Slots" });
  await slots.fill("0");
  await expect(cell).toContainText("Takes a whole number from 1 to 256; still using 1.");
  await slots.fill("256");
  await cell.getByRole("spinbutton", { name: "Tokens of each slot" }).fill("10000000");
  await ask(cell);
  await expect(said(cell)).toContainText("Not asked: llama.cpp takes at most 2,147,483,647 tokens");
});

test("every allocation of the content has a row with its figure, its computation and its log", async ({
  page,
}) => {
  await page.goto(witness);
  const known = entries<{ address?: string; differs?: string; printed: { text: string }[] }>(
    "allocations",
  );
  for (const [id, { printed, differs }] of known) {
    const row = page.locator(`[id="${id.toLowerCase()}"]`);
    await expect(row.locator(".measured"), id).toHaveText(printed.map(({ text }) => text));
    if (differs) await expect(row, id).toContainText(differs);
    else await expect(row.locator(".computed"), id).toHaveCount(printed.length);
    await expect(row.getByRole("link").last(), id).toHaveAttribute("href", /^https:\/\//);
  }
  await expect(page.getByRole("img", { name: /figures on logarithmic axes/ })).toHaveCount(2);
});

test("every recorded run has an address that opens its model, and is called what it was", async ({
  page,
}) => {
  const models = page.locator("details.runs");
  const records = witnessRecords();
  await page.goto(witness);
  await expect(models).toHaveCount(records.length);
  for (const { model, runs } of records) {
    const rows = page.locator(`#runs-${model} tbody tr`.replaceAll(".", "\\."));
    await expect(rows, model).toHaveCount(runs.length);
    expect(await rows.locator("td:nth-child(2)").allTextContents()).toEqual(
      runs.map(({ mode }) => mode),
    );
    expect(await rows.locator("code").allTextContents()).toEqual(
      runs.map(({ log }) => log.join("\n")),
    );
  }
  await page.goto("about:blank");
  await page.goto(`${witness}#run-gemma-3-27b-16384-f16-f16-n_ubatch-32`);
  const row = page.locator(":target");
  await expect(row).toBeVisible();
  await expect(row).toContainText("16,384 tokens, f16, n_ubatch 32");
  await expect(row.locator(".measured")).toHaveText(["1280.00 MiB", "520.00 MiB"]);
  await expect(row.locator(".computed")).toHaveText(["1280.00 MiB", "520.00 MiB"]);
});
