import { describe, expect, test } from "vitest";
import { readLog } from "../../../src/lib/index.ts";

const plain =
  "llama_kv_cache: size =  128.00 MiB (  1024 cells,  32 layers,  1/1 seqs), K (f16):   64.00 MiB, V (f16):   64.00 MiB";

const windows = `llama_kv_cache_iswa: creating non-SWA KV cache, size = 1024 cells
llama_kv_cache:        CPU KV buffer size =    36.00 MiB
llama_kv_cache: size =   36.00 MiB (  1024 cells,  18 layers,  1/1 seqs), K (f16):   18.00 MiB, V (f16):   18.00 MiB
llama_kv_cache_iswa: creating     SWA KV cache, size = 768 cells
llama_kv_cache:        CPU KV buffer size =    27.00 MiB
llama_kv_cache: size =   27.00 MiB (   768 cells,  18 layers,  1/1 seqs), K (f16):   13.50 MiB, V (f16):   13.50 MiB`;

const states = `llama_kv_cache: size =   24.00 MiB (  1024 cells,  12 layers,  1/1 seqs), K (f16):   12.00 MiB, V (f16):   12.00 MiB
llama_memory_recurrent: size =   75.38 MiB (     1 cells,  48 layers,  1 seqs  0 rs_seq), R (f32):    3.38 MiB, S (f32):   72.00 MiB, P (f32):    0.00 MiB`;

const refusal = `ggml_aligned_malloc: insufficient memory (attempted to allocate 64512.00 MB)
ggml_backend_cpu_buffer_type_alloc_buffer: failed to allocate buffer of size 67645734912
alloc_tensor_range: failed to allocate CPU buffer of size 67645734912
llama_init_from_model: failed to initialize the context: failed to allocate buffer for kv cache`;

const summary = (text: string) =>
  readLog(text).parts.map(({ label, size, cells, entries }) => [
    label,
    size.text,
    Number(cells),
    ...entries.map((each) => `${each.name} ${each.type} ${each.size.text}`),
  ]);

describe("llama.cpp's log", () => {
  test("gives a cache's size, cells, layers, sequences and formats", () => {
    const { parts, refusals, errors } = readLog(`noise\n${plain}\r\nmore: noise\n`);
    expect([parts.length, refusals, errors]).toEqual([1, [], []]);
    expect(parts[0]).toMatchObject({ line: plain, cells: 1024n, layers: 32, sequences: 1 });
    expect(parts[0]!.size).toMatchObject({ unit: "MiB", decimals: 2, value: { n: 128n, d: 1n } });
    expect(summary(plain)).toEqual([
      ["KV cache", "128.00 MiB", 1024, "K f16 64.00 MiB", "V f16 64.00 MiB"],
    ]);
  });

  test("tells the caches of full and windowed layers apart", () => {
    expect(summary(windows).map((part) => part.slice(0, 3))).toEqual([
      ["non-SWA KV cache", "36.00 MiB", 1024],
      ["SWA KV cache", "27.00 MiB", 768],
    ]);
  });

  test("gives recurrent states beside the cache", () => {
    expect(summary(states)).toEqual([
      ["KV cache", "24.00 MiB", 1024, "K f16 12.00 MiB", "V f16 12.00 MiB"],
      ["recurrent state", "75.38 MiB", 1, "R f32 3.38 MiB", "S f32 72.00 MiB", "P f32 0.00 MiB"],
    ]);
  });

  test("reads mixed formats and a size with a fraction", () => {
    const line = plain.replace("V (f16):   64.00", "V (q4_0):   18.06").replace("128.00", "82.06");
    expect(summary(line)).toEqual([
      ["KV cache", "82.06 MiB", 1024, "K f16 64.00 MiB", "V q4_0 18.06 MiB"],
    ]);
  });

  test("names the bytes that were asked for and refused, once", () => {
    const { parts, refusals, errors } = readLog(refusal);
    expect(parts).toEqual([]);
    expect(refusals.map(({ bytes }) => bytes)).toEqual([67_645_734_912n]);
    expect(errors.at(-1)).toMatch(/failed to allocate buffer for kv cache$/);
  });

  test("names the bytes of every buffer that was refused, with the first line that says so", () => {
    const of = (buffer: string, bytes: number) =>
      `ggml_backend_buffer_type_alloc: failed to allocate ${buffer} buffer of size ${bytes}`;
    const lines = [of("CPU", 1024), of("CUDA0", 1024), of("CPU", 2048), of("CPU", 0)];
    expect(readLog(lines.join("\n")).refusals).toEqual([
      { line: lines[0], bytes: 1024n },
      { line: lines[2], bytes: 2048n },
      { line: lines[3], bytes: 0n },
    ]);
  });

  test("is read where it is indented, and its lines are kept without that", () => {
    const indented = windows.replaceAll("\n", "  \r\n\t ");
    expect(readLog(`   ${indented}   `)).toEqual(readLog(windows));
    const lines = refusal.split("\n").map((line) => `\t${line} `);
    expect(readLog(lines.join("\n"))).toEqual(readLog(refusal));
  });

  test("keeps the reason of a refusal that names no bytes", () => {
    const line = "llama_init_from_model: quantized V cache requires flash_attn to be enabled";
    expect(readLog(line)).toEqual({ parts: [], lines: [line], refusals: [], errors: [line] });
  });

  test.each([plain, windows, states, refusal])(
    "gives the same again from the lines it read",
    (text) => {
      const reading = readLog(`main: some noise\n${text}`);
      expect(readLog(reading.lines.join("\n"))).toEqual(reading);
    },
  );

  test("finds nothing in other text", () => {
    expect(readLog("")).toEqual({ parts: [], lines: [], refusals: [], errors: [] });
    expect(readLog("llama_kv_cache: size = MiB (cells)").parts).toEqual([]);
  });
});
