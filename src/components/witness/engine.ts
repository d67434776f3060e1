import { glueSerialize } from "@wllama/wllama/src/glue/glue.ts";
import glue from "@wllama/wllama/src/wasm/wllama.js?url";
import wasm from "@wllama/wllama/src/wasm/wllama.wasm?url";

/** A model file: what stands at its start, and the zeros that follow. */
export interface ModelFile {
  readonly header: Uint8Array;
  readonly zeros: number;
}

/** What a context is created with, under llama.cpp's own names. */
export interface ContextSettings {
  readonly n_ctx: number;
  readonly n_parallel: number;
  readonly cache_type_k: string;
  readonly cache_type_v: string;
}

/** What the thread of the engine is sent. */
export interface ToWorker extends ModelFile {
  readonly glue: string;
  readonly module: WebAssembly.Module;
  readonly path: string;
  readonly request: Uint8Array;
}

/** What comes back from it: its log line by line, then one of the others. */
export type FromWorker =
  | { readonly line: string }
  | { readonly done: true }
  | { readonly failed: string };

const cacheName = "llama-cpp";
const path = "models/witness.gguf";
/** What this build puts before each line of llama.cpp. */
const level = /^@@[A-Z]+@@/;
let compiled: WebAssembly.Module | undefined;

/** Where the engine is kept between visits; nowhere in a page that is not served securely. */
async function store(address: string): Promise<Cache | undefined> {
  try {
    const cache = await caches.open(cacheName);
    for (const { url } of await cache.keys()) if (url !== address) await cache.delete(url);
    return cache;
  } catch {
    return undefined;
  }
}

/** A response whose bytes are counted as they are read. */
function counted(response: Response, count: (bytes: number) => void): Response {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      count(bytes);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body!.pipeThrough(counter), {
    headers: { "content-type": "application/wasm" },
  });
}

async function download(address: string, signal: AbortSignal, waiting: Waiting) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`the download was answered with ${response.status}`);
  return counted(response, waiting);
}

/**
 * The compiled engine: from this page's memory, the browser's cache or this site, in that order.
 * `waiting` is told the bytes that have come, where they are downloaded.
 */
async function compile(signal: AbortSignal, waiting: Waiting) {
  if (compiled) return compiled;
  const address = new URL(wasm, location.href).href;
  const cache = await store(address);
  const kept = await cache?.match(address);
  const response = kept ?? (await download(address, signal, waiting));
  const copy = kept ? undefined : response.clone();
  try {
    compiled = await WebAssembly.compileStreaming(response);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    throw new Error(
      `this browser cannot compile it, which takes 64-bit WebAssembly (${error.message})`,
    );
  }
  if (copy) cache?.put(address, copy).catch(() => {});
  return compiled;
}

async function run(message: ToWorker, signal: AbortSignal): Promise<string[]> {
  const worker = new Worker(new URL("./llama.worker.ts", import.meta.url));
  const lines: string[] = [];
  try {
    return await new Promise<string[]>((done, fail) => {
      signal.addEventListener("abort", () => fail(signal.reason));
      worker.onerror = ({ message }) => fail(new Error(message || "its thread did not start"));
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if ("line" in data) lines.push(data.line.replace(level, "").trimEnd());
        else if ("done" in data) done(lines);
        else if (lines.length === 0) fail(new Error(data.failed));
        else done([...lines, `error: llama.cpp stopped: ${data.failed}`]);
      };
      worker.postMessage(message, [message.header.buffer as ArrayBuffer]);
    });
  } finally {
    worker.terminate();
  }
}

/** What a reader who waits is shown: bytes that have come while downloading, then none. */
export type Waiting = (downloaded?: number) => void;

/**
 * Loads a model file into llama.cpp in this tab, creates a context and returns the log, whether the
 * engine got the memory or not. Ends the engine and frees everything when done or when `signal` says
 * so. Throws an Error in words for the reader where the engine cannot be had or run.
 */
export async function log(
  file: ModelFile,
  settings: ContextSettings,
  signal: AbortSignal,
  waiting: Waiting,
): Promise<string[]> {
  if (typeof WebAssembly === "undefined")
    throw new Error("this browser has no WebAssembly, or is told not to run any");
  const request = glueSerialize({
    _name: "load_req",
    model_paths: [path],
    n_ctx_auto: false,
    use_mmap: false,
    use_mlock: false,
    n_gpu_layers: 0,
    n_threads: 1,
    kv_unified: false,
    warmup: false,
    log_level: 2,
    ...settings,
  });
  const module = await compile(signal, waiting);
  signal.throwIfAborted();
  waiting();
  const address = new URL(glue, location.href).href;
  return run({ ...file, glue: address, module, path, request }, signal);
}
