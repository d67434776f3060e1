import { test as base } from "@playwright/test";
import { engines, type Running } from "./engines.ts";
import { Reader } from "./reader.ts";

export interface Given {
  readonly engine: string;
}

interface Kept {
  readonly running: Running;
  readonly runningWithoutScripts: Running;
}

const start = (name: string, scripts: boolean) => {
  const engine = engines.find((one) => one.name === name)!;
  return engine.start(engine.program!, { scripts });
};

/** A reader of the site in the engine of the project; the browser stays open between tests. */
export const test = base.extend<
  { reader: Reader; withoutScripts: Reader },
  Kept & { engine: string }
>({
  engine: ["", { option: true, scope: "worker" }],
  running: [
    async ({ engine }, use) => {
      const running = await start(engine, true);
      await use(running);
      await running.stop();
    },
    { scope: "worker" },
  ],
  runningWithoutScripts: [
    async ({ engine }, use) => {
      const running = await start(engine, false);
      await use(running);
      await running.stop();
    },
    { scope: "worker" },
  ],
  reader: async ({ running, baseURL }, use) => {
    const reader = new Reader(running, baseURL!);
    await reader.resize(1440, 900);
    await use(reader);
    await reader.sawNoErrors();
  },
  withoutScripts: async ({ runningWithoutScripts, baseURL }, use) => {
    await use(new Reader(runningWithoutScripts, baseURL!));
  },
});
