import { expect, type Page, test } from "@playwright/test";
import { parseHTML } from "linkedom";
import { catalogue } from "../../bin/catalogue.ts";
import { answer as atPrompt } from "../../bin/commands/explain.ts";
import { siteCatalogue } from "../../bin/content/models.ts";
import { ask, type Question } from "../../src/lib/audit/question.ts";
import { verdictLabels } from "../../src/lib/audit/verdict.ts";
import { markdownTable, printMarkdown } from "../../src/lib/tables/text-table.ts";
import { openLive } from "./live.ts";
import { explain, html } from "./pages.ts";

const open = (page: Page, query = "") => openLive(page, `${explain}${query}`);

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const verdict = (page: Page) => page.locator("#answer .verdict strong");
const first = (page: Page) => page.locator("#explanation-1");
const pasteTable = (page: Page) => page.getByLabel(/^The table:/);

const llama = {
  head: ["Model Size", "1k tokens", "16k tokens", "128k tokens"],
  rows: [
    ["8B", "0.125 GB", "1.95 GB", "15.62 GB"],
    ["70B", "0.313 GB", "4.88 GB", "39.06 GB"],
    ["405B", "0.984 GB", "15.38", "123.05 GB"],
  ],
};
const sixteen = "The 405B row is printed with 16 KV heads: 3 of its 3 figures come out so.";

test("the page's own question is answered in its HTML", () => {
  const { document } = parseHTML(html(explain));
  const text = document.querySelector("#answer")?.textContent ?? "";
  expect(text).toContain("diverges, with a cause");
  expect(text).toContain("16 (each KV head twice");
  expect(text).toContain("16,515,072,000");
  expect(text).toContain("no printed digit can tell them apart");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("the answer reads, and nothing is offered that would not work", async ({ page }) => {
    await page.goto(explain);
    await expect(verdict(page)).toContainText("diverges, with a cause");
    await expect(page.locator(".explanation").first()).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await page.getByText("What was tried").click();
    await expect(page.locator(".tried")).toContainText("half the KV heads");
  });
});

const questions: Question[] = [
  { figure: "15.38", model: "llama-3.1-405b", tokens: "16k" },
  { figure: "~1.7GB", model: "llama-2-13b", tokens: "2,048" },
  { figure: "4.66x", model: "qwen2.5-72b", against: "deepseek-v3", element: "bf16" },
  { figure: "93.3%", model: "deepseek-v2", against: "deepseek-67b" },
  { figure: "~300k tokens", model: "llama-3.1-8b", capacity: "40 GB" },
  { figure: "7,864,320,000 floats", model: "octocoder", tokens: "16,000" },
  { figure: "810 GB", model: "llama-3.1-405b", parameters: "405B", quantity: "weights" },
  { figure: "7.317 TB", model: "llama-3.1-405b", tokens: "16k" },
  { figure: "15,38 GB", model: "llama-3.1-405b", tokens: "16k" },
  { figure: "15.38\u2009GB", model: "llama-3.1-405b", tokens: "16k" },
];

for (const question of questions) {
  test(`answers as the library does: ${JSON.stringify(question)}`, async ({ page }) => {
    const asked = ask(question, siteCatalogue);
    if (!asked.ok) throw new Error(asked.reason);
    const { figure, ...rest } = question;
    const query = new URLSearchParams({ figure, tokens: "", ...(rest as object) });
    await open(page, `?${query}`);
    await expect(page.locator("#answer .verdict .ink")).toHaveText(asked.claim.figure.text);
    await expect(verdict(page)).toContainText(verdictLabels[asked.finding.verdict]);
    const [best] = asked.finding.hypotheses;
    if (!best) {
      await expect(page.locator("#answer .none")).toContainText("Nothing known here");
      await expect(page.locator("#answer .tried")).toHaveAttribute("open", "");
      return;
    }
    const used = await first(page).locator(".used").allTextContents();
    expect(used).toEqual(best.departures.map((departure) => departure.used));
    await expect(first(page).locator(".prints")).toContainText(best.printsAs);
    const { members } = asked.finding.ties[0]!;
    await expect(page.locator(".tie").first().locator(".explanation")).toHaveCount(members.length);
  });
}

test("a figure is explained as it is typed, and the address follows", async ({ page }) => {
  await open(page);
  await field(page, "Figure").fill("516.096 KB");
  await field(page, "Tokens").fill("");
  await expect(verdict(page)).toContainText("agrees");
  await expect(page).toHaveURL(/figure=516.096\+KB&tokens=/);
  await field(page, "Figure").fill("70.272 KB");
  await expect(page.locator("#answer .none")).toBeVisible();
  await field(page, "Model").fill("deepseek-ai/DeepSeek-V3");
  await expect(verdict(page)).toContainText("= agrees");
});

test("a model is chosen from the list or named as people name it", async ({ page }) => {
  await open(page);
  await field(page, "Model").focus();
  const list = await field(page, "Model").getAttribute("list");
  await expect(page.locator(`datalist[id="${list}"] option`)).toHaveCount(catalogue().length);
  await field(page, "Model").fill("Llama-3.1-70B-Instruct");
  await expect(page.locator("#answer .as-stated").first()).toContainText("Llama 3.1 70B");
  await field(page, "Model").fill("8B");
  await expect(page.getByRole("alert")).toContainText(/may be .*Llama 3.1 8B.*: name one/);
  await field(page, "Model").fill("gpt-9");
  await expect(page.getByRole("alert")).toContainText("No model here is called “gpt-9”");
  await expect(field(page, "Model")).toHaveValue("gpt-9");
});

test("a pasted config is used; what is wrong with one is said in place", async ({
  page,
  context,
}) => {
  await open(page);
  await page.getByText("Another model: paste its config.json").click();
  const config = page.getByLabel(/^config.json/);
  await config.fill("{ not json");
  await expect(page.getByRole("alert")).toContainText("It is not JSON");
  await config.fill('{"hidden_size": 4096, "num_attention_heads": "<b>32</b>"}');
  await expect(page.getByRole("alert")).toContainText(/num_\w+/);
  await expect(config).toHaveValue(/<b>32/);
  const good = JSON.stringify({
    model_type: "llama",
    hidden_size: 4096,
    num_attention_heads: 32,
    num_hidden_layers: 32,
  });
  await config.fill(good);
  await field(page, "Figure").fill("2.147 GB");
  await field(page, "Tokens").fill("4,096");
  await expect(verdict(page)).toContainText("agrees");
  await expect(page).toHaveURL(/config=.*tokens=|tokens=.*config=/);
  const other = await context.browser()!.newPage();
  await open(other, new URL(page.url()).search);
  await expect(other.getByLabel(/^config.json/)).toHaveValue(good);
  await expect(verdict(other)).toContainText("agrees");
  await other.close();
});

test("the table this site began with says that one row has 16 KV heads", async ({ page }) => {
  await open(page);
  await pasteTable(page).fill(printMarkdown(llama));
  await expect(page.locator(".table-summary .main")).toHaveText(sixteen);
  await expect(page.locator(".explained tbody tr")).toHaveCount(9);
  await expect(page.locator('.explained tr[data-verdict="diverges-with-a-cause"]')).toHaveCount(3);
  const row = page.locator(".explained tbody tr").last();
  await row.getByRole("link").click();
  await expect(field(page, "Figure")).toHaveValue("123.05 GB");
  await expect(first(page)).toContainText("16 (each KV head twice");
  await page.goBack();
  await expect(field(page, "Figure")).toHaveValue("15.38");
});

test("a table pasted as HTML is read and not run", async ({ page, context }) => {
  const cells = llama.rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}`);
  const heads = llama.head.map((cell) => `<th>${cell}</th>`).join("");
  const evil = `<script>window.ran = 1</script><img src=x onerror="window.ran = 2"><svg onload="window.ran = 3">`;
  const requests: string[] = [];
  await open(page);
  page.on("request", (request) => requests.push(request.url()));
  await pasteTable(page).fill(
    `${evil}<table><tr>${heads}${cells.join("")}<tr><td>8B ${evil}<td colspan=2>1<td>2</table>`,
  );
  await expect(page.locator(".table-summary .main")).toHaveText(sixteen);
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
  expect(requests.filter((one) => /\/x$/.test(one))).toEqual([]);

  const link = new URL(page.url());
  const other = await context.browser()!.newPage();
  await open(other, link.search);
  await expect(other.locator(".table-summary .main")).toHaveText(sixteen);
  await other.close();
});

test("a label that could not be told is assigned by the reader, and the link keeps it", async ({
  page,
  context,
}) => {
  await open(page);
  await pasteTable(page).fill(
    "| Model | 16k |\n|---|---|\n| Mixtral | 2.10 GB |\n| 8B | 2.10 GB |",
  );
  const label = page.getByLabel("“Mixtral” is");
  await expect(label).toHaveValue("");
  await expect(page.locator(".explained tbody tr").first()).toContainText("not explained: model");
  await label.selectOption("mixtral-8x7b");
  await expect(page.locator(".explained tbody tr").first()).toContainText("agrees");
  await expect(page).toHaveURL(/reading=/);
  const other = await context.browser()!.newPage();
  await open(other, new URL(page.url()).search);
  await expect(other.locator(".explained tbody tr").first()).toContainText("agrees");
  await other.close();
});

test("ten thousand rows do not hold up whoever types elsewhere", async ({ page }) => {
  test.slow();
  await open(page);
  const names = ["8B", "70B", "405B"];
  const rows = Array.from({ length: 10_000 }, (_, at) => [
    names[at % 3]!,
    `${(at * 0.37 + 0.11).toFixed(2)} GB`,
    `${(at * 0.53 + 0.07).toFixed(2)} GB`,
    `${(at * 0.71 + 0.03).toFixed(2)} GB`,
  ]);
  await page.evaluate(() => {
    const seen = { gaps: [] as number[], last: performance.now() };
    (window as unknown as { seen: typeof seen }).seen = seen;
    const tick = () => {
      const now = performance.now();
      seen.gaps.push(now - seen.last);
      seen.last = now;
      setTimeout(tick);
    };
    tick();
  });
  // As a paste puts it there; a driver's own typing of half a million letters is slow in itself.
  await pasteTable(page).evaluate(
    (field: HTMLTextAreaElement, text) => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    printMarkdown({ head: llama.head, rows }),
  );
  await expect(page.locator(".table-tool .progress")).toBeVisible();
  await expect(page.locator(".explained tbody tr")).toHaveCount(50);

  const now = () => page.evaluate(() => performance.now());
  await page.evaluate(() => {
    (window as unknown as { seen: { gaps: number[] } }).seen.gaps.length = 0;
  });
  const started = await now();
  await field(page, "Figure").fill("");
  await field(page, "Figure").pressSequentially("123.05 GB");
  await field(page, "Tokens").focus();
  await expect(page.locator("#answer .verdict .ink")).toHaveText("123.05 GB");
  await expect(page.locator(".table-tool .progress")).toBeVisible();
  await page.waitForTimeout(1500);
  const gaps = await page.evaluate(
    () => (window as unknown as { seen: { gaps: number[] } }).seen.gaps,
  );
  const elapsed = (await now()) - started;
  const ratio = Math.max(...gaps) / elapsed;
  console.log(
    `10,000 rows: longest hold-up ${(100 * ratio).toFixed(1)} % of ${Math.round(elapsed)} ms worked`,
  );
  expect(ratio).toBeLessThan(0.2);

  await page.getByRole("button", { name: "Stop here" }).click();
  await expect(page.locator(".table-tool .progress")).toHaveCount(0);
  await expect(page.locator(".table-summary .main")).not.toBeEmpty();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.locator(".explained caption")).toContainText("51 to 100 of");
  await expect(page.locator(".table-tool .hint")).toContainText("Too long for a link");
});

const adversarial: [text: string, said: RegExp][] = [
  ["1e400 GB", /without an exponent/],
  ["-3 GB", /not negative/],
  ["NaN GB", /not a number/],
  ["١٥٫٣٨ GB", /its digits are not 0 to 9|plain number/i],
  ["", /nothing to read/],
  ["<img src=x onerror='window.ran=1'>", /plain number/],
  ["15.38 parsecs", /not a unit known here/],
  ["x".repeat(1_000_000), /shorter than 80 characters/],
  [`${"9".repeat(70)} GB`, /more than 40 digits/],
];

for (const [text, said] of adversarial) {
  test(`${JSON.stringify(text.slice(0, 30))} is refused in place and kept`, async ({ page }) => {
    await open(page);
    const was = await page.evaluate(() => performance.now());
    await field(page, "Figure").fill(text);
    await expect(page.getByRole("alert").first()).toContainText(said);
    await expect(field(page, "Figure")).toHaveValue(text);
    await expect(field(page, "Figure")).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#answer")).toContainText("No answer yet");
    const status = await page.locator(".inputs-status").innerText();
    expect(status.length).toBeLessThan(200);
    if (text !== "") expect(status).toMatch(/Figure: “[^”]+”, by default/);
    expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
    expect(was).toBeGreaterThan(0);
    await field(page, "Figure").fill("15.38");
    await expect(verdict(page)).toContainText("diverges, with a cause");
  });
}

test("nonsense in place of a table is refused, and what was typed kept", async ({ page }) => {
  await open(page);
  for (const text of ["no table at all", "<b>bold</b>", "a | b\n---", "x".repeat(1_000_000)]) {
    await pasteTable(page).fill(text);
    await expect(page.getByRole("alert")).toContainText("No table is found");
    await expect(pasteTable(page)).toHaveValue(text);
  }
});

test("a link opens at its explanation with its inputs; reset goes back", async ({ page }) => {
  await open(page, "?figure=252+GB&tokens=256k#explanation-2");
  await expect(page.locator("#explanation-2")).toBeInViewport();
  await expect(field(page, "Figure")).toHaveValue("252 GB");
  const status = page.getByRole("complementary", { name: "Inputs of this page" });
  await expect(status).toContainText("Figure: “252 GB”, by default “15.38”");
  await status.getByRole("button", { name: "Reset" }).click();
  await expect(page.locator("#answer .verdict .ink")).toHaveText("15.38");
});

test("the ledger's figures are asked about with one click, and back again", async ({ page }) => {
  await open(page);
  const examples = page.locator(".examples a");
  const count = await examples.count();
  expect(count).toBeGreaterThan(4);
  for (let at = 0; at < count; at++) {
    const printed = (await examples.nth(at).textContent())!;
    await examples.nth(at).click();
    await expect(page.locator("#answer .verdict .ink")).toHaveText(printed);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
  for (let at = 0; at < count; at++) await page.goBack();
  await expect(page.locator("#answer .verdict .ink")).toHaveText("15.38");
});

test("the answer is taken along as Markdown, text, link and command", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "?figure=123.05+GB&tokens=128k");
  await expect(page.locator("#answer .verdict .ink")).toHaveText("123.05 GB");
  const take = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.locator(".take [role=status]")).toHaveText(`${name} copied`);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const markdown = await take("Markdown");
  expect(markdown).toContain("**123.05 GB**: diverges, with a cause.");
  const table = markdownTable(markdown)!;
  expect(table.rows[0]![1]).toContain("KV heads 16");
  expect(table.rows[0]![4]).toContain("132,120,576,000 bytes");
  const link = /\]\((\S+)\)$/.exec(markdown)![1]!;
  expect(await take("Plain text")).toContain("1. KV heads 16");
  expect(await take("Link")).toBe(link.replace(/#.*$/, ""));
  const command = await take("Command line");
  expect(command).toBe(
    "npm run -s bpt -- explain '123.05 GB' --model llama-3.1-405b --tokens 128k",
  );
  const { json } = atPrompt({ model: "llama-3.1-405b", tokens: "128k" }, ["123.05 GB"]);
  const used = (json.hypotheses as { departures: { used: string }[] }[])[0]!.departures[0]!.used;
  await page.goto(link);
  await expect(first(page)).toContainText(used);
});

test("everything can be done from the keyboard", async ({ page }) => {
  await open(page);
  await field(page, "Figure").focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("8.2575 GB");
  await expect(verdict(page)).toContainText("= agrees");
  await page.keyboard.press("Tab");
  await expect(field(page, "Model")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("The figure is of")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Unit where none is printed")).toBeFocused();
  await page.getByRole("button", { name: "Take the table" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".table-summary .main")).toHaveText(sixteen);
});

test("what a reader is shown says so to those who listen", async ({ page }) => {
  await open(page);
  await field(page, "Figure").fill("8.2575 GB");
  await expect(page.locator('[data-live="spoken"] [role=status]')).toHaveText("8.2575 GB: agrees.");
});
