import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import { preview } from "astro";
import { findBrowser } from "../site/browser.ts";
import { markdownTable, milliseconds, percentile } from "./markdown.ts";

/** How much slower than this machine the reader's is taken to be. */
const slowDown = 4;
const steps = 60;

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

interface Measured {
  readonly blocking: number;
  readonly shift: number;
  readonly first: number;
  readonly p95: number;
}

/** What the page itself sees: long tasks, layout shifts, and inputs until the frame after them is out. */
function observe() {
  const seen = { blocking: 0, shift: 0, frames: [] as number[] };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blocking += Math.max(0, duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener(
    "input",
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => seen.frames.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    },
    true,
  );
}

type Seen = { blocking: number; shift: number; frames: number[] };
const seen = (page: Page) => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

async function measure(browser: Browser, address: string): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(1000);
  const loaded = await seen(page);
  const input = page.locator(field).first();
  await input.focus();
  for (let step = 0; step < steps; step++) {
    await input.press(step % 2 === 0 ? "ArrowUp" : "ArrowDown");
    await page
      .waitForFunction(
        (count) => (globalThis as unknown as { seen: Seen }).seen.frames.length > count,
        step,
      )
      .catch((cause) => {
        throw new Error(`${address}: step ${step} of its first number changed nothing`, { cause });
      });
    if (step === 0) await page.waitForLoadState("networkidle");
  }
  const { frames } = await seen(page);
  await context.close();
  const [first, ...later] = frames;
  return {
    blocking: loaded.blocking,
    shift: loaded.shift,
    first: first!,
    p95: percentile(later, 0.95),
  };
}

/** The floor: a page with one field and a table that follows it, no library, no style. */
async function serveFloor() {
  const text = readFileSync(new URL("floor.html", import.meta.url));
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(text);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

/**
 * How pages load and answer in a real browser on a slowed-down processor, beside the floor: a bare page
 * measured in the same run, by which figures of different machines can be compared.
 */
export async function benchPages(): Promise<string> {
  const site = await preview({ logLevel: "error", server: { port: 4331 } });
  const floor = await serveFloor();
  const browser = await chromium.launch(await findBrowser());
  const rows: string[][] = [];
  const places = [
    { name: "the floor: a bare page with one field and a table", address: floor.address },
    ...addresses.map((page) => ({ name: page, address: `http://localhost:${site.port}${page}` })),
  ];
  for (const { name, address } of places) {
    const { blocking, shift, first, p95 } = await measure(browser, address);
    rows.push([
      name,
      milliseconds(blocking),
      shift.toFixed(3),
      milliseconds(first),
      milliseconds(p95),
    ]);
  }
  await browser.close();
  floor.stop();
  await site.stop();
  return [
    `## The pages, on a processor slowed down ${slowDown} times`,
    markdownTable(
      ["page", "blocking, ms", "layout shift", "first input to frame, ms", "95th percentile, ms"],
      rows,
    ),
  ].join("\n\n");
}
