import { type Browser, chromium } from "@playwright/test";
import { preview } from "astro";
import { findBrowser } from "../site/browser.ts";
import { markdownTable, milliseconds, percentile } from "./markdown.ts";
import { serveReferences } from "./references.ts";
import { answered, openSlowed, seen, slowDown } from "./watch.ts";

const steps = 60;

/** Openings of each page, one after the other's: a single one may meet whatever else the machine does. */
const openings = 5;

/** Pages that are measured: the first number on each is moved, one step up and down again. */
const addresses = [
  "/articles/the-table-that-doubled/",
  "/articles/what-a-token-leaves-behind/",
  "/articles/heads-from-mha-to-mla/",
  "/articles/not-every-layer-remembers/",
  "/articles/counting-the-weights/",
  "/articles/will-it-fit/",
  "/articles/training-memory/",
  "/models/gemma-3-27b/",
];
const field = "input:is([type=number], [type=range])";

/** What others took, measured beforehand on another machine: name, KiB, blocking and 95th percentile in ms. */
const others = [
  ["Distill's template with a slider", "172", "159", "32"],
  ["Hugging Face's article template", "189", "859", "90"],
  ["an Observable Framework page", "338", "163", "37"],
  ["Transformer Explainer", "3,984", "6,007", "34"],
  ["Ultra-Scale Playbook", "7,397", "14,422", "676"],
  ["a Starlight page, nothing to touch", "50", "0", "–"],
];

interface Measured {
  readonly blocking: number;
  readonly shift: number;
  readonly first: number;
  readonly p95: number;
}

async function measure(browser: Browser, address: string): Promise<Measured> {
  const page = await openSlowed(browser, address);
  const loaded = await seen(page);
  await page.locator(field).first().focus();
  for (let step = 0; step < steps; step++) {
    // To the keyboard, not to the field: looking for a field by its name is work of the page that no reader causes.
    await page.keyboard.press(step % 2 === 0 ? "ArrowUp" : "ArrowDown");
    await answered(page, step);
  }
  const { frames } = await seen(page);
  await page.context().close();
  const [first, ...later] = frames;
  return {
    blocking: loaded.blocking,
    shift: loaded.shift,
    first: first!,
    p95: percentile(later, 0.95),
  };
}

/** The middle one of what each opening took, and the worst shift. */
async function measureOften(browser: Browser, address: string): Promise<Measured> {
  const all: Measured[] = [];
  for (let opening = 0; opening < openings; opening++) all.push(await measure(browser, address));
  const middle = (name: keyof Measured) =>
    percentile(
      all.map((one) => one[name]),
      0.5,
    );
  return {
    blocking: middle("blocking"),
    shift: Math.max(...all.map(({ shift }) => shift)),
    first: middle("first"),
    p95: middle("p95"),
  };
}

/**
 * How pages load and answer in a real browser on a slowed-down processor, beside references: pages
 * measured in the same run, by which figures of different machines can be compared.
 */
export async function benchPages(): Promise<string> {
  const site = await preview({ logLevel: "error", server: { port: 4331 } });
  const references = await serveReferences();
  const browser = await chromium.launch(await findBrowser());
  const browserName = `${browser.browserType().name()} ${browser.version()}`;
  const rows: string[][] = [];
  let bare: Measured | undefined;
  const places = [
    ...references,
    ...addresses.map((page) => ({ name: page, address: `http://localhost:${site.port}${page}` })),
  ];
  for (const { name, address } of places) {
    const measured = await measureOften(browser, address);
    const { blocking, shift, first, p95 } = measured;
    bare ??= measured;
    rows.push([
      name,
      milliseconds(blocking),
      shift.toFixed(3),
      milliseconds(first),
      milliseconds(p95),
      (p95 / bare.p95).toFixed(2),
    ]);
  }
  await browser.close();
  for (const { stop } of references) stop();
  await site.stop();
  return [
    `## The pages, on a processor slowed down ${slowDown} times`,
    `In ${browserName}, 1440 × 900, each page opened ${openings} times as for the first time: the middle one of its times, and
the worst shift. Blocking is what tasks of the page take beyond 50 ms each until it has come to rest. Then its first
number goes one step up and down again, ${steps} times; an input is answered when the frame that follows it is out. The
first one brings what makes the page live, and is answered when that is there. The first rows are pages made to
compare with; one step in them changes nine numbers, and in our first article the text and the verdict of nine
cells, the sentence below them and the workings that follow.`,
    markdownTable(
      [
        "page",
        "blocking, ms",
        "layout shift",
        "first answer, ms",
        "95th percentile of the others, ms",
        "to the floor",
      ],
      rows,
    ),
    `Others, measured before this site was built, in the same way and slowed down as much, on another machine without
a floor in the run. So these times and the above can be set side by side only roughly.`,
    markdownTable(
      ["page", "first load, KiB with gzip", "blocking, ms", "95th percentile, ms"],
      others,
    ),
  ].join("\n\n");
}
