import { execFileSync } from "node:child_process";
import { expect, type Page, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import {
  type Architecture,
  type CacheSettings,
  cacheByGroup,
  cacheBytes,
  engineNames,
  grouped,
  printBytes,
  reserveEverywhere,
} from "../../src/lib/index.ts";
import { confirmed } from "./confirmed.ts";
import { openLive } from "./live.ts";
import { html } from "./pages.ts";

const models = confirmed;

const architectureOf = (slug: string): Architecture =>
  models.find(({ id }) => id === slug)!.architecture;

/** What a page says of a cache, asked of the library. */
const total = (slug: string, settings: CacheSettings) =>
  printBytes(cacheBytes(architectureOf(slug), settings), "GiB");

const command = (line: string) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ["bin/bytes-per-token.ts", ...line.split(" ").slice(5), "--json"],
      { encoding: "utf8" },
    ),
  );

for (const { id, architecture } of models) {
  test(`/models/${id}/: as it was built, it says what the library says`, () => {
    const { document } = parseHTML(html(`/models/${id}/`));
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
    const settings = { tokens: 16_384n };
    expect(text("#total")).toBe(total(id, settings));
    const groups = cacheByGroup(architecture, settings);
    const rows = [...document.querySelectorAll(".layers-table tbody tr")];
    expect(rows.map((row) => row.querySelector(".computed")?.textContent)).toEqual(
      groups.map(({ bytes }) => grouped(bytes)),
    );
    expect(document.querySelectorAll(".stack .layer")).toHaveLength(architecture.order!.length);
    for (const asked of reserveEverywhere(architecture, settings.tokens)) {
      const row = text(`#engine-${asked.engine.replace(".", "-")}`);
      expect(row).toContain(engineNames[asked.engine]);
      if ("refused" in asked) expect(row).toContain(asked.refused);
      else {
        expect(row).toContain(printBytes(asked.reservation.bytes, "GiB"));
        for (const { reason } of asked.reservation.differences) expect(row).toContain(reason);
      }
    }
    for (const { field } of Object.values(architecture.trace)) {
      expect(text(".fields-table")).toContain(field);
    }
    expect(text("#config-text")).toBe(html(`/models/${id}/config.json`).trim());
  });
}

test("inputs change every figure, and the address with them", async ({ page }) => {
  await openLive(page, "/models/gemma-3-27b/");
  const drawn = () => page.locator(".growth .broad").innerHTML();
  const before = await drawn();
  await page.getByRole("spinbutton", { name: "Tokens" }).fill("131072");
  await page.getByRole("spinbutton", { name: "Sequences" }).fill("4");
  await page.getByLabel("Element type").selectOption("q8_0");
  const settings = { tokens: 131_072n, batch: 4n, keyType: "q8_0" } as const;
  const groups = cacheByGroup(architectureOf("gemma-3-27b"), settings);
  await expect(page.locator("#total")).toHaveText(total("gemma-3-27b", settings));
  for (const [place, id] of ["sliding-1024", "full"].entries()) {
    const bytes = grouped(groups[place]!.bytes);
    await expect(page.locator(`#layers-${id}`)).toContainText(bytes);
    await expect(page.locator(`#formula-${id} .working`)).toContainText(`${bytes} bytes`);
  }
  const [llama, vllm] = reserveEverywhere(architectureOf("gemma-3-27b"), 131_072n, {
    sequences: 4,
    type: "q8_0",
  });
  if (!llama || "refused" in llama || !vllm || !("refused" in vllm))
    throw new Error("llama.cpp has q8_0, vLLM not");
  await expect(page.locator("#engine-llama-cpp")).toContainText(
    printBytes(llama.reservation.bytes, "GiB"),
  );
  await expect(page.locator("#engine-vllm")).toContainText(vllm.refused);
  await expect(page.locator("#at-131072")).toContainText("chosen above");
  await expect.poll(drawn).not.toBe(before);
  await expect(page).toHaveURL(/\?tokens=131072&batch=4&dtype=q8_0$/);

  const bytes = Number(groups.reduce((sum, group) => sum + group.bytes, 0n));
  expect(command((await page.locator("#command").textContent()) ?? "").bytes).toBe(bytes);
  const reserve = await page.locator("#command-llama-cpp").textContent();
  expect(command(reserve ?? "").bytes).toBe(Number(llama.reservation.bytes));
});

test("a page that was changed and reset reads as it was built", async ({ page }) => {
  await openLive(page, "/models/qwen3.5-397b-a17b/");
  const parts = () =>
    page.locator("[data-live]").evaluateAll((all) => all.map((one) => one.textContent?.trimEnd()));
  const before = await parts();
  await page.getByLabel("Prediction layers").selectOption("served");
  await expect(page.locator("#layers-mtp-full")).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.locator("#layers-mtp-full")).toHaveCount(0);
  await expect.poll(() => parts()).toEqual(before);
});

test("a link restores its inputs and opens at its row", async ({ page }) => {
  await openLive(page, "/models/llama-4-scout/?tokens=5001&batch=2&dtype=fp8#engine-sglang");
  const settings = { tokens: 5001n, batch: 2n, keyType: "fp8" } as const;
  await expect(page.locator("#total")).toHaveText(total("llama-4-scout", settings));
  await expect(page.locator("#engine-sglang")).toBeInViewport();
  await expect(page.locator("#engine-sglang")).toContainText("holds fewer of these tokens");
  await expect(page.getByRole("spinbutton", { name: "Tokens" })).toHaveValue("5001");
});

test("nonsense in a model's link is named, and the rest of it applied", async ({ page }) => {
  await openLive(page, "/models/llama-3.1-8b/?tokens=-4&dtype=fp8&mtp=served");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("tokens=-4");
  await expect(alert).toContainText("a whole number from 1 to 10,000,000");
  await expect(alert).toContainText("mtp=served");
  await expect(page.locator("#total")).toHaveText(
    total("llama-3.1-8b", { tokens: 16_384n, keyType: "fp8" }),
  );
});

test("what a reader types is used as it is typed, however long", async ({ page }) => {
  await openLive(page, "/models/minimax-m1/");
  const field = page.getByRole("spinbutton", { name: "Tokens" });
  await field.fill("");
  await expect(page.locator("#total")).toHaveText(total("minimax-m1", { tokens: 16_384n }));
  await field.fill("1");
  await expect(page.locator("#total")).toHaveText(total("minimax-m1", { tokens: 1n }));
  await field.fill("10000000");
  await expect(page.locator("#total")).toHaveText(total("minimax-m1", { tokens: 10_000_000n }));
});

test("the 405B and its other packaging lead to each other and to the article", async ({ page }) => {
  await page.goto("/models/llama-3.1-405b/");
  const related = page.locator("#related");
  await expect(related.getByRole("link", { name: "The table that doubled" })).toBeVisible();
  await related.getByRole("link", { name: "packaged for 16 GPUs" }).click();
  await expect(page).toHaveURL(/\/models\/llama-3.1-405b-mp16\/$/);
  await expect(page.locator("#related a[href$='/models/llama-3.1-405b/']")).toBeVisible();
  await expect(page.locator("#measured-vllm-6746-w")).toContainText("57.7520 GB");
});

const shown = (page: Page) =>
  page
    .locator("#models-table tbody tr:visible th")
    .evaluateAll((all) => all.map((one) => one.textContent));

test("models are sorted and filtered from the keyboard, and a link keeps it", async ({ page }) => {
  await page.goto("/models/");
  const head = page.getByRole("columnheader", { name: "16,384 tokens" });
  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/\?sort=-at-16384$/);
  const largestFirst = await shown(page);
  const bytes = (name: string | null): bigint =>
    cacheBytes(models.find((one) => one.name === name)!.architecture, { tokens: 16_384n });
  const byBytes = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);
  const smallestFirst = models.map(({ name }) => bytes(name)).sort(byBytes);
  expect(largestFirst.map(bytes)).toEqual(smallestFirst.toReversed());
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect((await shown(page)).map(bytes)).toEqual(smallestFirst);

  const search = page.getByRole("searchbox", { name: "Search" });
  await search.focus();
  await page.keyboard.type("gemma");
  await page.getByLabel("Keeps").selectOption("shared");
  await expect.poll(() => shown(page)).toEqual(["Gemma 3n E4B"]);
  await expect(page.locator(".shown")).toHaveText(`1 of ${models.length} models`);
  await expect(page.locator('.broad [data-model="gemma-3-27b"]')).toBeHidden();
  await expect(page).toHaveURL(/kind=shared/);
  await page.reload();
  await expect.poll(() => shown(page)).toEqual(["Gemma 3n E4B"]);
  await expect(search).toHaveValue("gemma");
});

test("rows without a figure stay last in both directions", async ({ page }) => {
  for (const sort of ["parameters", "-parameters"]) {
    await page.goto(`/models/?sort=${sort}`);
    await expect(page.locator("#models-table tbody tr").last()).toContainText("—");
    await expect(page.locator("#models-table tbody tr").first()).toContainText(" B");
  }
});

test("nonsense in the index's link is named", async ({ page }) => {
  await page.goto("/models/?sort=size&kind=window&colour=red");
  await expect(page.getByRole("alert")).toContainText("sort=size");
  await expect(page.getByRole("alert")).toContainText("colour=red");
  await expect(page.getByLabel("Keeps")).toHaveValue("window");
});

test("pointing at a row lights its line, by pointer and by keyboard", async ({ page }) => {
  await page.goto("/models/");
  await page.getByRole("link", { name: "Jamba" }).focus();
  await expect(page.locator('.broad [data-model="jamba-v0.1"]')).toHaveClass(/lit/);
  await page.locator("#lfm2-1\\.2b td").first().hover();
  await expect(page.locator(".broad .lit")).toHaveAttribute("data-model", "lfm2-1.2b");
});

test("a thousand models are sorted and filtered", async ({ page }) => {
  await page.route("**/models/", async (route) => {
    const body = html("/models/");
    const [, before, rows, after] = /^(.*<tbody>)(.*)(<\/tbody>.*)$/s.exec(body)!;
    const copies = Array.from({ length: Math.ceil(1000 / models.length) }, (_, copy) =>
      rows!.replaceAll(' id="', ` id="copy-${copy}-`),
    );
    await route.fulfill({ contentType: "text/html", body: before + copies.join("") + after });
  });
  await page.goto("/models/");
  const rows = page.locator("#models-table tbody tr");
  expect(await rows.count()).toBeGreaterThanOrEqual(1000);
  const heads = page.locator("#models-table thead button");
  for (let place = 0; place < (await heads.count()); place++) {
    await heads.nth(place).click();
    await expect(page.locator("#models-table [aria-sort]")).toHaveCount(1);
  }
  await page.getByRole("searchbox").fill("gemma 3 27b");
  await expect(page.locator("#models-table tbody tr:visible")).toHaveCount(
    Math.ceil(1000 / models.length),
  );
});
