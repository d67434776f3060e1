import { expect, type Locator, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { findBrowser } from "./browser.ts";
import { toBeLive } from "./live.ts";
import { article } from "./pages.ts";

/** Every machine has another monospace, and some round the width of letters to whole pixels: neither is ours. */
const sameFonts = `:root { --mono: "Source Serif 4" !important; }
  * { text-rendering: geometricPrecision !important; }`;

/**
 * Pictures are kept at half size, where what browsers draw differently at the edge of letters evens out.
 * `threshold` is how far a colour may be off, `maxDiffPixelRatio` the share of the picture that may be.
 * Measured: all pictures of Debian's Chromium 156 and of the one in @sparticuz/chromium 153 are equally large,
 * and under this threshold at most 0.5 % of one differs. Colours and sizes are compared exactly, below.
 */
const tolerance = { threshold: 0.2, maxDiffPixelRatio: 0.01 };

// Stands in for the site's own policy, under which no test could set the fonts.
const { args = [], ...browser } = await findBrowser();
test.use({ launchOptions: { ...browser, args: [...args, "--font-render-hinting=none"] } });
test.use({ bypassCSP: true, reducedMotion: "reduce", deviceScaleFactor: 2 });

async function open(page: Page, address: string, width: number) {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(address);
  await page.addStyleTag({ content: sameFonts });
  await page.evaluate(() => document.fonts.ready);
}

async function looksTheSame(part: Locator, name: string) {
  const picture = sharp(await part.screenshot({ animations: "disabled" }));
  const { width = 2 } = await picture.metadata();
  const small = await picture
    .resize({ width: Math.round(width / 4) })
    .png({ palette: true, colours: 24, effort: 10, dither: 0 })
    .toBuffer();
  expect.soft(small).toMatchSnapshot(`${name}.png`, tolerance);
}

const sections = (page: Page) =>
  page
    .locator(".article > .section[id]")
    .evaluateAll((all) => all.map(({ id }) => id).filter((id) => id !== "embed"));

const settings = [390, 1440].flatMap((width) =>
  (["light", "dark"] as const).map((theme) => ({ width, theme })),
);

test.describe("pictures", () => {
  test.skip(
    process.platform !== "linux",
    "letters are drawn otherwise where the system is not Linux",
  );

  for (const { width, theme } of settings) {
    test(`every component looks as it did: ${width} pixels, ${theme}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme: theme });
      await open(page, "/style/", width);
      for (const id of await sections(page))
        await looksTheSame(page.locator(`#${id}`), `${id}-${width}-${theme}`);
    });
  }

  test("what is refused, what a link changed and what opens look as they did", async ({ page }) => {
    await open(page, "/style/?kv405=16&dtype=none", 1440);
    await toBeLive(page);
    await looksTheSame(page.locator(".inputs-status"), "status");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.locator("#live-table").getByRole("spinbutton", { name: "KV heads of 8B" }).fill("0");
    await looksTheSame(page.locator("#live-table tbody tr").first(), "refused");
    await page.locator("#formulas .permalink > button").first().click();
    await looksTheSame(page.locator(".copy-menu"), "menu");
    await page.keyboard.press("Escape");
    await page.locator("#inks .gloss").scrollIntoViewIfNeeded();
    await page.locator("#inks .gloss").focus();
    await expect(page.locator(".gloss-tip")).toBeInViewport({ ratio: 1 });
    await looksTheSame(page.locator(".gloss-tip"), "gloss");
  });

  test("the first article prints as it did", async ({ page }) => {
    test.slow();
    await page.emulateMedia({ media: "print" });
    await open(page, article, 718);
    for (const id of ["answer", "step-batch", "overtakes", "corrected"])
      await looksTheSame(page.locator(`#${id}`), `print-${id}`);
  });
});

/** What of a style says how something looks, and comes out the same on every machine. */
const computed = [
  "color",
  "background-color",
  "font-size",
  "font-weight",
  "font-style",
  "line-height",
  "padding",
  "border-width",
  "border-style",
  "border-color",
  "border-radius",
  "text-decoration-line",
  "text-decoration-style",
] as const;

/** The look of each kind of element on the page, by its name and classes: those that differ are all listed. */
const fingerprint = (page: Page) =>
  page.evaluate((properties) => {
    const initial = new Set(["none", "solid", "normal", "0px", "rgba(0, 0, 0, 0)", "400"]);
    const looks = new Set<string>();
    for (const one of document.querySelectorAll(
      ".article *:not(svg *, .katex *, script, iframe)",
    )) {
      const style = getComputedStyle(one);
      const said = properties
        .map((name) => [name, style.getPropertyValue(name)] as const)
        .filter(([, value]) => !initial.has(value))
        .filter(([name]) => !name.startsWith("border") || style.borderStyle !== "none")
        .map(([name, value]) => `${name} ${value}`);
      const kind = [one.localName, ...one.classList].join(".");
      looks.add(`${kind}: ${said.join(", ")}`);
    }
    return [...looks].sort().join("\n");
  }, computed);

for (const { width, theme } of settings) {
  test(`every component is set as it was: ${width} pixels, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await open(page, "/style/", width);
    expect(`${await fingerprint(page)}\n`).toMatchSnapshot(`set-${width}-${theme}.txt`);
  });
}
