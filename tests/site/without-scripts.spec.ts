import { expect, test } from "@playwright/test";
import { article } from "./pages.ts";

test.use({ javaScriptEnabled: false });

test("the article reads completely without scripts", async ({ page }) => {
  await page.goto(article);
  for (const id of [
    "answer",
    "question",
    "formula",
    "why-sixteen",
    "weights",
    "training",
    "corrected",
  ]) {
    await expect(page.locator(`#${id} h2`)).toBeVisible();
  }
  await expect(page.locator("#kv-405b-16k")).toContainText("15.38");
  await expect(page.locator("#kv-405b-16k")).toContainText("7.6904 GiB");
  await expect(page.locator("#kv-405b-16k")).toContainText("16 KV heads");
  await expect(page.locator("#step-batch .working")).toContainText("2,097,152,000 bytes");
  await expect(page.locator("#expressions output").nth(3)).toHaveText("61.5234375");
  await expect(page.locator("#corrected-table")).toContainText("67.65 GB");
  await expect(page.locator(".cache-chart svg path").first()).toBeVisible();
  expect(await page.locator(".katex math").count()).toBeGreaterThan(8);
});

test("a model's page reads completely without scripts", async ({ page }) => {
  await page.goto("/models/gemma-3-27b/");
  const sections = "cache layers formula growth engines measured fields parameters sources".split(
    " ",
  );
  for (const id of sections) await expect(page.locator(`#${id} h2`)).toBeVisible();
  await expect(page.locator("#total")).toHaveText("1.656\u00a0GiB");
  await expect(page.locator(".stack .layer")).toHaveCount(62);
  await expect(page.locator("#formula-full .working")).toContainText("1,342,177,280 bytes");
  await expect(page.locator("#engine-llama-cpp")).toContainText("the batch that is being computed");
  await expect(page.locator(".growth .broad svg path").first()).toBeVisible();
  await page.goto("/models/?sort=-at-1024");
  await expect(page.locator("#gemma-3-27b")).toContainText("1.656");
  await expect(page.locator(".comparison .broad .line")).not.toHaveCount(0);
});

for (const address of [article, "/models/", "/models/qwen3.5-397b-a17b/", "/witness/"]) {
  test(`${address}: what needs scripts is not offered without them`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("button")).toHaveCount(0);
  });
}
