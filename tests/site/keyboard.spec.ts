import { expect, type Page, test } from "@playwright/test";
import { openLive } from "./live.ts";
import { article } from "./pages.ts";

/** What a reader without a mouse finds at a stop of the Tab key. */
interface Stop {
  readonly what: string;
  readonly faults: readonly string[];
}

/** Looks at what has the focus; undefined where the walk has left the page. */
const lookAround = (page: Page) =>
  page.evaluate((): Stop | undefined => {
    const last = (globalThis as { lastStop?: Element }).lastStop;
    const now = document.activeElement;
    if (!now || now === document.body) return undefined;
    Object.assign(globalThis, { lastStop: now });
    const labels = [...((now as HTMLInputElement).labels ?? [])].map((label) => label.innerText);
    const name = [
      now.getAttribute("aria-label"),
      ...labels,
      now.textContent,
      now.getAttribute("title"),
    ].find((text) => text?.trim());
    const what = `${now.localName} “${(name ?? "").trim().slice(0, 40)}”`;
    const faults: string[] = [];
    if (!name) faults.push("has no name");
    if (last && !(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING))
      faults.push("comes before the stop before it");

    // A field that is not drawn itself shows the focus on its label.
    const shown = [now, now.closest("label")].find(
      (one) => one && getComputedStyle(one).outlineStyle !== "none",
    );
    if (!shown) return { what, faults: [...faults, "does not show the focus"] };
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const pixel = (...colours: string[]) => {
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (channels: number[]) => {
      const [r, g, b] = channels.map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const behind: string[] = [];
    for (let one = shown.parentElement; one; one = one.parentElement)
      behind.unshift(getComputedStyle(one).backgroundColor);
    const { outlineColor, outlineWidth } = getComputedStyle(shown);
    if (Number.parseFloat(outlineWidth) < 2) faults.push(`shows it ${outlineWidth} thick`);
    const [a, b] = [
      luminance(pixel("Canvas", ...behind, outlineColor)),
      luminance(pixel("Canvas", ...behind)),
    ];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 3) faults.push(`shows it at a contrast of ${contrast.toFixed(2)}`);

    const boxes = [...shown.getClientRects()];
    const seen = boxes.some(
      ({ top, bottom, left, right }) =>
        bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    );
    if (!seen) faults.push("is out of sight");
    return { what, faults };
  });

const most = 1500;

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    // Nothing glides: a stop is where the focus is at once.
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });
    for (const address of [
      article,
      "/",
      "/models/gemma-3-27b/",
      "/ledger/",
      "/workbench/",
      "/explain/",
    ]) {
      test(`${address}: every stop of Tab has a name, shows the focus, comes in order and lets go`, async ({
        page,
      }) => {
        test.slow();
        await page.goto(address);
        const faulty: string[] = [];
        let stops = 0;
        for (; stops < most; stops++) {
          await page.keyboard.press("Tab");
          const stop = await lookAround(page);
          if (!stop) break;
          faulty.push(...stop.faults.map((fault) => `${stop.what} ${fault}`));
        }
        expect(faulty).toEqual([]);
        expect(stops).toBeGreaterThan(10);
        expect(stops, "the walk ends").toBeLessThan(most);
      });
    }
  });
}

test("the first article, read, changed and linked to without a mouse", async ({ page }) => {
  await openLive(page, article);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the text" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#main$/);

  const table = page.locator("#live-table");
  const slider = table.getByRole("slider", { name: "KV heads of 405B" });
  for (let stop = 0; stop < 200 && !(await slider.evaluate((one) => one.matches(":focus"))); stop++)
    await page.keyboard.press("Tab");
  await expect(slider).toBeFocused();
  await expect(slider).toHaveAttribute("aria-valuetext", "8");
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", "16");
  await expect(table.getByRole("status")).toHaveText("All 9 cells agree to the printed digit.");

  await page.keyboard.press("Tab");
  const field = table.getByRole("spinbutton", { name: "KV heads of 405B" });
  await expect(field).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("999");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(table.getByRole("alert")).toContainText("still using");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("4");
  await expect(table.getByRole("alert")).toHaveCount(0);
  await expect(page).toHaveURL(/kv405=4/);

  const reset = page.getByRole("button", { name: "Reset" });
  for (let stop = 0; stop < 400 && !(await reset.evaluate((one) => one.matches(":focus"))); stop++)
    await page.keyboard.press("Tab");
  await expect(reset).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("8");
  await expect(page).not.toHaveURL(/kv405/);
});
