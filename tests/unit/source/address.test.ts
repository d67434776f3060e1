import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type HubAddress, printAddress, readAddress } from "../../../src/lib/source/address.ts";

vi.setConfig({ testTimeout: 60_000 });

const qwen = { kind: "address", repository: "Qwen/Qwen3-8B" };
const at = (more: Partial<HubAddress>) => ({ ...qwen, ...more });

test.each<[string, object]>([
  ["Qwen/Qwen3-8B", qwen],
  ["  Qwen/Qwen3-8B\n", qwen],
  ['"Qwen/Qwen3-8B",', qwen],
  ["gpt2", { kind: "address", repository: "gpt2" }],
  ["Qwen/Qwen3-8B@v1.0", at({ revision: "v1.0" })],
  ["Qwen/Qwen3-8B@main", qwen],
  ["Qwen/Qwen3-8B:Q4_K_M", at({ quantisation: "Q4_K_M" })],
  ["https://huggingface.co/Qwen/Qwen3-8B", qwen],
  ["http://www.huggingface.co/Qwen/Qwen3-8B/", qwen],
  ["huggingface.co/Qwen/Qwen3-8B", qwen],
  ["hf.co/Qwen/Qwen3-8B:Q4_K_M", at({ quantisation: "Q4_K_M" })],
  ["ollama run hf.co/Qwen/Qwen3-8B:Q4_K_M", at({ quantisation: "Q4_K_M" })],
  ["git clone https://huggingface.co/Qwen/Qwen3-8B.git", qwen],
  ["hf://Qwen/Qwen3-8B", qwen],
  ["https://huggingface.co/Qwen/Qwen3-8B/tree/main", qwen],
  ["https://huggingface.co/Qwen/Qwen3-8B/tree/abc123?x=1#files", at({ revision: "abc123" })],
  ["https://huggingface.co/Qwen/Qwen3-8B/tree/refs%2Fpr%2F7", at({ revision: "refs/pr/7" })],
  ["https://huggingface.co/Qwen/Qwen3-8B/tree/refs/pr/7", at({ revision: "refs/pr/7" })],
  ["https://huggingface.co/Qwen/Qwen3-8B/blob/main/config.json", at({ file: "config.json" })],
  [
    "https://huggingface.co/Qwen/Qwen3-8B/resolve/abc/Q4/a-00001-of-00002.gguf?download=true",
    at({ revision: "abc", file: "Q4/a-00001-of-00002.gguf" }),
  ],
  ["https://huggingface.co/Qwen/Qwen3-8B?show_file_info=a-Q4_0.gguf", at({ file: "a-Q4_0.gguf" })],
  ["https://huggingface.co/Qwen/Qwen3-8B/discussions/3", qwen],
  ["https://huggingface.co/api/models/Qwen/Qwen3-8B", qwen],
])("%j", (pasted, expected) => {
  expect(readAddress(pasted)).toEqual(expected);
});

describe("is refused with a reason and advice", () => {
  test.each([
    "",
    "two words",
    "a/b/c",
    "https://example.com/Qwen/Qwen3-8B",
    "https://evil.huggingface.co.example/x/y",
    "https://huggingface.co/datasets/org/name",
    "https://huggingface.co/spaces/org/name",
    "https://huggingface.co/",
    "https://huggingface.co/%E0%A4%A/x",
    "org/../etc",
    "org/name/../../x",
    "https://huggingface.co/org/name/blob/main/../../../x.json",
    "javascript:alert(1)",
    "s3://bucket/key",
    "x".repeat(3000),
    "org/name@rev..x",
    "config.json",
  ])("%j", (pasted) => {
    const reading = readAddress(pasted);
    expect(reading.kind).toBe("refused");
    if (reading.kind !== "refused") return;
    expect(reading.reason).not.toBe("");
    expect(reading.field).not.toBe("");
    expect(reading.advice).toMatch(/\.$/);
  });
});

const word = fc
  .stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.]?[A-Za-z0-9]){0,20}$/)
  .filter(
    (each) =>
      !/^(datasets|spaces|main|blob|tree|resolve|raw|api)$/.test(each) && !each.endsWith(".git"),
  );
const address = fc.record(
  {
    repository: fc.tuple(word, word).map((parts) => parts.join("/")),
    revision: word,
  },
  { requiredKeys: ["repository"] },
);

test("an address printed is read back, as an id and as a link", () => {
  fc.assert(
    fc.property(address, fc.constantFrom("", "tree", "blob", "resolve"), (some, view) => {
      expect(readAddress(printAddress(some))).toEqual({ kind: "address", ...some });
      const path =
        view && `/${view}/${some.revision ?? "main"}${view === "tree" ? "" : "/config.json"}`;
      const link = readAddress(`https://huggingface.co/${some.repository}${path}?a=b#c`);
      expect(link).toMatchObject({ kind: "address", repository: some.repository });
      if (view && link.kind === "address") expect(link.revision).toBe(some.revision);
    }),
  );
});

test("nothing that is pasted makes it throw, and what it reads it reads again the same", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.webUrl().map((url) => url.replace(/:\/\/[^/]*/, "://hf.co")),
      ),
      (pasted) => {
        const reading = readAddress(pasted);
        if (reading.kind === "refused") return;
        expect(readAddress(printAddress(reading))).toMatchObject({
          repository: reading.repository,
        });
      },
    ),
    { numRuns: 200 },
  );
});
