import { layerCount } from "../architecture/words.ts";
import { ceilDiv } from "../engines/whole.ts";
import { type ElementTypeId, elementTypes } from "../quantity/element.ts";
import { decimals } from "../quantity/print.ts";
import type { Plan } from "./plan.ts";
import type { SetUp } from "./set-up.ts";

/** One option of a command, and the input that it comes from. */
export interface Flag {
  readonly flag: string;
  /** Left out where the flag stands alone. */
  readonly value?: string;
  readonly input: string;
}

/** A command that serves a set-up, and what of the set-up it does not say. */
export interface CommandLine {
  readonly program: "vllm serve" | "llama-server";
  readonly text: string;
  readonly flags: readonly Flag[];
  readonly unsaid: readonly string[];
}

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell takes it literally. */
export const shellQuoted = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A name from outside that may stand in a command: no option, no control characters. */
const isName = (name: string | undefined): name is string =>
  name !== undefined && name !== "" && !name.startsWith("-") && !/\p{Cc}/u.test(name);

const written = (words: readonly string[], flags: readonly Flag[]): string =>
  [
    words.map(shellQuoted).join(" "),
    ...flags.map(({ flag, value }) =>
      value === undefined ? flag : `${flag} ${shellQuoted(value)}`,
    ),
  ].join(" \\\n  ");

type Maybe = Flag | false | undefined;
const those = (flags: readonly Maybe[]): Flag[] => flags.filter((flag): flag is Flag => !!flag);
const said = (sentences: readonly (string | false | undefined)[]): string[] =>
  sentences.filter((sentence): sentence is string => typeof sentence === "string");

const count = (value: unknown): string | undefined =>
  typeof value === "bigint" || typeof value === "number" ? String(value) : undefined;

const option = (flag: string, value: string | undefined, input: string): Maybe =>
  value !== undefined && { flag, value, input };

const shareText = ({ share }: SetUp): string =>
  decimals(share, 4, { rounding: "down" }).replace(/\.?0+$/, "");

const label = (type: ElementTypeId | "stored"): string =>
  type === "stored" ? "the format it is stored in" : elementTypes[type].label;

/** How vLLM is told of a weight format; undefined where the repository has to have it already. */
const vllmWeights: Partial<Record<SetUp["weightType"], Flag | false>> = {
  stored: false,
  fp16: false,
  fp32: { flag: "--dtype", value: "float32", input: "weight type" },
  fp8: { flag: "--quantization", value: "fp8", input: "weight type" },
};

/**
 * `vllm serve` for a plan. Source of the flags: vllm-project/vllm, `vllm serve --help`, engine
 * arguments.
 */
export function vllmServe({ setUp, copies }: Plan): CommandLine {
  const { subject, keyType, valueType, settings } = setUp;
  const own = settings?.vllm ?? {};
  const format = keyType === valueType && (keyType === "fp16" || keyType === "fp8");
  const weights = vllmWeights[setUp.weightType];
  const many = (size: number, flag: string, input: string) =>
    option(flag, size > 1 ? String(size) : undefined, input);
  const flags = those([
    option("--revision", isName(subject.revision) ? subject.revision : undefined, "model"),
    option("--max-model-len", String(setUp.tokens), "tokens"),
    option("--max-num-seqs", String(ceilDiv(setUp.requests, BigInt(copies))), "requests"),
    option("--gpu-memory-utilization", shareText(setUp), "share of memory"),
    format && keyType === "fp8" && option("--kv-cache-dtype", "fp8", "K and V types"),
    weights,
    many(setUp.tensorParallel, "--tensor-parallel-size", "tensor parallel"),
    many(setUp.pipelineParallel, "--pipeline-parallel-size", "pipeline parallel"),
    many(copies, "--data-parallel-size", "GPUs"),
    option("--block-size", count(own.blockSize), "block size"),
    option("--max-num-batched-tokens", count(own.batchedTokens), "batched tokens"),
    option("--num-gpu-blocks-override", count(own.blocks), "blocks"),
    own.hybridManager === false && {
      flag: "--disable-hybrid-kv-cache-manager",
      input: "hybrid manager",
    },
    setUp.sharedPrefix > 0n && { flag: "--enable-prefix-caching", input: "shared prefix" },
  ]);
  return {
    program: "vllm serve",
    text: written(
      ["vllm", "serve", isName(subject.repository) ? subject.repository : "MODEL"],
      flags,
    ),
    flags,
    unsaid: said([
      !isName(subject.repository) &&
        "MODEL stands for the model’s repository or folder, which is not known here.",
      !format &&
        `vLLM has no option for keys in ${label(keyType)} and values in ${label(valueType)}.`,
      weights === undefined &&
        `vLLM takes weights as they are stored: MODEL has to be in ${label(setUp.weightType)} already.`,
      setUp.mtp &&
        "Layers of multi-token prediction are served by a speculative configuration of its own.",
      setUp.other > 0n && "What is neither weights nor cache is measured by vLLM when it starts.",
    ]),
  };
}

/** Names of cache formats in llama.cpp. */
const llamaTypes: Partial<Record<ElementTypeId, string>> = {
  fp32: "f32",
  fp16: "f16",
  q8_0: "q8_0",
  q5_1: "q5_1",
  q5_0: "q5_0",
  q4_1: "q4_1",
  q4_0: "q4_0",
  iq4_nl: "iq4_nl",
};

const isGguf = (file: string | undefined): file is string =>
  isName(file) && file.toLowerCase().endsWith(".gguf");

/**
 * `llama-server` for a plan: one copy of the model, all its layers on GPUs. Source of the flags:
 * ggml-org/llama.cpp tools/server/README.md.
 */
export function llamaServer({ setUp, copies, requestsPerCopy }: Plan): CommandLine {
  const { subject, keyType, valueType, settings, tensorParallel, pipelineParallel } = setUp;
  const own = settings?.["llama.cpp"] ?? {};
  const [key, value] = [llamaTypes[keyType], llamaTypes[valueType]];
  const quantised = value !== undefined && elementTypes[valueType].elements > 1;
  const file = isGguf(subject.file) ? subject.file : undefined;
  const flags = those([
    option("--model", file ?? "MODEL.gguf", "model"),
    option("--ctx-size", String(setUp.tokens * requestsPerCopy), "tokens × requests"),
    option("--parallel", String(requestsPerCopy), "requests"),
    option("--n-gpu-layers", String(layerCount(subject.architecture) + 1), "model"),
    option("--cache-type-k", key === "f16" ? undefined : key, "K type"),
    option("--cache-type-v", value === "f16" ? undefined : value, "V type"),
    quantised && { flag: "--flash-attn", value: "on", input: "V type" },
    pipelineParallel > 1 && { flag: "--split-mode", value: "layer", input: "pipeline parallel" },
    option("--batch-size", count(own.batch), "batch"),
    option("--ubatch-size", count(own.ubatch), "micro-batch"),
    own.unified === true && { flag: "--kv-unified", input: "unified cache" },
    own.swaFull === true && { flag: "--swa-full", input: "full window caches" },
  ]);
  const no = [keyType, valueType].filter((type) => llamaTypes[type] === undefined);
  return {
    program: "llama-server",
    text: written(["llama-server"], flags),
    flags,
    unsaid: said([
      file === undefined &&
        `MODEL.gguf stands for a GGUF of ${subject.name} with weights in ${label(setUp.weightType)}.`,
      no.length > 0 &&
        `llama.cpp has no cache in ${[...new Set(no)].map(label).join(" or ")}; without the option it is F16.`,
      tensorParallel > 1 &&
        "llama-server deals layers to GPUs, not heads: tensor parallel is not said.",
      pipelineParallel > 1 && "llama-server deals layers by the free memory of each GPU.",
      copies > 1 && `It serves one copy of the model; ${copies} take as many commands.`,
      setUp.share.n !== setUp.share.d && "It has no option for a share of the memory.",
      setUp.mtp && "Layers of multi-token prediction are not served by these options.",
    ]),
  };
}
