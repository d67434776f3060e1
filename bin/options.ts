import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import {
  bytesPer,
  type ElementTypeId,
  elementTypeNames,
  multiply,
  parseElementType,
  parseFigure,
  parseTokens,
  ratio,
} from "../src/lib/index.ts";
import { UsageError } from "./command.ts";

/** Options by name, strictly: an unknown one or a stray word is a usage error. */
export function optionsOf<T extends ParseArgsOptionsConfig>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split("\n")[0]);
  }
}

/** Options that say which model is meant. */
export const modelOptions = {
  model: { type: "string" },
  config: { type: "string" },
  gguf: { type: "string" },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** A token count and, where its k left the meaning open, how it was read. */
export function tokensOf(
  text: string | undefined,
  name = "tokens",
): { tokens: bigint; note?: string } {
  if (text === undefined)
    throw new UsageError(`--${name} is missing: --${name} 16384, 16k or 16ki`);
  const read = parseTokens(text);
  if (!read) throw new UsageError(`--${name} ${JSON.stringify(text)} is not a token count`);
  if (!read.ambiguous) return { tokens: read.tokens };
  const suffix = text.trim().slice(-1).toLowerCase();
  const base = suffix === "k" ? "1,000" : "1,000,000";
  const note = `${text.trim()} is read as ${read.tokens} tokens: ${suffix} is ${base}, ${suffix}i is a power of 1,024`;
  return { tokens: read.tokens, note };
}

/** A whole number of at least 1. */
export function countOf(name: string, text: string | undefined): bigint {
  if (text === undefined) return 1n;
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new UsageError(`--${name} ${JSON.stringify(text)} is not a count of 1 or more`);
  return BigInt(text);
}

/** Bytes, or a figure with a unit. */
export function bytesOf(name: string, text: string): bigint {
  const figure = parseFigure(text);
  if (!figure) throw new UsageError(`--${name} reads bytes, or a figure such as 21.89GiB`);
  const { n, d } = multiply(figure.value, ratio(bytesPer[figure.unit ?? "B"]));
  return n / d;
}

/** An element type by any of its names. */
export function typeOf(name: string, text: string | undefined): ElementTypeId | undefined {
  if (text === undefined) return undefined;
  const type = parseElementType(text);
  if (!type)
    throw new UsageError(
      `--${name} ${JSON.stringify(text)} is none of ${elementTypeNames().join(", ")}`,
    );
  return type;
}
