import { readdirSync, readFileSync } from "node:fs";
import type { Gpu } from "../src/lib/index.ts";
import { UsageError } from "./command.ts";
import { bytesOf } from "./options.ts";

const folder = new URL("../src/content/gpus/", import.meta.url);

/** Ids of the GPUs whose memory is known as their driver reports it. */
export const gpuIds = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length));

/** A GPU by its id, or of so much memory: `h100-80gb`, `24GiB`. */
export function gpuOf(text: string | undefined): Gpu {
  if (text === undefined) throw new UsageError("--gpu is missing: --gpu h100-80gb or 24GiB");
  const id = gpuIds().find((one) => one === text.toLowerCase());
  if (id !== undefined) {
    const { name, reported } = JSON.parse(readFileSync(new URL(`${id}.json`, folder), "utf8"));
    return { id, name, bytes: bytesOf("gpu", reported.printed) };
  }
  if (!/^\d/.test(text))
    throw new UsageError(`--gpu is an amount of memory or one of ${gpuIds().join(", ")}`);
  return { id: "own", name: text, bytes: bytesOf("gpu", text) };
}
