import { expect, type Page, test } from "@playwright/test";
import { verdictLabels } from "../../src/lib/audit/verdict.ts";
import { fittingUnit } from "../../src/lib/quantity/bytes.ts";
import { printBytes } from "../../src/lib/quantity/print.ts";
import { publications } from "../evidence/ledger.ts";

const figures = publications.flatMap(({ id, rows }) =>
  rows.map((row) => ({ ...row, publication: id })),
);
const address = "/ledger/";
const visible = (page: Page) => page.locator(".ledger-figures tbody tr:visible");
const ids = (page: Page) => visible(page).evaluateAll((rows) => rows.map(({ id }) => id));
const wanted = (fits: (figure: (typeof figures)[number]) => boolean) =>
  figures
    .filter(fits)
    .map(({ id }) => id)
    .sort();

/** Waits until the element has taken over the table. */
async function open(page: Page, query = "") {
  await page.goto(`${address}${query}`);
  await expect(page.locator(".summary")).not.toBeEmpty();
}

test("figures and verdicts are those the library gives when called directly", async ({ page }) => {
  await open(page);
  const shown = await visible(page).evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.id,
      printed: row.querySelector("td.published")?.textContent,
      computed: row.querySelector("td.computed")?.textContent ?? "",
      verdict: row.querySelector("td.verdict")?.textContent,
    })),
  );
  const found = new Map(shown.map((row) => [row.id, row]));
  expect(found.size).toBe(figures.length);
  for (const { id, printed, finding, claim } of figures) {
    expect(found.get(id), id).toMatchObject({ printed, verdict: verdictLabels[finding.verdict] });
    if (claim.figure.kind !== "bytes" || finding.bytes === undefined) continue;
    for (const system of ["decimal", "binary"] as const) {
      const text = printBytes(finding.bytes, fittingUnit(finding.bytes, system));
      expect(found.get(id)!.computed, id).toContain(text);
    }
  }
});

test("counts lead to their figures, and back leads back", async ({ page }) => {
  await open(page);
  const unknown = wanted(({ finding }) => finding.verdict === "diverges-cause-unknown");
  await page
    .locator(".tallies")
    .getByRole("link", { name: `diverges, cause unknown ${unknown.length}` })
    .click();
  expect((await ids(page)).sort()).toEqual(unknown);
  await expect(page).toHaveURL(/\/ledger\/\?verdict=diverges-cause-unknown#figures$/);
  await expect(page.getByRole("combobox", { name: "Verdict", exact: true })).toBeFocused();
  await page.goBack();
  await expect(visible(page)).toHaveCount(figures.length);
  await page.goForward();
  await expect(visible(page)).toHaveCount(unknown.length);
});

test("filters work together and stay in the address", async ({ page }) => {
  await open(page);
  await page.getByRole("combobox", { name: "Model", exact: true }).selectOption("llama-3.1-405b");
  await page.getByRole("combobox", { name: "Quantity", exact: true }).selectOption("kv-cache");
  await page.getByRole("searchbox", { name: "Words" }).fill("hugging gib");
  const expected = ["kv-405b-128k", "kv-405b-16k", "kv-405b-1k"];
  expect((await ids(page)).sort()).toEqual(expected);
  await expect(page.locator(".summary")).toHaveText(`3 of ${figures.length} figures.`);
  await expect(page).toHaveURL(/\?q=hugging\+gib&model=llama-3\.1-405b&quantity=kv-cache$/);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Words" })).toHaveValue("hugging gib");
  expect((await ids(page)).sort()).toEqual(expected);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(visible(page)).toHaveCount(figures.length);
  await expect(page).toHaveURL(/\/ledger\/$/);
});

test("every filter narrows to what the library says of it", async ({ page }) => {
  for (const [query, expected] of [
    ["?verdict=agrees", wanted(({ finding }) => finding.verdict === "agrees")],
    ["?publication=jamba-1.5", wanted(({ publication }) => publication === "jamba-1.5")],
    ["?quantity=devices", wanted(({ quantity }) => quantity === "devices")],
    ["?cause=unknown", wanted(({ finding: { verdict } }) => verdict === "diverges-cause-unknown")],
  ] as const) {
    await open(page, query);
    expect((await ids(page)).sort(), query).toEqual(expected);
  }
});

test("columns sort up, down and back, by keyboard too, and say so", async ({ page }) => {
  await open(page);
  const start = await ids(page);
  const head = page.locator("th[data-sort=ratio]");
  const ratios = () =>
    visible(page).evaluateAll((rows) =>
      rows.flatMap((row) => (row as HTMLElement).dataset.ratio ?? []).map(Number),
    );
  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  const up = await ratios();
  expect(up).toEqual([...up].sort((a, b) => a - b));
  await page.keyboard.press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await ratios())[0]).toBe(Math.max(...up));
  await expect(page).toHaveURL(/\?sort=-ratio$/);
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await ratios())[0]).toBe(Math.max(...up));
  await head.getByRole("button").click();
  await expect(head).not.toHaveAttribute("aria-sort");
  await expect.poll(() => ids(page)).toEqual(start);
});

test("nonsense in a link is named, and the rest of it applied", async ({ page }) => {
  await open(page, "?verdict=<b>wrong&colour=red&sort=beauty&quantity=weights&utm_source=x");
  const note = page.getByRole("alert");
  await expect(note).toContainText("verdict=<b>wrong: verdict has no such value");
  await expect(note).toContainText("colour=red: colour is no filter of this page");
  await expect(note).toContainText("sort=beauty");
  await expect(note).not.toContainText("utm_source");
  const weights = wanted(({ quantity }) => quantity === "weights");
  await expect(visible(page)).toHaveCount(weights.length);
  await note.getByRole("button", { name: "Dismiss" }).click();
  await expect(note).toBeHidden();
  await expect(page).toHaveURL(/\?quantity=weights$/);
});

test("a search without a result says how to go on", async ({ page }) => {
  await open(page, "?q=nothing-has-this");
  await expect(visible(page)).toHaveCount(0);
  await expect(page.locator(".summary")).toContainText("Nothing fits: take a filter away");
});

test("a link to a row opens at the row, filtered out or not", async ({ page }) => {
  await open(page, "#pa-16gb");
  await expect(page.locator("#pa-16gb")).toBeInViewport();
  await open(page, "?verdict=agrees#kv-405b-16k");
  await expect(page.locator("#kv-405b-16k")).toBeInViewport();
  await expect(page.locator(".summary")).toContainText("and the one this link names");
});

test("a mark and its row light each other, and a mark leads to its row", async ({ page }) => {
  await open(page);
  const mark = page.locator('.drawing.broad [data-figure="hf-octo-15gb"]');
  await mark.hover();
  await expect(page.locator("tr.lit")).toHaveAttribute("id", "hf-octo-15gb");
  await mark.click();
  await expect(page.locator("#hf-octo-15gb")).toBeInViewport();
  await page.locator("#hf-octo-15gb td.ratio").hover();
  await expect(mark).toHaveClass(/lit/);
});

test("the chart has a mark for every figure with a ratio, and fades what is filtered out", async ({
  page,
}) => {
  await open(page, "?verdict=diverges-with-a-cause");
  const all = figures.filter(({ finding }) => finding.printedOverComputed).length;
  await expect(page.locator(".drawing.broad .mark")).toHaveCount(all);
  const caused = wanted(({ finding }) => finding.verdict === "diverges-with-a-cause").length;
  await expect(page.locator(".drawing.broad .mark:not(.dim)")).toHaveCount(caused);
});

test("a figure's section has working, ties and their reason, and copies as Markdown", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/ledger/llama31/#kv-405b-16k");
  const section = page.locator("#kv-405b-16k");
  await expect(section).toContainText("8,257,536,000 bytes");
  await expect(section.locator("tr.best")).toHaveCount(4);
  await expect(section).toContainText("no printed digit can tell them apart");
  await expect(section).toContainText("Read in a copy of the text");
  await expect(
    section.getByRole("link", { name: "This figure in the article that takes the table apart" }),
  ).toHaveAttribute("href", "/articles/the-table-that-doubled/#kv-405b-16k");
  await section.getByRole("button", { name: "Copy as Markdown" }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain("| 15.38 | 8.258 GB = 7.69 GiB | diverges, with a cause |");
  await expect.poll(copied).toContain("2 × 126 × 8 × 128 × 2 × 16,000 × 1 = 8,257,536,000 bytes");
  await expect.poll(copied).toMatch(/\/ledger\/llama31\/#kv-405b-16k$/);
  await section.getByRole("link", { name: /Link to/ }).click();
  await expect.poll(copied).toMatch(/\/ledger\/llama31\/#kv-405b-16k$/);
});

test("what is not verified is said", async ({ page }) => {
  await page.goto("/ledger/pope-scaling-inference/");
  await expect(page.locator("main")).toContainText("the publication itself was not read");
  await expect(page.locator("#pope-3tb")).toContainText("Partly from memory");
  await page.goto("/ledger/nvidia-memory-sharing/");
  await expect(page.locator("main")).toContainText("its title is worded by us or not verified");
  await page.goto("/ledger/h2o/");
  await expect(page.locator("#h2o-180")).toContainText(
    "Part of the shape of OPT-30B is from memory",
  );
});

test("the same bytes in two units have their place at the top", async ({ page }) => {
  await page.goto(address);
  const cell = page.locator("#same-bytes");
  await expect(cell).toContainText("1.6 GB");
  await expect(cell).toContainText("1.7GB");
  await expect(cell).toContainText("1,677,721,600 bytes");
  await expect(cell).toContainText("1.5625 GiB");
});

test("a thousand figures filter and sort", async ({ page }) => {
  await open(page);
  const took = await page.evaluate(async () => {
    const view = document.querySelector("ledger-view")!;
    const body = view.querySelector("tbody")!;
    const rows = [...body.rows];
    for (let copy = 0; copy < 9; copy++) {
      for (const row of rows) {
        const clone = row.cloneNode(true) as HTMLElement;
        clone.id += `-${copy}`;
        body.append(clone);
      }
    }
    const parent = view.parentElement!;
    const next = view.nextSibling;
    const markup = view.outerHTML;
    view.remove();
    parent.insertBefore(document.createRange().createContextualFragment(markup), next);
    const fresh = document.querySelector("ledger-view")!;
    const words = fresh.querySelector<HTMLInputElement>("[name=q]")!;
    const start = performance.now();
    words.value = "405b";
    words.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    const filtered = performance.now() - start;
    fresh.querySelector<HTMLButtonElement>("th[data-sort=ratio] button")!.click();
    document.body.getBoundingClientRect();
    return {
      filtered,
      sorted: performance.now() - start - filtered,
      rows: fresh.querySelectorAll("tbody tr").length,
      shown: [...fresh.querySelectorAll<HTMLElement>("tbody tr")]
        .filter((row) => row.getClientRects().length > 0)
        .map((row) => row.textContent.toLowerCase()),
    };
  });
  console.log(
    `${took.rows} rows: filter ${took.filtered.toFixed(0)} ms, sort ${took.sorted.toFixed(0)} ms`,
  );
  expect(took.rows).toBeGreaterThan(1000);
  expect(took.shown.length).toBeGreaterThan(10);
  expect(took.shown.filter((text) => !text.includes("405b"))).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the table, the chart and the workings are all there", async ({ page }) => {
    await page.goto(address);
    await expect(visible(page)).toHaveCount(figures.length);
    await expect(page.locator("#kv-405b-16k")).toContainText("KV heads: 16");
    await expect(page.locator(".drawing.broad .mark").first()).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.locator("form")).toBeHidden();
    await page.goto("/ledger/optimize-llm/");
    await expect(page.locator("#hf-octo-15gb")).toContainText("KV heads");
    await expect(page.getByRole("button")).toHaveCount(0);
  });
});
