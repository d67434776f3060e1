import { gzipSync } from "node:zlib";
import { expect, type Page, type Request, test } from "@playwright/test";
import { article, explain } from "./pages.ts";

const kib = 1024;

const kinds: Readonly<Record<string, "html" | "css" | "js" | "font">> = {
  document: "html",
  stylesheet: "css",
  script: "js",
  font: "font",
};

/** Bytes a first visit downloads, gzipped where a server would; fonts are compressed already. */
async function load(page: Page, address: string) {
  const sizes = { html: 0, css: 0, js: 0, font: 0, other: 0 };
  const pending: Promise<void>[] = [];
  page.on("response", (response) => {
    const kind = kinds[response.request().resourceType()] ?? "other";
    const counted = response.body().then((body) => {
      sizes[kind] += kind === "font" ? body.length : gzipSync(body).length;
    });
    // What comes after the last look is nobody's: the page may close before it is whole.
    counted.catch(() => {});
    pending.push(counted);
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const coming = new Set<Request>();
  page.on("request", (request) => coming.add(request));
  page.on("requestfinished", (request) => coming.delete(request));
  page.on("requestfailed", (request) => coming.delete(request));
  const seen = async () => {
    await expect.poll(() => coming.size).toBe(0);
    await Promise.all(pending);
    return { ...sizes, total: Object.values(sizes).reduce((sum, size) => sum + size, 0) };
  };
  return seen;
}

const print = (sizes: Record<string, number>) =>
  Object.entries(sizes)
    .map(([kind, size]) => `${kind} ${(size / kib).toFixed(1)}`)
    .join(", ");

interface Weight {
  readonly address: string;
  /** KiB of script before anything is touched, of everything then, and of script that a touch brings. */
  readonly script: number;
  readonly total: number;
  readonly late: number;
  /** Moves an input and waits for what follows it. */
  readonly move: (page: Page) => Promise<void>;
  /** Whether a chart is drawn anew, whose drawing library comes late too. */
  readonly chart?: true;
}

const choose405B = (cell: string) => async (page: Page) => {
  const total = page.locator(`${cell} .total`);
  const before = await total.textContent();
  await page.locator(cell).getByRole("combobox").first().selectOption("405B");
  await expect(total).not.toHaveText(before!);
};

const weights: readonly Weight[] = [
  {
    address: "/",
    script: 3,
    total: 80,
    late: 30,
    move: async (page) => {
      await page.getByRole("spinbutton", { name: "KV heads of 405B" }).fill("16");
      await expect(page.locator(".doubled .summary")).toContainText("All 9 cells agree");
    },
  },
  {
    address: article,
    script: 15,
    total: 80,
    late: 115,
    chart: true,
    move: async (page) => {
      const heads = page
        .locator("#live-table")
        .getByRole("spinbutton", { name: "KV heads of 405B" });
      await heads.fill("16");
      await expect(page.locator('[data-crossing="405B"]')).toHaveText("786,392");
    },
  },
  {
    address: "/articles/how-to-read-a-printed-gigabyte/",
    script: 5,
    total: 80,
    late: 20,
    move: async (page) => {
      await page.getByLabel("A printed figure", { exact: true }).fill("2 GB");
      await expect(page.locator("#reader .summary")).toContainText("cannot say which unit");
    },
  },
  {
    address: "/articles/numbers-that-fit-in-a-byte/",
    script: 8,
    total: 80,
    late: 40,
    move: async (page) => {
      await page.getByRole("textbox", { name: "A number", exact: true }).fill("0.3");
      await expect(page.locator('#number [data-format="fp16"]')).toContainText("0.30004");
    },
  },
  {
    address: "/articles/what-a-token-leaves-behind/",
    script: 5,
    total: 80,
    late: 30,
    move: async (page) => {
      await page.getByRole("button", { name: "Read the next word" }).click();
      await expect(page.locator('#layer-drawing [data-word="was"] .vector')).toHaveCount(3);
    },
  },
  {
    address: "/articles/counting-the-weights/",
    script: 5,
    total: 80,
    late: 45,
    move: choose405B("#count"),
  },
  {
    address: "/articles/training-memory/",
    script: 5,
    total: 80,
    late: 45,
    move: choose405B("#account"),
  },
  {
    address: "/articles/not-every-layer-remembers/",
    script: 5,
    total: 80,
    late: 125,
    chart: true,
    move: async (page) => {
      await page.locator("#stack").getByRole("spinbutton", { name: "Tokens" }).fill("131072");
      await expect(page.locator("#stack-total")).toHaveText("10.41\u00a0GiB");
    },
  },
  {
    address: "/articles/heads-from-mha-to-mla/",
    script: 15,
    total: 80,
    late: 30,
    move: async (page) => {
      await page.locator("#sharing").getByRole("radio", { name: "one latent, MLA" }).check();
      await expect(page.locator("#sharing .total")).toHaveText("36,864 bytes per token");
    },
  },
  {
    address: "/articles/will-it-fit/",
    script: 5,
    total: 80,
    late: 115,
    chart: true,
    move: async (page) => {
      await page.locator("#bar").getByRole("spinbutton", { name: "Requests at once" }).fill("54");
      await expect(page.locator("#bar .verdict")).toContainText("It does not fit");
    },
  },
  {
    address: "/workbench/",
    script: 6,
    total: 80,
    late: 155,
    chart: true,
    move: async (page) => {
      await page.locator("#field-tokens").fill("16k");
      await expect(page.locator("#answer .verdict")).toContainText("16,000 tokens");
    },
  },
  {
    address: "/models/qwen3.5-397b-a17b/",
    script: 6,
    total: 80,
    late: 120,
    chart: true,
    move: async (page) => {
      await page.getByRole("spinbutton", { name: "Tokens" }).fill("131072");
      await expect(page.locator("#at-131072")).toContainText("chosen above");
    },
  },
];

for (const { address, script, total, late, move, chart } of weights) {
  test(`${address} is light to load, and what follows its inputs when one moves`, async ({
    page,
  }) => {
    const seen = await load(page, address);
    const before = await seen();
    console.log(`${address} in KiB gzipped: ${print(before)}`);
    expect(before.js).toBeLessThanOrEqual(script * kib);
    expect(before.total).toBeLessThanOrEqual(total * kib);
    const drawn = chart && page.waitForResponse(/plot/);
    await move(page);
    await drawn;
    const moved = (await seen()).js - before.js;
    console.log(`what follows its inputs: ${(moved / kib).toFixed(1)} KiB gzipped`);
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThanOrEqual(late * kib);
  });
}

for (const address of ["/embed/articles/will-it-fit/bar/", "/embed/models/gemma-3n-e4b/formula/"]) {
  test(`${address} is light in the page that frames it`, async ({ page }) => {
    const sizes = await (await load(page, address))();
    console.log(`${address} in KiB gzipped: ${print(sizes)}`);
    expect(sizes.js).toBeLessThanOrEqual(5 * kib);
    expect(sizes.total).toBeLessThanOrEqual(60 * kib);
  });
}

test("the index of models is light to load", async ({ page }) => {
  const sizes = await (await load(page, "/models/"))();
  console.log(`/models/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(5 * kib);
  expect(sizes.total).toBeLessThanOrEqual(100 * kib);
});

test("the ledger is light to load", async ({ page }) => {
  const sizes = await (await load(page, "/ledger/"))();
  console.log(`/ledger/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(8 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("the page of a publication with many figures is light", async ({ page }) => {
  const sizes = await (await load(page, "/ledger/llama31/"))();
  console.log(`/ledger/llama31/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(8 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("explaining is paid for when a reader asks, and not before", async ({ page }) => {
  const seen = await load(page, explain);
  const before = await seen();
  console.log(`${explain} in KiB gzipped: ${print(before)}`);
  expect(before.js).toBeLessThanOrEqual(6 * kib);
  expect(before.total).toBeLessThanOrEqual(80 * kib);
  await page.getByLabel("Figure", { exact: true }).fill("30.76 GiB");
  await expect(page.locator("#answer .verdict .ink")).toHaveText("30.76 GiB");
  await page.waitForLoadState("networkidle");
  const after = await seen();
  console.log(`${explain} once asked: ${print(after)}`);
  expect(after.js - before.js).toBeLessThanOrEqual(52 * kib);
  expect(after.total).toBeLessThanOrEqual(150 * kib);
});

test("the witness is light to load until it is asked", async ({ page }) => {
  const sizes = await (await load(page, "/witness/"))();
  console.log(`/witness/ in KiB gzipped: ${print(sizes)}`);
  expect(sizes.js).toBeLessThanOrEqual(6 * kib);
  expect(sizes.total).toBeLessThanOrEqual(120 * kib);
});

test("a model that llama.cpp can be asked about is as light as one that it cannot", async ({
  page,
}) => {
  const sizes = await (await load(page, "/models/deepseek-v3.2/"))();
  expect(sizes.js).toBeLessThanOrEqual(6 * kib);
  expect(sizes.total).toBeLessThanOrEqual(80 * kib);
});
