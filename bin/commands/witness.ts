import type { ParseArgsOptionsConfig } from "node:util";
import {
  grouped,
  parametersFromConfig,
  printBytes,
  type WitnessSettings,
} from "../../src/lib/index.ts";
import { type Answer, type Command, Refusal, UsageError } from "../command.ts";
import { type Described, described } from "../model.ts";
import { bytesOf, countOf, modelOptions, optionsOf, tokensOf, typeOf } from "../options.ts";
import { askAbout, isCacheType, NoTestimony, withFile } from "../witness/ask.ts";
import { type InstalledEngine, installedEngine, notInstalled } from "../witness/installed.ts";
import { matrix } from "../witness/matrix.ts";
import { type ShownModel, shownModel, tooHeavy, withKvHeads, written } from "../witness/model.ts";
import { modes, runAsJson, runLines } from "../witness/print.ts";
import { expected, runs } from "../witness/runs.ts";

const options = {
  ...modelOptions,
  ctx: { type: "string" },
  "type-k": { type: "string" },
  "type-v": { type: "string" },
  parallel: { type: "string" },
  ubatch: { type: "string" },
  "swa-full": { type: "boolean" },
  "kv-heads": { type: "string" },
  allocate: { type: "boolean", default: false },
  limit: { type: "string" },
  parameters: { type: "boolean", default: false },
  matrix: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

type Values = ReturnType<typeof optionsOf<typeof options>>;

/** What a real allocation may take unless the caller says more: 1 GiB. */
const usualLimit = 1n << 30n;

/** How much may be allocated: never more than half of what the machine has to spare. */
function allocationLimit(values: Values): bigint | undefined {
  if (!values.allocate) {
    if (values.limit !== undefined) throw new UsageError("--limit goes with --allocate");
    return undefined;
  }
  const asked = values.limit === undefined ? usualLimit : bytesOf("limit", values.limit);
  const spare = BigInt(process.availableMemory()) / 2n;
  return asked < spare ? asked : spare;
}

const number = (name: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(countOf(name, text));

function settingsOf(values: Values): WitnessSettings {
  const keyType = typeOf("type-k", values["type-k"]) ?? "fp16";
  const valueType = typeOf("type-v", values["type-v"]) ?? keyType;
  for (const type of [keyType, valueType])
    if (!isCacheType(type)) throw new UsageError(`llama.cpp keeps no cache in ${type}`);
  return {
    ctx: Number(tokensOf(values.ctx, "ctx").tokens),
    keyType,
    valueType,
    parallel: number("parallel", values.parallel),
    ubatch: number("ubatch", values.ubatch),
    swaFull: values["swa-full"],
  };
}

function present(): InstalledEngine {
  const engine = installedEngine();
  if (!engine) throw new Refusal(notInstalled, "engine");
  return engine;
}

function refuseImpossible({ architecture }: ShownModel, settings: WitnessSettings): void {
  try {
    expected(architecture, settings);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Parameters as llama.cpp counts them in a file of true shapes, beside the config's own. */
async function parameterCounts(engine: InstalledEngine, description: Described) {
  if (description.kind !== "config")
    throw new UsageError("--parameters takes a --model or --config");
  const file = written(description.config, description.label, "true");
  const { parameters } = await withFile(file, (path) => askAbout(engine, path, []));
  const computed = parametersFromConfig(description.config);
  return { counted: parameters, computed: computed.kind === "parameters" ? computed.total : null };
}

async function chosen(values: Values): Promise<Described> {
  const description = await described(values);
  const heads = number("kv-heads", values["kv-heads"]);
  if (heads === undefined) return description;
  if (description.kind !== "config")
    throw new UsageError("--kv-heads changes a config, not a GGUF");
  const label = `${description.label} with ${heads} KV heads`;
  return { kind: "config", label, config: withKvHeads(description.config, heads) };
}

async function one(values: Values): Promise<Answer> {
  const engine = present();
  const limit = allocationLimit(values);
  const settings = settingsOf(values);
  const { note } = tokensOf(values.ctx, "ctx");
  const description = await chosen(values);
  const model = shownModel(description, values.gguf);
  refuseImpossible(model, settings);
  if (limit !== undefined && tooHeavy(model))
    throw new Refusal("its weights take too much memory for a real allocation", "allocate");
  const [run] = await model.withPath((path) =>
    runs(engine, path, model.architecture, [settings], limit),
  );
  const parameters = values.parameters ? await parameterCounts(engine, description) : undefined;
  const lines = [
    `llama.cpp ${engine.version}, asked about ${model.label}: ${modes[run!.mode]}`,
    ...(note === undefined ? [] : [`(${note})`]),
    ...runLines(run!).map((line) => `  ${line}`),
    ...(parameters
      ? [
          `parameters: ${grouped(parameters.counted)} by llama.cpp, ${grouped(parameters.computed!)} by the config`,
        ]
      : []),
    ...(limit === undefined ? [] : [`allowed to take ${printBytes(limit, "MiB")}`]),
    "the log says:",
    ...run!.reading.lines.map((line) => `  ${line}`),
  ];
  return {
    json: {
      model: model.label,
      ...(note === undefined ? {} : { note }),
      engine: { name: "llama.cpp", version: engine.version, from: engine.from },
      ...runAsJson(run!),
      ...(limit === undefined ? {} : { limit }),
      ...(parameters ? { parameters } : {}),
    },
    text: lines.join("\n"),
  };
}

async function run(args: string[]): Promise<Answer> {
  const values = optionsOf(args, options);
  try {
    if (!values.matrix) {
      if (values.write) throw new UsageError("--write goes with --matrix");
      return await one(values);
    }
    return await matrix(present(), {
      model: values.model,
      limit: allocationLimit(values),
      write: values.write,
    });
  } catch (error) {
    if (error instanceof NoTestimony) throw new Refusal(error.message, "engine");
    throw error;
  }
}

/** `bpt witness`: what llama.cpp itself says, beside what is computed. */
export const command: Command = {
  summary: "what llama.cpp itself says it takes, beside what is computed",
  usage:
    "witness (--model ID | --config FILE | --gguf FILE) --ctx N[k|ki|m] [--type-k T] [--type-v T] [--parallel N] [--ubatch N] [--swa-full] [--kv-heads N] [--allocate [--limit BYTES]] [--parameters] [--json], or witness --matrix [--model ID] [--allocate] [--write]",
  run,
};
