/*
 * llama.cpp in a process of its own: what it loads is native, and a crash ends this process alone.
 * It is told which file to load and which contexts to make, and sends back what each one logged.
 * The addon is node-llama-cpp's internal interface, which is why its version is pinned exactly.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { InstalledEngine } from "./installed.ts";

/** A context to make, in the addon's own words. */
export interface ContextParameters {
  readonly contextSize: number;
  readonly batchSize: number;
  readonly sequences: number;
  readonly swaFullCache: boolean;
  readonly keyType: string;
  readonly valueType: string;
}

export interface Request {
  readonly engine: InstalledEngine;
  readonly path: string;
  /** Whether memory is allocated, or only planned. */
  readonly allocate: boolean;
  readonly contexts: readonly ContextParameters[];
}

export type Reply =
  | {
      readonly kind: "model";
      readonly loaded: boolean;
      readonly parameters: number;
      readonly log: string;
    }
  | {
      readonly kind: "context";
      readonly made: boolean;
      readonly log: string;
      /** Bytes by which the process's own memory grew. */
      readonly grew: number;
    };

interface Disposable {
  init(): Promise<boolean>;
  dispose(): Promise<void>;
}

interface Addon {
  loadBackends(folder: string): void;
  init(): Promise<void>;
  setLogger(logger: (level: number, message: string) => void): void;
  setLoggerLogLevel(level: number): void;
  getGgmlType(name: string): number | undefined;
  AddonModel: new (
    path: string,
    options: Record<string, unknown>,
  ) => Disposable & { getTotalParameters(): number };
  AddonContext: new (model: Disposable, options: Record<string, unknown>) => Disposable;
}

const everything = 5; // the addon's level for lines of every kind

let log = "";

/** What was logged since the last call. Lines come a moment late: waits until none follow. */
async function logged(): Promise<string> {
  for (let length = -1; length !== log.length; ) {
    length = log.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const lines = log;
  log = "";
  return lines;
}

/** The process's own memory: pages that belong to no file. */
const ownMemory = (): number =>
  Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;

const reply = (message: Reply) =>
  new Promise<void>((resolve) => process.send!(message, () => resolve()));

/** A refusal is a context that is not made; the addon says so by false or by throwing. */
const made = (of: Disposable): Promise<boolean> => of.init().catch(() => false);

async function answer({ engine, path, allocate, contexts }: Request): Promise<void> {
  const addon: Addon = createRequire(import.meta.url)(engine.addon);
  addon.setLogger((_, message) => {
    log += message;
  });
  addon.setLoggerLogLevel(everything);
  addon.loadBackends(engine.folder);
  await addon.init();
  const options = { gpuLayers: 0, useMmap: true, noAlloc: !allocate, addonExports: addon };
  const model = new addon.AddonModel(path, options);
  const loaded = await made(model);
  const parameters = loaded ? model.getTotalParameters() : 0;
  await reply({ kind: "model", loaded, parameters, log: await logged() });
  if (!loaded) return;
  for (const { keyType, valueType, ...rest } of contexts) {
    const before = ownMemory();
    const context = new addon.AddonContext(model, {
      ...rest,
      flashAttention: true, // quantised values need it, and it changes no size
      kvCacheKeyType: addon.getGgmlType(keyType),
      kvCacheValueType: addon.getGgmlType(valueType),
    });
    const done = await made(context);
    const grew = ownMemory() - before;
    await reply({ kind: "context", made: done, log: await logged(), grew });
    if (done) await context.dispose();
  }
}

process.once("message", (request: Request) => {
  answer(request).then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
