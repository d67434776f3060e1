import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { fromConfig } from "../../../src/lib/index.ts";
import { type Piece, pieceOfFile, pieceOfText } from "../../../src/lib/source/piece.ts";
import type { Problem } from "../../../src/lib/source/problem.ts";
import { header, LargeFile, llama, llamaGguf, safetensorsStart } from "./files.ts";

vi.setConfig({ testTimeout: 60_000 });

const hundredGigabytes = 100e9;
const file = (text: string) => pieceOfFile(new Blob([text]), "some.file");

function expectRefused(piece: Piece | Problem, reason: RegExp) {
  expect(piece.kind).toBe("refused");
  if (piece.kind !== "refused") return;
  expect(piece.reason).toMatch(reason);
  expect(piece.field).not.toBe("");
  expect(piece.advice).toMatch(/^[A-Z].*\.$/);
}

describe("files", () => {
  test("a config", async () => {
    expect(await file(JSON.stringify(llama))).toMatchObject({ kind: "config", config: llama });
    expect(await file(`\uFEFF${JSON.stringify(llama)}`)).toMatchObject({ kind: "config" });
  });

  test("a GGUF of 100 GB, of which only the header is read", async () => {
    const large = new LargeFile(new Uint8Array(llamaGguf().header), hundredGigabytes);
    const piece = await pieceOfFile(large, "model.gguf");
    expect(piece.kind).toBe("gguf");
    if (piece.kind !== "gguf") return;
    expect(piece.header.metadata["general.architecture"]).toBe("llama");
    expect(piece.header.tensors.length).toBeGreaterThan(10);
    expect(large.read).toBeLessThan(20e6);
  });

  test("safetensors of 100 GB, of which only the header is read", async () => {
    const large = new LargeFile(safetensorsStart(header), hundredGigabytes);
    const piece = await pieceOfFile(large, "model.safetensors");
    expect(piece).toMatchObject({ kind: "safetensors" });
    if (piece.kind === "safetensors") expect(piece.tensors).toHaveLength(2);
    expect(large.read).toBeLessThan(10_000);
  });

  test("an index of weights, and a header that was pasted", async () => {
    const index = { metadata: { total_size: 6000 }, weight_map: { a: "1.safetensors" } };
    expect(await file(JSON.stringify(index))).toMatchObject({
      kind: "index",
      index: { bytes: 6000n, files: ["1.safetensors"] },
    });
    expect(await pieceOfText(JSON.stringify(header))).toMatchObject({ kind: "safetensors" });
  });
});

describe("hostile files are refused", () => {
  test("a GGUF cut short anywhere in its header", async () => {
    const { header: bytes } = llamaGguf();
    const cuts = fc.integer({ min: 5, max: bytes.length - 40 });
    await fc.assert(
      fc.asyncProperty(cuts, async (length) => {
        const piece = await pieceOfFile(new Blob([bytes.slice(0, length)]), "cut.gguf");
        expectRefused(piece, /cut short|not a GGUF/);
      }),
      { numRuns: 30 },
    );
  });

  test("two gigabytes of zeros", async () => {
    const zeros = new LargeFile(new Uint8Array(), 2 * 2 ** 30);
    expectRefused(await pieceOfFile(zeros, "zeros.gguf"), /zeros/);
    expect(zeros.read).toBeLessThan(10_000);
  });

  test("a GGUF of zeros after its magic, and of claims that cannot be", async () => {
    const claims = new Uint8Array(24);
    claims.set([0x47, 0x47, 0x55, 0x46, 3]);
    const zeros = new LargeFile(claims, 2 * 2 ** 30);
    const piece = await pieceOfFile(zeros, "empty.gguf");
    expect(piece.kind === "gguf" && piece.header.tensors.length === 0).toBe(true);
    new DataView(claims.buffer).setBigUint64(8, 2n ** 60n, true);
    expectRefused(await pieceOfFile(new LargeFile(claims, 2 ** 31), "claims.gguf"), /claims/);
    new DataView(claims.buffer).setBigUint64(8, 9_000_000n, true);
    const many = new LargeFile(claims, 2 * 2 ** 30);
    expectRefused(await pieceOfFile(many, "many.gguf"), /claims/);
    expect(many.read).toBeLessThan(10_000);
  });

  test.each([2n ** 60n, 2n ** 63n, 40n * 2n ** 20n, 5000n])(
    "safetensors that claim a header of %d bytes",
    async (claimed) => {
      const bytes = safetensorsStart(header, claimed);
      expectRefused(await pieceOfFile(new Blob([bytes]), "x.safetensors"), /claims|cut short/);
    },
  );

  test.each<[string, string, RegExp]>([
    ["HTML", "<!DOCTYPE html><html>", /web page/],
    ["nothing", "", /empty/],
    ["spaces", "  \n ", /empty/],
    ["a pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:1", /LFS/],
    ["half a config", JSON.stringify(llama).slice(0, 60), /not JSON/],
    ["a list", "[1,2]", /a list/],
    ["a number", "1e999", /single value/],
    ["null", "null", /single value/],
    ["brackets", "[".repeat(1_000_000), /deep/],
    ["objects", '{"a":'.repeat(100_000), /deep/],
    [
      "many keys",
      `{${Array.from({ length: 150_000 }, (_, at) => `"k${at}":0`).join()}}`,
      /100,000 values/,
    ],
    ["a long text", `{"a":"${"x".repeat(3_000_000)}"}`, /2 MiB/],
    ["binary", "\u0001\u0002\0\0", /binary/],
    ["a zip", "PK\u0003\u0004rest", /PyTorch/],
  ])("%s", async (_, text, reason) => {
    expectRefused(await file(text), reason);
  });

  test("binary that is not UTF-8", async () => {
    expectRefused(await pieceOfFile(new Blob([new Uint8Array([0xff, 0xfe, 0x7b])]), "x"), /binary/);
  });

  test("a prototype is a field like any other", async () => {
    const piece = await pieceOfText('{"__proto__":{"model_type":"llama","num_hidden_layers":4}}');
    expect(piece.kind).toBe("config");
    if (piece.kind === "config") expect(fromConfig(piece.config).kind).toBe("refused");
    expect(({} as Record<string, unknown>).model_type).toBeUndefined();
  });

  test("no bytes make it throw", async () => {
    const magic = fc.constantFrom("", "GGUF\u0003\0\0\0", "PK", "{", "\u0010\0\0\0\0\0\0\0{");
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        const piece = await pieceOfFile(new Blob([start, new Uint8Array(rest)]), "any");
        expect(piece.kind).toBeTypeOf("string");
      }),
      { numRuns: 300 },
    );
  });
});
