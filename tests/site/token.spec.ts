import { expect, type Page, test } from "@playwright/test";
import { bringIntoSight } from "./far.ts";
import { openLive } from "./live.ts";

const address = "/articles/what-a-token-leaves-behind/";

const open = (page: Page, query = "") => openLive(page, address + query);

const drawing = (page: Page) => page.locator("#layer-drawing");
const cost = (page: Page) => page.locator("#cost");
const block = (page: Page) => page.locator("#block");
const told = (page: Page) => block(page).locator(".summary");

test("one choice of model and tokens is followed all over the page", async ({ page }) => {
  await open(page);
  const answer = page.locator("#left-behind");
  await expect(answer.locator(".sentence")).toContainText("keeps 2 GiB");
  await answer.getByLabel("Model").selectOption("Llama 3.1 405B");
  await answer.getByRole("spinbutton", { name: "Tokens" }).fill("1000");
  await expect(answer.locator(".sentence")).toContainText(
    "After 1,000 tokens, Llama 3.1 405B keeps 492.2 MiB",
  );
  await expect(page.locator("#reads .working")).toContainText("516,096 × 1,000 = 516,096,000");
  await expect(block(page).getByLabel(/^Model/)).toHaveValue("llama-3.1-405b");
  await expect(block(page).locator("tbody tr").last()).toContainText("2 × 126 × 8 × 128 × 1,000");
  await expect(page).toHaveURL(/\?model=llama-3.1-405b&tokens=1000$/);
});

test("each word asks once, and its key and value stay as they are", async ({ page }) => {
  await open(page, "?at=the");
  const rows = drawing(page).locator('.word[data-seen="true"]');
  const next = page.getByRole("button", { name: "Read the next word" });
  const boxes = (kind: string) =>
    rows.locator(`.vector.${kind}`).evaluateAll((all) => all.map((one) => one.textContent ?? ""));
  let kept: string[] = [];
  for (let read = 1; read <= 7; read += 1) {
    await expect(rows).toHaveCount(read);
    expect((await boxes("query")).filter((text) => text !== "")).toHaveLength(1);
    const now = (await boxes("key")).map((key, at) => `${key} ${at}`);
    expect(now.slice(0, -1)).toEqual(kept);
    kept = now;
    if (read < 7) await next.click();
  }
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await expect(drawing(page).locator(".summary")).toContainText("7 keys and 7 values kept");
  await expect(drawing(page).locator(".summary")).toContainText("6 gone");
  await expect(page).toHaveURL(/\?at=tired$/);
});

test("a share is worked out number by number, by keyboard and by pointer", async ({ page }) => {
  await open(page);
  const working = drawing(page).locator(".working");
  await expect(working).toContainText("4 × 3 + 0 × 0 + 0 × 0 + 0 × 0 = 12");
  await expect(working).toContainText("86.3 %");
  const compared = page.getByRole("group", { name: "Compared with the key of" });
  await compared.getByRole("radio", { name: "cat" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(working).toContainText("it asks, sat answers");
  await expect(compared.getByRole("radio", { name: "tired" })).toBeDisabled();
  await drawing(page).locator('[data-word="the"] .name').click();
  await expect(working).toContainText("it asks, The answers");
  await drawing(page).locator('[data-word="tired"] .name').click();
  await expect(working).toContainText("tired asks, The answers");
  await expect(page).toHaveURL(/\?at=tired&key=the$/);
});

test("what is tapped before its scripts have come is done once they have", async ({ page }) => {
  await page.route(/live\./, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  await open(page);
  await page.getByRole("button", { name: "Read the next word" }).click();
  await drawing(page).locator('[data-word="cat"] .name').click();
  await expect(drawing(page).locator(".working")).toContainText("was asks, cat answers");
  await block(page).getByRole("button", { name: "One token more" }).click();
  await expect(block(page).locator("tbody tr").last()).toContainText("2,147,614,720 B");
  await open(page);
  await page
    .getByRole("group", { name: "Newest token" })
    .getByRole("radio", { name: "tired" })
    .check();
  await page.locator("#cost").getByRole("spinbutton", { name: "Decode passes" }).fill("20");
  await expect(drawing(page).locator(".working")).toContainText("tired asks, cat answers");
  await expect(cost(page).locator(".summary")).toContainText("1,020 tokens");
});

test("a key that is not there yet gives way to the newest word's own", async ({ page }) => {
  await open(page, "?at=sat&key=tired");
  await expect(drawing(page).locator(".working")).toContainText("sat asks, sat answers");
});

test("the drawing's table says what the drawing shows", async ({ page }) => {
  await open(page, "?at=tired");
  await drawing(page).getByText("The drawing as a table").click();
  const rows = drawing(page).locator("tbody tr");
  await expect(rows).toHaveCount(7);
  await expect(rows.nth(1)).toContainText("gone");
  await expect(rows.nth(6)).toContainText("1, 1, 1, 0");
  const shown = await drawing(page).locator("svg text.share").allTextContents();
  expect(await rows.locator("td.computed").allTextContents()).toEqual(shown);
});

test("what a cache saves follows the prompt and the passes", async ({ page }) => {
  await open(page);
  await expect(cost(page).locator(".summary")).toContainText("1,500 tokens");
  await expect(cost(page).locator(".summary")).toContainText("626,250: 418 times");
  await cost(page).getByRole("spinbutton", { name: "Prompt tokens" }).fill("1");
  await cost(page).getByRole("spinbutton", { name: "Decode passes" }).fill("99");
  await expect(cost(page).locator(".panel").nth(0)).toContainText("1 + 99 = 100 tokens");
  await expect(cost(page).locator(".panel").nth(1)).toContainText(
    "(99 + 1) × (2 × 1 + 99) ÷ 2 = 5,050 tokens",
  );
  await expect(cost(page).locator("tbody tr").nth(1)).toContainText("51,200");
  await cost(page).getByText("as code").click();
  await expect(page.locator("#cost-python")).toContainText("decode_passes = 99");
  await expect(page.locator("#cost-typescript")).toContainText("const prompt_tokens = 1;");
  await expect(page).toHaveURL(/\?prompt=1&passes=99$/);
});

test("the areas are the tokens computed, to one scale", async ({ page }) => {
  const area = (points: string) => {
    const corners = points.split(" ").map((pair) => pair.split(",").map(Number));
    const twice = corners.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length]!;
      return sum + x! * nextY! - nextX! * y!;
    }, 0);
    return Math.abs(twice) / 2;
  };
  const areas = (panel: number) =>
    cost(page)
      .locator(".panel")
      .nth(panel)
      .locator("polygon")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("class")!, one.getAttribute("points")!]),
      )
      .then((all) =>
        all.reduce((sum, [kind, points]) => {
          if (kind === "read") return sum;
          return sum + (kind === "paper" ? -1 : 1) * area(points!);
        }, 0),
      );
  for (const [prompt, passes] of [
    [3, 4],
    [1000, 500],
  ] as const) {
    await open(page, `?prompt=${prompt}&passes=${passes}`);
    await expect(cost(page).locator(".panel").first()).toContainText(
      `${prompt.toLocaleString("en-US")} + ${passes}`,
    );
    const kept = prompt + passes;
    const again = ((passes + 1) * (2 * prompt + passes)) / 2;
    expect((await areas(1)) / (await areas(0))).toBeCloseTo(again / kept, 6);
  }
});

test("numbers nobody can mean are refused in place, and named when they come in a link", async ({
  page,
}) => {
  await open(page);
  const field = cost(page).getByRole("spinbutton", { name: "Decode passes" });
  for (const text of ["-1", "0", "1e9", "2.5", ""]) {
    await field.fill(text);
    await expect(cost(page).getByRole("alert")).toContainText("still using 500");
  }
  await expect(cost(page).locator(".summary")).toContainText("626,250");
  await open(page, "?passes=many&at=dog&model=gpt-9&tokens=0&layer=3");
  const status = page.locator(".inputs-status");
  for (const part of ["passes=many", "at=dog", "model=gpt-9", "tokens=0"])
    await expect(status.locator(".ignored")).toContainText(part);
  await expect(told(page)).toContainText("Layer 3 of 32");
});

test("the largest generation is still exact, and fits", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await open(page, "?prompt=1000000&passes=1000000&model=llama-3.1-405b&tokens=10000000");
  await expect(cost(page).locator(".panel").nth(1)).toContainText("1,500,001,500,000 tokens");
  await expect(block(page).locator("tbody tr").last()).toContainText("5,160,960,000,000 B");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("reading says which is more, the weights or the cache, and what is not known", async ({
  page,
}) => {
  await open(page);
  const reads = page.locator("#reads .summary");
  await expect(reads).toContainText("The weights are 6.99 times the cache");
  await page.locator("#reads").getByRole("spinbutton", { name: "Tokens" }).fill("131072");
  await expect(reads).toContainText("The cache is 1.14 times the weights");
  await page.locator("#reads").getByLabel("Model").selectOption("Llama 2 13B");
  await expect(reads).toContainText("not counted here");
});

test("the block tells of the piece that is pointed at, and keeps the one that is clicked", async ({
  page,
}) => {
  await open(page);
  await expect(told(page)).toContainText("Layer 12 of 32, KV head 3 of 8, its keys");
  const keys = block(page).locator(".broad svg .keys");
  await bringIntoSight(keys);
  await expect(async () => {
    const { x, y, width, height } = (await keys.boundingBox())!;
    await page.mouse.move(x + width * 2 - 4, y + height - 2);
    await page.mouse.move(x + width * 2 - 3, y + height - 2);
    await expect(told(page)).toContainText("Layer 32 of 32, KV head 8 of 8, its values", {
      timeout: 500,
    });
  }).toPass();
  const { x, y } = (await keys.boundingBox())!;
  await expect(page).toHaveURL(address);
  await page.mouse.click(x + 3, y + 2);
  await page.mouse.move(x, y - 200);
  await expect(told(page)).toContainText("Layer 1 of 32, KV head 1 of 8, its keys");
  await expect(page).toHaveURL(/\?layer=1&head=1$/);
  await page.reload();
  await expect(told(page)).toContainText("Layer 1 of 32, KV head 1 of 8, its keys");
});

test("the block grows by one token, and from the first to the last", async ({ page }) => {
  await open(page, "?tokens=20");
  const whole = block(page).locator("tbody tr").last();
  const depth = block(page).locator(".broad svg .deep");
  await expect(whole).toContainText("2,621,440 B");
  await block(page).getByRole("button", { name: "One token more" }).click();
  await expect(whole).toContainText("2,752,512 B");
  await expect(block(page).locator(".note")).toContainText("a line into the depth 4 tokens");
  await block(page).getByRole("button", { name: "Grow from the first token" }).click();
  await expect(depth).toHaveText("1 token");
  await expect(depth).toHaveText("21 tokens", { timeout: 10_000 });
  await expect(page).toHaveURL(/\?tokens=21$/);
});

test("who wants no motion is not offered any", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expect(block(page).getByRole("button", { name: "Grow from the first token" })).toBeHidden();
  await expect(block(page).getByRole("button", { name: "One token more" })).toBeVisible();
});

test("one scale for all models shows how many times larger a block is", async ({ page }) => {
  const width = async (model: string) => {
    await open(page, `?model=${model}&scale=same`);
    const keys = block(page).locator(".broad svg .keys");
    await expect(block(page).getByLabel("Scale")).toHaveValue("same");
    await expect(block(page).locator(".note")).toContainText("as large for every model");
    return Number(await keys.getAttribute("width"));
  };
  expect((await width("llama-2-13b")) / (await width("llama-3.1-8b"))).toBeCloseTo(5, 6);
});

test("a layer that the model does not have is said, and its last one shown", async ({ page }) => {
  await open(page, "?layer=126&head=40");
  await expect(block(page).locator(".refused")).toHaveText(
    "Llama 3.1 8B has no layer 126 and no KV head 40; the last one is shown.",
  );
  await expect(told(page)).toContainText("Layer 32 of 32, KV head 8 of 8");
});

test("reset brings back what the page started with", async ({ page }) => {
  await open(page, "?at=tired&tokens=7&scale=same&part=values");
  await expect(told(page)).toContainText("its values");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(told(page)).toContainText("its keys: 256 B a token, 4 MiB for 16,384 tokens");
  await expect(drawing(page).locator(".working")).toContainText("it asks, cat answers");
  await expect(page).toHaveURL(address);
});

test("a guess is held against the answer", async ({ page }) => {
  await open(page);
  const check = page.locator("#check-again");
  await check.getByLabel("My guess").fill("1,501,500");
  await check.getByRole("button", { name: "Compare" }).click();
  await expect(check.locator(".told")).toHaveText("Right.");
});

for (const other of ["how-to-read-a-printed-gigabyte", "the-table-that-doubled"]) {
  test(`${other} does not load what only this article needs`, async ({ page }) => {
    const loaded: Promise<string>[] = [];
    page.on("response", (response) => {
      const kind = response.request().resourceType();
      if (response.ok() && /script|stylesheet/.test(kind)) loaded.push(response.text());
    });
    await page.goto(`/articles/${other}/`, { waitUntil: "networkidle" });
    const texts = await Promise.all(loaded);
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) expect(text).not.toContain("token-live");
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the article reads completely, drawings and figures included", async ({ page }) => {
    await page.goto(address);
    for (const section of [
      "answer",
      "one-layer",
      "why-kept",
      "prefill-and-decode",
      "saving",
      "reading",
      "the-block",
      "to-remember",
      "references",
    ])
      await expect(page.locator(`#${section} h2`)).toBeVisible();
    await expect(page.locator("#left-behind")).toContainText("2 GiB");
    await expect(drawing(page).locator("svg .vector.key")).toHaveCount(5);
    await expect(drawing(page).locator(".working")).toContainText("86.3 %");
    await expect(page.locator("#phases tbody tr")).toHaveCount(4);
    await expect(cost(page).locator(".panel").nth(1)).toContainText("626,250");
    await expect(block(page).locator(".broad svg")).toBeVisible();
    await expect(block(page).locator("tbody tr").last()).toContainText("2 GiB");
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("radio")).toHaveCount(0);
  });
});
