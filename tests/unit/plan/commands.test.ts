import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  llamaServer,
  planOf,
  ratio,
  type SetUp,
  shellQuoted,
  vllmServe,
} from "../../../src/lib/index.ts";
import { setUpOf, subjectOf } from "./kit.ts";

const llama = { ...subjectOf("llama-3.1-8b"), repository: "meta-llama/Llama-3.1-8B" };
const planned = (changes: Partial<SetUp> = {}, subject = llama) =>
  planOf(setUpOf(subject, { share: ratio(9, 10), ...changes }));

describe("vllm serve", () => {
  test("says every input that it can", () => {
    const plan = planned({
      tokens: 32_768n,
      requests: 12n,
      sharedPrefix: 1000n,
      keyType: "fp8",
      valueType: "fp8",
      weightType: "fp8",
      count: 8,
      tensorParallel: 2,
      pipelineParallel: 2,
      settings: { vllm: { blockSize: 32, batchedTokens: 4096, hybridManager: false } },
    });
    expect(vllmServe(plan).text.split(" \\\n  ")).toEqual([
      "vllm serve meta-llama/Llama-3.1-8B",
      "--max-model-len 32768",
      "--max-num-seqs 6",
      "--gpu-memory-utilization 0.9",
      "--kv-cache-dtype fp8",
      "--quantization fp8",
      "--tensor-parallel-size 2",
      "--pipeline-parallel-size 2",
      "--data-parallel-size 2",
      "--block-size 32",
      "--max-num-batched-tokens 4096",
      "--disable-hybrid-kv-cache-manager",
      "--enable-prefix-caching",
    ]);
    expect(vllmServe(plan).unsaid).toEqual([]);
  });

  test("says what it leaves unsaid", () => {
    const plan = planned(
      { keyType: "q8_0", valueType: "q4_0", weightType: "q4_0", other: 5n, mtp: true },
      {
        ...llama,
        repository: "-x",
      },
    );
    const { text, unsaid } = vllmServe(plan);
    expect(text).toMatch(/^vllm serve MODEL /);
    expect(text).not.toContain("kv-cache-dtype");
    expect(unsaid).toHaveLength(5);
  });
});

describe("llama-server", () => {
  test("gives all requests one context, and every layer to the GPUs", () => {
    const plan = planned(
      {
        requests: 4n,
        keyType: "q8_0",
        valueType: "q4_0",
        count: 2,
        pipelineParallel: 2,
        share: ratio(1),
      },
      { ...llama, file: "models/my model.gguf" },
    );
    const { text, unsaid } = llamaServer(plan);
    expect(text.split(" \\\n  ")).toEqual([
      "llama-server",
      "--model 'models/my model.gguf'",
      "--ctx-size 65536",
      "--parallel 4",
      "--n-gpu-layers 33",
      "--cache-type-k q8_0",
      "--cache-type-v q4_0",
      "--flash-attn on",
      "--split-mode layer",
    ]);
    expect(unsaid).toEqual(["llama-server deals layers by the free memory of each GPU."]);
  });

  test("says that it has no such cache", () => {
    const { text, unsaid } = llamaServer(planned({ keyType: "fp8", valueType: "fp8" }));
    expect(text).not.toContain("cache-type");
    expect(unsaid.join(" ")).toContain("llama.cpp has no cache in FP8;");
  });
});

test("a shell reads quoted words as they are", () => {
  const word = fc.string({ minLength: 1 }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
      const script = `printf '%s\\0' ${words.map(shellQuoted).join(" ")}`;
      const said = execFileSync("sh", ["-c", script], { encoding: "utf8" });
      expect(said.split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 20 },
  );
});
