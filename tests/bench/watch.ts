import type { Browser, Page } from "@playwright/test";

/** How much slower than this machine the reader's is taken to be. */
export const slowDown = 4;

interface Seen {
  /** What long tasks take beyond 50 ms each. */
  readonly blocking: number;
  readonly shift: number;
  /** For each input how long it took until the frame that answers it was out: the page is live in it. */
  readonly frames: readonly number[];
  /** Called when one more input was answered. */
  more: () => void;
}

/** What the page itself sees: long tasks, layout shifts, and inputs until the frame that answers them is out. */
function observe() {
  const seen = { blocking: 0, shift: 0, frames: [] as number[], more: () => {} };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blocking += Math.max(0, duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: "layout-shift", buffered: true });
  const isLive = () =>
    document.documentElement.classList.contains("live") || !document.querySelector("[data-live]");
  addEventListener(
    "input",
    ({ timeStamp, isTrusted }) => {
      // Until a page is live it keeps what is typed, and says it again to what can answer.
      if (!isTrusted) return;
      const answer = () => {
        if (!isLive()) return requestAnimationFrame(answer);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          seen.frames.push(performance.now() - timeStamp);
          seen.more();
        };
        return port2.postMessage(null);
      };
      requestAnimationFrame(answer);
    },
    true,
  );
}

/** What a page has seen so far; times are in milliseconds. */
export const seen = (page: Page) =>
  page.evaluate(() => {
    const { blocking, shift, frames } = (globalThis as unknown as { seen: Seen }).seen;
    return { blocking, shift, frames };
  });

/** Opens a page on a slowed-down processor and lets it come to rest. */
export async function openSlowed(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: "networkidle" });
  await page.waitForTimeout(1000);
  return page;
}

const longest = 30_000;

/**
 * Waits for the frame that answers an input, the one with this number. The page tells: to ask it every frame
 * would cost it a part of the time that is measured. Throws when none comes.
 */
export async function answered(page: Page, number: number): Promise<void> {
  const came = await page.evaluate(
    ([before, wait]) =>
      new Promise<boolean>((resolve) => {
        const { seen } = globalThis as unknown as { seen: Seen };
        seen.more = () => {
          if (seen.frames.length > before) resolve(true);
        };
        seen.more();
        setTimeout(() => resolve(false), wait);
      }),
    [number, longest] as const,
  );
  if (!came) throw new Error(`${page.url()}: input ${number} changed nothing`);
}
