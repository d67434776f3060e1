import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CommandLine,
  llamaServer,
  planOf,
  ratio,
  type SetUp,
  shellQuoted,
  vllmServe,
} from "../../../src/lib/index.ts";
import { setUpOf, subjectOf } from "./kit.ts";

const llama = { ...subjectOf("llama-3.1-8b"), repository: "meta-llama/Llama-3.1-8B" };
const flagsOf = ({ flags }: CommandLine) =>
  flags.map(({ flag, value, input }) => [flag, value, input]);
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
      { ...llama, repository: "-x" },
    );
    const { text, unsaid } = vllmServe(plan);
    expect(text).toMatch(/^vllm serve MODEL /);
    expect(text).not.toContain("kv-cache-dtype");
    expect(unsaid).toEqual([
      "MODEL stands for the model’s repository or folder, which is not known here.",
      "vLLM has no option for keys in q8_0 and values in q4_0.",
      "vLLM takes weights as they are stored: MODEL has to be in q4_0 already.",
      "Layers of multi-token prediction are served by a speculative configuration of its own.",
      "What is neither weights nor cache is measured by vLLM when it starts.",
    ]);
  });

  test("of a plain set-up has only lengths, requests and the share", () => {
    const { program, text, unsaid } = vllmServe(planned());
    expect(program).toBe("vllm serve");
    expect(text.split(" \\\n  ")).toEqual([
      "vllm serve meta-llama/Llama-3.1-8B",
      "--max-model-len 16384",
      "--max-num-seqs 1",
      "--gpu-memory-utilization 0.9",
    ]);
    expect(unsaid).toEqual([]);
  });

  test.each([
    [1, 1, "1"],
    [0, 1, "0"],
    [2, 3, "0.6666"],
    [9, 20, "0.45"],
  ])("never asks for more than a share of %i/%i", (n, d, text) => {
    expect(flagsOf(vllmServe(planned({ share: ratio(n, d) })))).toContainEqual([
      "--gpu-memory-utilization",
      text,
      "share of memory",
    ]);
  });

  test("names the input of each option", () => {
    const plan = planned(
      {
        sharedPrefix: 1000n,
        weightType: "fp32",
        keyType: "fp8",
        valueType: "fp8",
        count: 8,
        tensorParallel: 2,
        pipelineParallel: 2,
        settings: {
          vllm: { blockSize: 32, batchedTokens: 4096, blocks: 5000n, hybridManager: false },
        },
      },
      { ...llama, revision: "v1" },
    );
    expect(flagsOf(vllmServe(plan))).toEqual([
      ["--revision", "v1", "model"],
      ["--max-model-len", "16384", "tokens"],
      ["--max-num-seqs", "1", "requests"],
      ["--gpu-memory-utilization", "0.9", "share of memory"],
      ["--kv-cache-dtype", "fp8", "K and V types"],
      ["--dtype", "float32", "weight type"],
      ["--tensor-parallel-size", "2", "tensor parallel"],
      ["--pipeline-parallel-size", "2", "pipeline parallel"],
      ["--data-parallel-size", "2", "GPUs"],
      ["--block-size", "32", "block size"],
      ["--max-num-batched-tokens", "4096", "batched tokens"],
      ["--num-gpu-blocks-override", "5000", "blocks"],
      ["--disable-hybrid-kv-cache-manager", undefined, "hybrid manager"],
      ["--enable-prefix-caching", undefined, "shared prefix"],
    ]);
  });

  test("names the format of weights by the input too", () => {
    expect(flagsOf(vllmServe(planned({ weightType: "fp8" })))).toContainEqual([
      "--quantization",
      "fp8",
      "weight type",
    ]);
  });

  test.each([
    ["fp16", "fp8", "vLLM has no option for keys in FP16/BF16 and values in FP8."],
    ["fp32", "fp32", "vLLM has no option for keys in FP32 and values in FP32."],
  ] as const)("has no cache with keys in %s and values in %s", (keyType, valueType, sentence) => {
    const { text, unsaid } = vllmServe(planned({ keyType, valueType }));
    expect(text).not.toContain("kv-cache-dtype");
    expect(unsaid).toEqual([sentence]);
  });

  test("takes weights as they are stored", () => {
    const { text, unsaid } = vllmServe(planned({ weightType: "stored" }));
    expect(text).not.toMatch(/dtype|quantization/);
    expect(unsaid).toEqual([]);
  });

  test.each([undefined, "", "--revision", "a\nb", "a\u009bb"])(
    "takes %j for no name of a model or a revision",
    (name) => {
      const subject = {
        ...subjectOf("llama-3.1-8b"),
        ...(name !== undefined && { repository: name, revision: name }),
      };
      const { text } = vllmServe(planned({}, subject as typeof llama));
      expect(text).toMatch(/^vllm serve MODEL \\\n {2}--max-model-len/);
    },
  );
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

  test("says what it leaves unsaid", () => {
    const plan = planned({
      keyType: "fp8",
      valueType: "int4",
      weightType: "stored",
      count: 4,
      tensorParallel: 2,
      mtp: true,
    });
    const { text, unsaid } = llamaServer(plan);
    expect(text).not.toMatch(/cache-type|flash-attn/);
    expect(unsaid).toEqual([
      "MODEL.gguf stands for a GGUF of llama-3.1-8b with weights in the format it is stored in.",
      "llama.cpp has no cache in FP8 or INT4; without the option it is F16.",
      "llama-server deals layers to GPUs, not heads: tensor parallel is not said.",
      "It serves one copy of the model; 2 take as many commands.",
      "It has no option for a share of the memory.",
      "Layers of multi-token prediction are not served by these options.",
    ]);
  });

  test("names a format that it has no cache in once", () => {
    expect(llamaServer(planned({ keyType: "fp8", valueType: "fp8" })).unsaid).toContain(
      "llama.cpp has no cache in FP8; without the option it is F16.",
    );
    expect(llamaServer(planned({ valueType: "fp8" })).unsaid).toContain(
      "llama.cpp has no cache in FP8; without the option it is F16.",
    );
  });

  test("of a plain set-up leaves nothing unsaid", () => {
    const { program, text, unsaid } = llamaServer(
      planned({ share: ratio(1) }, { ...llama, file: "a.GGUF" }),
    );
    expect(program).toBe("llama-server");
    expect(text.split(" \\\n  ")).toEqual([
      "llama-server",
      "--model a.GGUF",
      "--ctx-size 16384",
      "--parallel 1",
      "--n-gpu-layers 33",
    ]);
    expect(unsaid).toEqual([]);
  });

  test.each([
    ["fp32", "f32", false],
    ["q8_0", "q8_0", true],
    ["q5_1", "q5_1", true],
    ["q5_0", "q5_0", true],
    ["q4_1", "q4_1", true],
    ["q4_0", "q4_0", true],
    ["iq4_nl", "iq4_nl", true],
  ] as const)(
    "calls a cache in %s %s, with flash attention if quantised: %j",
    (type, name, flash) => {
      const flags = flagsOf(llamaServer(planned({ keyType: type, valueType: type })));
      expect(flags.slice(4)).toEqual([
        ["--cache-type-k", name, "K type"],
        ["--cache-type-v", name, "V type"],
        ...(flash ? [["--flash-attn", "on", "V type"]] : []),
      ]);
    },
  );

  test("names the input of each option", () => {
    const plan = planned({
      requests: 6n,
      count: 4,
      pipelineParallel: 2,
      settings: { "llama.cpp": { batch: 1024, ubatch: 256, unified: true, swaFull: true } },
    });
    expect(flagsOf(llamaServer(plan))).toEqual([
      ["--model", "MODEL.gguf", "model"],
      ["--ctx-size", "49152", "tokens × requests"],
      ["--parallel", "3", "requests"],
      ["--n-gpu-layers", "33", "model"],
      ["--split-mode", "layer", "pipeline parallel"],
      ["--batch-size", "1024", "batch"],
      ["--ubatch-size", "256", "micro-batch"],
      ["--kv-unified", undefined, "unified cache"],
      ["--swa-full", undefined, "full window caches"],
    ]);
  });

  test.each(["model.safetensors", "-x.gguf", "a.gguf.txt"])("takes %j for no GGUF", (file) => {
    expect(llamaServer(planned({}, { ...llama, file } as typeof llama)).text).toContain(
      "--model MODEL.gguf",
    );
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
