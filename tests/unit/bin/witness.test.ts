import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { installedEngine, notInstalled } from "../../../bin/witness/installed.ts";
import { syntheticGguf } from "../../../src/lib/index.ts";

vi.setConfig({ testTimeout: 120_000 });

const root = new URL("../../../", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "bpt-witness-"));

function bptIn(checkout: string, ...args: string[]) {
  const program = join(checkout, "bin/bytes-per-token.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "witness", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr, json: () => JSON.parse(stdout) };
}

const bpt = (...args: string[]) => bptIn(root, ...args);

describe("bpt witness, called wrongly", () => {
  test.each([
    [["--model", "llama-3.1-8b", "--ctx", "1024", "--type-k", "mxfp4"], /mxfp4/],
    [["--model", "llama-3.1-8b", "--ctx", "1024", "--limit", "1GiB"], /--allocate/],
    [["--model", "llama-3.1-8b", "--write"], /--matrix/],
  ])("%j", (args, message) => {
    const { status, stderr } = bpt(...args);
    expect([status, stderr]).toEqual([installedEngine() ? 64 : status, stderr]);
    if (installedEngine()) expect(stderr).toMatch(message);
  });
});

describe("without llama.cpp", () => {
  test("says what would bring it, and exits 2", () => {
    const bare = mkdtempSync(join(tmpdir(), "bare-"));
    for (const part of ["bin", "src/lib", "src/content/models"])
      cpSync(join(root, part), join(bare, part), { recursive: true });
    writeFileSync(join(bare, "package.json"), '{ "type": "module" }');
    for (const name of ["jsep", "yaml"])
      cpSync(join(root, "node_modules", name), join(bare, "node_modules", name), {
        recursive: true,
      });
    const { status, json } = bptIn(bare, "--model", "llama-3.1-8b", "--ctx", "1024");
    expect([status, json()]).toEqual([2, { refused: notInstalled, field: "engine" }]);
  });
});

describe.skipIf(!installedEngine())("bpt witness", () => {
  test("plans, and says that it planned", () => {
    const { status, json } = bpt("--model", "llama-3.1-405b", "--ctx", "128k", "--json");
    expect(status).toBe(0);
    expect(json()).toMatchObject({
      engine: { name: "llama.cpp", version: installedEngine()!.version },
      note: expect.stringContaining("128000"),
      mode: "planned",
      agrees: true,
      settings: { n_ctx: 128_000, cache_type_k: "f16", cache_type_v: "f16" },
      figures: [
        { label: "KV cache", printed: "63000.00 MiB", computed: "63000.00 MiB" },
        { label: "KV cache, K" },
        { label: "KV cache, V" },
      ],
    });
    expect(json().grew).toBeUndefined();
  });

  test("allocates twice as much for twice the KV heads", () => {
    const at = ["--model", "llama-3.1-405b", "--ctx", "1024", "--allocate", "--json"];
    const eight = bpt(...at).json();
    const sixteen = bpt(...at, "--kv-heads", "16").json();
    expect([eight.mode, eight.figures[0].printed]).toEqual(["allocated", "504.00 MiB"]);
    expect([sixteen.mode, sixteen.figures[0].printed]).toEqual(["allocated", "1008.00 MiB"]);
    expect(sixteen.grew).toBeGreaterThan(sixteen.bytes);
    expect(sixteen.grew - sixteen.bytes).toBeLessThan(16 * 2 ** 20);
  });

  test("is refused what goes beyond its limit, to the byte", () => {
    const { json } = bpt("--model", "llama-3.1-70b", "--ctx", "16384", "--allocate", "--json");
    expect(json()).toMatchObject({
      mode: "refused",
      agrees: true,
      refused: [{ bytes: 5_368_709_120, label: "KV cache" }],
    });
  });

  test("does not start with a latent in two formats, and neither does llama.cpp", () => {
    const types = ["--type-k", "q8_0", "--type-v", "q4_0"];
    const { json } = bpt("--model", "deepseek-v3", "--ctx", "1024", ...types, "--json");
    expect(json()).toMatchObject({ mode: "refused", agrees: true, figures: [] });
    expect(json().impossible).toMatch(/one format/);
  });

  test("counts parameters in true shapes", () => {
    const { json } = bpt("--model", "llama-3.1-405b", "--ctx", "256", "--parameters", "--json");
    expect(json().parameters).toEqual({ counted: 405_853_388_800, computed: 405_853_388_800 });
  });

  test("reads a GGUF as it lies on the disk", () => {
    const config = {
      model_type: "llama",
      num_hidden_layers: 3,
      num_attention_heads: 8,
      head_dim: 64,
    };
    const file = syntheticGguf(config);
    if (file.kind === "refused") throw new Error(file.reason);
    const path = join(folder, "small.gguf");
    writeFileSync(path, Buffer.concat([file.header, Buffer.alloc(Number(file.zeros))]));
    const { json } = bpt("--gguf", path, "--ctx", "256", "--json");
    expect(json()).toMatchObject({
      mode: "planned",
      agrees: true,
      bytes: 3 * 2 * 8 * 64 * 2 * 256,
    });
  });

  test("passes on that a file is no model", () => {
    const path = join(folder, "empty.gguf");
    const file = syntheticGguf({
      model_type: "llama",
      num_hidden_layers: 3,
      num_attention_heads: 8,
      head_dim: 64,
    });
    if (file.kind === "refused") throw new Error(file.reason);
    writeFileSync(path, file.header); // and none of its tensors
    const { status, json } = bpt("--gguf", path, "--ctx", "256");
    expect([status, json().field]).toEqual([2, "engine"]);
    expect(json().refused).toMatch(/tensor|file/);
  });
});
