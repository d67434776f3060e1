import {
  type Architecture,
  type ArchitectureReading,
  fromConfig,
  type SyntheticGguf,
  syntheticGguf,
  type Weights,
} from "../../src/lib/index.ts";
import { Refusal, UsageError } from "../command.ts";
import { architectureOf, type Described } from "../model.ts";
import { withFile } from "./ask.ts";

/** A model that llama.cpp can be shown. */
export interface ShownModel {
  readonly label: string;
  readonly architecture: Architecture;
  /** Bytes of weights that a context of its own would be loaded with; none where that is not known. */
  readonly weights?: bigint;
  /** Lends the path of a file that llama.cpp loads as this model. */
  readonly withPath: <T>(use: (path: string) => Promise<T>) => Promise<T>;
}

/** Weights are read into memory for a real allocation, so these have to be few. */
export const tooHeavy = ({ weights = 0n }: ShownModel): boolean => weights > 512n << 20n;

/** The config with another number of KV heads. */
export function withKvHeads(config: unknown, heads: number): unknown {
  const field = "num_key_value_heads";
  if (typeof config !== "object" || config === null || !Object.hasOwn(config, field))
    throw new UsageError(`--kv-heads changes ${field}, which the config does not have`);
  return { ...config, [field]: heads };
}

/** The GGUF written for a config. Throws a `Refusal` where none is. */
export function written(config: unknown, name: string, weights: Weights = "shrunk"): SyntheticGguf {
  const file = syntheticGguf(config, { name, weights });
  if (file.kind === "refused") throw new Refusal(file.reason, file.field);
  return file;
}

function understood(reading: ArchitectureReading): Architecture {
  if (reading.kind === "refused") throw new Refusal(reading.reason, reading.field);
  return reading.architecture;
}

/** A config's model, written for llama.cpp. */
export function fromItsConfig(label: string, config: unknown): ShownModel {
  const file = written(config, label);
  const architecture = understood(fromConfig(config));
  return { label, architecture, weights: file.zeros, withPath: (use) => withFile(file, use) };
}

/** The model a caller chose: a GGUF on this machine as it is, a config's as it is written. */
export function shownModel(description: Described, path: string | undefined): ShownModel {
  if (description.kind === "config") return fromItsConfig(description.label, description.config);
  if (path === undefined || /^https:/.test(path))
    throw new UsageError("llama.cpp reads a GGUF on this machine only");
  const architecture = architectureOf(description);
  return { label: description.label, architecture, withPath: (use) => use(path) };
}
