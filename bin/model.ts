import { accessSync, constants, readFileSync } from "node:fs";
import {
  type Architecture,
  type ArchitectureReading,
  fromConfig,
  fromGguf,
  type StoredTensor,
} from "../src/lib/index.ts";
import { findModel } from "./catalogue.ts";
import { Refusal, UsageError } from "./command.ts";

/** Where the caller says the model is described. */
export interface ModelChoice {
  readonly model?: string | undefined;
  readonly config?: string | undefined;
  readonly gguf?: string | undefined;
}

/** A model's description, read but not yet understood. */
export type Described =
  | {
      readonly kind: "config";
      readonly label: string;
      readonly config: unknown;
      /** Where the catalogue has it from. */
      readonly repository?: string;
    }
  | {
      readonly kind: "gguf";
      readonly label: string;
      readonly metadata: unknown;
      readonly tensors: readonly StoredTensor[];
    };

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function parsed(path: string): unknown {
  const text = fileText(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Refusal(`${path} is not JSON`, "config");
  }
}

async function ggufHeader(path: string): Promise<Described> {
  const { GGMLQuantizationType, gguf } = await import("@huggingface/gguf");
  if (!/^https:/.test(path)) readable(path);
  try {
    const { metadata, tensorInfos } = await gguf(path, { allowLocalFile: true });
    const tensors = tensorInfos.map(({ name, dtype, shape }) => ({
      name,
      type: GGMLQuantizationType[dtype] ?? String(dtype),
      shape,
    }));
    return { kind: "gguf", label: path, metadata, tensors };
  } catch (error) {
    throw new Refusal(
      `${path} is not a GGUF that can be read: ${(error as Error).message}`,
      "gguf",
    );
  }
}

function readable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** The description the caller chose. Exactly one of the three has to be given. */
export async function described({ model, config, gguf }: ModelChoice): Promise<Described> {
  if ([model, config, gguf].filter((choice) => choice !== undefined).length !== 1)
    throw new UsageError("say one of --model ID, --config FILE and --gguf FILE");
  if (gguf !== undefined) return ggufHeader(gguf);
  if (config !== undefined) return { kind: "config", label: config, config: parsed(config) };
  const found = findModel(model!);
  if (!found) throw new UsageError(`no model ${JSON.stringify(model)}; bpt models lists them`);
  const { name: label, repository } = found;
  return { kind: "config", label, config: found.config, ...(repository && { repository }) };
}

const readingOf = (description: Described): ArchitectureReading =>
  description.kind === "config" ? fromConfig(description.config) : fromGguf(description.metadata);

/** The architecture the description gives. Throws a `Refusal` where it is not understood. */
export function architectureOf(description: Described): Architecture {
  const reading = readingOf(description);
  if (reading.kind === "refused") throw new Refusal(reading.reason, reading.field);
  return reading.architecture;
}
