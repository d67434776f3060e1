/*
 * llama.cpp in a thread of its own, which is ended to free its memory. This is a classic script, in
 * a block and without imports, since the engine's own glue, as its package ships it, is one: it is
 * run by importScripts and finds what to do in the global `Module`.
 */

{
  type ToWorker = import("./engine.ts").ToWorker;
  type FromWorker = import("./engine.ts").FromWorker;

  interface Emscripten {
    readonly FS: {
      mkdir(path: string): void;
      mount(type: unknown, options: object, path: string): void;
    };
    readonly MEMFS: unknown;
    readonly wasmMemory: WebAssembly.Memory;
    FS_createDataFile(folder: string, name: string, bytes: Uint8Array, ...modes: boolean[]): void;
    ccall(
      name: string,
      result: string,
      takes: string[],
      given: unknown[],
      options?: { async: true },
    ): unknown;
  }

  const scope = self as unknown as {
    Module: Partial<Emscripten> & Record<string, unknown>;
    importScripts(address: string): void;
    postMessage(message: FromWorker): void;
  };
  const tell = (message: FromWorker) => scope.postMessage(message);

  /** The glue expects functions that suspend WebAssembly. Nothing here needs to wait for anything. */
  function withoutSuspending(): void {
    const wasm = WebAssembly as unknown as Record<string, unknown>;
    if (wasm.Suspending) return;
    wasm.Suspending = function keep(imported: unknown) {
      return imported;
    };
    wasm.promising =
      (exported: (...given: unknown[]) => unknown) =>
      async (...given: unknown[]) =>
        exported(...given);
  }

  /** Keeps the engine on the processor, where any browser can follow. */
  function withoutGraphics(): void {
    const none = { requestAdapter: async () => null };
    Object.defineProperty(Object.getPrototypeOf(navigator), "gpu", { get: () => none });
  }

  function start({ glue, module }: ToWorker): Promise<Emscripten> {
    return new Promise((ready, fail) => {
      const stopped = (why: unknown) => fail(new Error(`llama.cpp stopped: ${why}`));
      const print = (line: string) => tell({ line });
      scope.Module = {
        noInitialRun: true,
        print,
        printErr: print,
        onAbort: stopped,
        onExit: stopped,
        onRuntimeInitialized: () => ready(scope.Module as unknown as Emscripten),
        instantiateWasm: (
          imports: WebAssembly.Imports,
          started: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
        ) => {
          WebAssembly.instantiate(module, imports).then((made) => started(made, module), fail);
          return {};
        },
      };
      scope.importScripts(glue);
    });
  }

  /** Hands the engine a file and a request to load it. What comes of it stands in the log. */
  async function load(engine: Emscripten, { header, zeros, path, request }: ToWorker) {
    const [folder, name] = path.split("/") as [string, string];
    const file = new Uint8Array(header.length + zeros);
    file.set(header);
    engine.FS.mkdir(`/${folder}`);
    engine.FS.mount(engine.MEMFS, { root: "." }, `/${folder}`);
    engine.FS_createDataFile(`/${folder}`, name, file, true, true, true);
    await engine.ccall("wllama_start", "string", [], [], { async: true });
    const place = engine.ccall(
      "wllama_malloc",
      "bigint",
      ["bigint", "number"],
      [BigInt(request.length), 0],
    );
    new Uint8Array(engine.wasmMemory.buffer).set(request, Number(place));
    await engine.ccall("wllama_action", "bigint", ["string", "bigint"], ["load", place], {
      async: true,
    });
  }

  self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    try {
      withoutSuspending();
      withoutGraphics();
      await load(await start(data), data);
      tell({ done: true });
    } catch (error) {
      tell({ failed: error instanceof Error ? error.message : String(error) });
    }
  };
}
