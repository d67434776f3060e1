import {
  cacheCode,
  engineLimits,
  engineNames,
  grouped,
  isEngine,
  isUnknown,
  type Known,
  llamaServer,
  type Plan,
  type PlannedModel,
  parametersFromConfig,
  planCsv,
  planJson,
  planOf,
  printBytes,
  type Ratio,
  readNumeral,
  type SetUp,
  type StoredTensor,
  storedWeights,
  vllmServe,
} from "../../src/lib/index.ts";
import { type Answer, type Command, UsageError } from "../command.ts";
import { gpuOf } from "../gpus.ts";
import { architectureOf, type Described, described } from "../model.ts";
import { bytesOf, countOf, modelOptions, optionsOf, tokensOf, typeOf } from "../options.ts";

const options = {
  ...modelOptions,
  tokens: { type: "string" },
  requests: { type: "string" },
  prefix: { type: "string" },
  "type-k": { type: "string" },
  "type-v": { type: "string" },
  weights: { type: "string" },
  gpu: { type: "string" },
  gpus: { type: "string" },
  tp: { type: "string" },
  pp: { type: "string" },
  share: { type: "string" },
  other: { type: "string" },
  engine: { type: "string" },
  mtp: { type: "boolean", default: false },
  csv: { type: "boolean", default: false },
  code: { type: "string" },
} as const;

/** What a GGUF's header lists, or which of its formats is not known. */
function storedIn(tensors: readonly StoredTensor[]): Partial<PlannedModel> {
  try {
    const { parameters, bytes } = storedWeights(tensors);
    return { parameters, storedWeights: bytes };
  } catch (error) {
    if (error instanceof RangeError) return { parametersUnknown: error.message };
    throw error;
  }
}

function subjectOf(description: Described): PlannedModel {
  const model = { name: description.label, architecture: architectureOf(description) };
  if (description.kind === "gguf")
    return { ...model, file: description.label, ...storedIn(description.tensors) };
  const count = parametersFromConfig(description.config);
  return {
    ...model,
    config: description.config,
    ...(description.repository && { repository: description.repository }),
    ...(count.kind === "parameters"
      ? { parameters: count.total }
      : { parametersUnknown: count.reason }),
  };
}

function shareOf(text = "0.9"): Ratio {
  const numeral = readNumeral(text);
  if (typeof numeral === "string")
    throw new UsageError(`--share ${JSON.stringify(text)} is not a part of 1: ${numeral}`);
  return numeral.value;
}

function engineOf(text = "none"): SetUp["engine"] {
  if (text === "none" || isEngine(text)) return text;
  throw new UsageError(`--engine is one of ${Object.keys(engineNames).join(", ")}`);
}

async function setUpOf(args: string[]): Promise<{ setUp: SetUp; notes: string[] }> {
  const values = optionsOf(args, options);
  const { tokens, note } = tokensOf(values.tokens);
  const prefix = values.prefix === undefined ? { tokens: 0n } : tokensOf(values.prefix, "prefix");
  const keyType = typeOf("type-k", values["type-k"]) ?? "fp16";
  const tensorParallel = Number(countOf("tp", values.tp));
  const pipelineParallel = Number(countOf("pp", values.pp));
  const gpu = gpuOf(values.gpu);
  const description = await described(values);
  const stored = description.kind === "gguf" && values.weights === undefined;
  const setUp: SetUp = {
    subject: subjectOf(description),
    tokens,
    requests: countOf("requests", values.requests),
    sharedPrefix: prefix.tokens,
    keyType,
    valueType: typeOf("type-v", values["type-v"]) ?? keyType,
    mtp: values.mtp,
    weightType:
      stored || values.weights === "stored"
        ? "stored"
        : (typeOf("weights", values.weights) ?? "fp16"),
    engine: engineOf(values.engine),
    gpu,
    count:
      values.gpus === undefined
        ? tensorParallel * pipelineParallel
        : Number(countOf("gpus", values.gpus)),
    tensorParallel,
    pipelineParallel,
    share: shareOf(values.share),
    other: values.other === undefined ? 0n : bytesOf("other", values.other),
  };
  return { setUp, notes: [note, prefix.note].filter((one) => one !== undefined) };
}

function planned(setUp: SetUp): Plan {
  try {
    return planOf(setUp);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

const size = (bytes: bigint): string =>
  bytes < 0n
    ? `−${size(-bytes)}`
    : `${grouped(bytes)} bytes = ${printBytes(bytes, "GiB")} = ${printBytes(bytes, "GB")}`;

const known = <Value>(value: Known<Value>, print: (value: Value) => string): string =>
  isUnknown(value) ? `not known: ${value.unknown}` : print(value as Value);

const limit = (value: Plan["longest"], what: string): string =>
  known(value, (most) => (most === "any" ? "no limit" : `${grouped(most)} ${what}`));

const missing = (left: Known<bigint>): string =>
  known(left, (bytes) => (bytes < 0n ? `missing ${size(-bytes)}` : `left ${size(bytes)}`));

/** What fits by the rules of the engine asked for. */
function asSetAside(plan: Plan): string[] {
  const { engine } = plan.setUp;
  if (engine === "none") return [];
  const { longest, mostRequests } = engineLimits(plan, engine);
  return [
    `as ${engineNames[engine]} sets it aside:`,
    `  longest: ${limit(longest, "tokens")}`,
    `  most requests: ${limit(mostRequests, "at once")}`,
  ];
}

function asText(plan: Plan, notes: readonly string[]): string {
  const { setUp, fullest } = plan;
  const { name } = setUp.subject;
  return [
    `${name}, ${grouped(setUp.tokens)} tokens × ${grouped(setUp.requests)} requests, on ${setUp.count} × ${setUp.gpu.name}`,
    ...notes.map((note) => `(${note})`),
    `fits: ${known(plan.fits, (fits) => (fits ? "yes" : "no"))}`,
    `cache: ${size(plan.cache)}`,
    ...(plan.state > 0n ? [`states: ${size(plan.state)}`] : []),
    ...(plan.saved > 0n ? [`saved by the shared prefix: ${size(plan.saved)}`] : []),
    `weights: ${known(plan.weights, size)}`,
    `the fullest GPU (${fullest.layers} layers from ${fullest.firstLayer}), ${size(plan.usable)} to use:`,
    `  weights ${known(fullest.weights, size)}`,
    `  cache ${size(fullest.cache)}`,
    ...(fullest.state > 0n ? [`  states ${size(fullest.state)}`] : []),
    `  other ${size(fullest.other)}`,
    `  ${missing(fullest.left)}`,
    ...(plan.replicated > 0n ? [`kept more than once: ${size(plan.replicated)}`] : []),
    `longest: ${limit(plan.longest, "tokens")}`,
    `most requests: ${limit(plan.mostRequests, "at once")}`,
    ...asSetAside(plan),
    "engines set aside on each GPU:",
    ...plan.reservations.map(
      ({ engine, perGpu }) => `  ${engineNames[engine]}: ${known(perGpu, size)}`,
    ),
    ...[vllmServe(plan), llamaServer(plan)].flatMap(({ text, unsaid }) => [
      "",
      text,
      ...unsaid.map((sentence) => `# ${sentence}`),
    ]),
    ...(plan.assumptions.length > 0 ? ["", "This rests on:"] : []),
    ...plan.assumptions.map((sentence) => `  ${sentence}`),
  ].join("\n");
}

const languages = ["python", "typescript"] as const;

function textOf(plan: Plan, args: string[], notes: readonly string[]): string {
  const { code, csv } = optionsOf(args, options);
  if (code !== undefined) {
    const language = languages.find((one) => one === code);
    if (!language) throw new UsageError(`--code is one of ${languages.join(", ")}`);
    return cacheCode(plan, language);
  }
  return csv ? planCsv(plan) : asText(plan, notes);
}

async function run(args: string[]): Promise<Answer> {
  const { setUp, notes } = await setUpOf(args);
  const plan = planned(setUp);
  return { json: JSON.parse(planJson(plan)), text: textOf(plan, args, notes) };
}

/** `plan`: whether a model with its requests fits some GPUs, and what each of them holds. */
export const command: Command = {
  summary: "whether a model with its requests fits some GPUs, and what each of them holds",
  usage:
    "plan (--model ID | --config FILE | --gguf FILE) --tokens N[k|ki|m] --gpu ID|BYTES [--requests N] [--prefix N] [--type-k T] [--type-v T] [--weights T|stored] [--gpus N] [--tp N] [--pp N] [--share 0.9] [--other BYTES] [--engine E] [--mtp] [--csv | --code python|typescript | --json]",
  run,
};
