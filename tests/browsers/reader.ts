import { expect } from "@playwright/test";
import type { Running } from "./engines.ts";

/** Keys, as WebDriver writes them. */
const keys = { Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", ArrowRight: "\uE014" } as const;

const selectAll = process.platform === "darwin" ? "\uE03D" : "\uE009";

/** What a reader does with a page, in whichever browser. Selectors are CSS; the first that fits is meant. */
export class Reader {
  readonly #running: Running;
  readonly #home: string;

  constructor(running: Running, home: string) {
    this.#running = running;
    this.#home = home;
  }

  readonly #ask = (command: string, body?: object) => this.#running.session.ask(command, body);

  open = (address: string) => this.#ask("POST /url", { url: new URL(address, this.#home).href });

  reload = () => this.#ask("POST /refresh", {});

  /** The address without the origin. */
  async address(): Promise<string> {
    return ((await this.#ask("GET /url")) as string).slice(new URL(this.#home).origin.length);
  }

  /** Makes the window this large, and waits until the page is as wide. */
  async resize(width: number, height: number): Promise<void> {
    await this.#ask("POST /window/rect", { width, height });
    // A window may be no narrower than its own buttons.
    const wider = () => this.run(() => innerWidth).then((now) => now - width);
    await expect.poll(wider).toBeGreaterThanOrEqual(0);
    await expect.poll(wider).toBeLessThanOrEqual(64);
  }

  /** Runs a function in the page; it knows nothing but its arguments. */
  async run<Given extends unknown[], Told>(
    what: (...given: Given) => Told,
    ...given: Given
  ): Promise<Awaited<Told>> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${what})(...[...arguments].slice(0, -1)))
        .then((told) => done({ told }), (error) => done({ error: String(error) }));`;
    const { told, error } = (await this.#ask("POST /execute/async", { script, args: given })) as {
      told: Awaited<Told>;
      error?: string;
    };
    if (error) throw new Error(error);
    return told;
  }

  async #find(selector: string): Promise<string> {
    const found = await this.#ask("POST /element", { using: "css selector", value: selector });
    return Object.values(found as Record<string, string>)[0]!;
  }

  /** The text that is seen there; it needs no scripts of the page. */
  text = async (selector: string) =>
    (await this.#ask(`GET /element/${await this.#find(selector)}/text`)) as string;

  /** Waits until the text there has these words. */
  reads = (selector: string, words: string | RegExp, within = 10_000) =>
    expect
      .poll(() => this.text(selector).catch(String), { message: selector, timeout: within })
      .toMatch(words instanceof RegExp ? words : new RegExp(RegExp.escape(words)));

  /** Waits until the address ends so. */
  isAt = (end: string) =>
    expect.poll(() => this.address()).toMatch(new RegExp(`${RegExp.escape(end)}$`));

  /** Waits until something is there and visible, and scrolls to it. */
  async #reach(selector: string): Promise<string> {
    await expect
      .poll(
        () =>
          this.run((css) => {
            const part = document.querySelector(css);
            part?.scrollIntoView({ block: "center", behavior: "instant" });
            return part?.checkVisibility() ?? false;
          }, selector),
        { message: selector },
      )
      .toBe(true);
    return await this.#find(selector);
  }

  click = async (selector: string) =>
    this.#ask(`POST /element/${await this.#reach(selector)}/click`, {});

  /** Replaces what a field holds by typing. */
  async fill(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.#press([selectAll, "a"]);
    await this.#ask(`POST /element/${await this.#find(selector)}/value`, { text });
  }

  press = (key: keyof typeof keys) => this.#press([keys[key]]);

  #press(held: readonly string[]): Promise<unknown> {
    const down = held.map((value) => ({ type: "keyDown", value }));
    const up = held.toReversed().map((value) => ({ type: "keyUp", value }));
    return this.#ask("POST /actions", {
      actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }],
    });
  }

  /** Puts the pointer on the middle of something. */
  async point(selector: string): Promise<void> {
    await this.#reach(selector);
    const { x, y } = await this.run((css) => {
      const { left, top, width, height } = document.querySelector(css)!.getBoundingClientRect();
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
    }, selector);
    await this.#ask("POST /actions", {
      actions: [
        {
          type: "pointer",
          id: "mouse",
          parameters: { pointerType: "mouse" },
          actions: [{ type: "pointerMove", duration: 0, origin: "viewport", x, y }],
        },
      ],
    });
  }

  /** What is seen of the page now, as a PNG. */
  async picture(): Promise<Buffer> {
    await this.run(() => document.fonts.ready.then(() => undefined));
    return Buffer.from((await this.#ask("GET /screenshot", { full: false })) as string, "base64");
  }

  /** The page opened without an error, as far as the engine tells. */
  async sawNoErrors(): Promise<void> {
    if (this.#running.errors) expect(await this.#running.errors()).toEqual([]);
  }
}
