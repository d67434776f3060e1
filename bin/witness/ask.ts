import { spawn } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usual } from "../../src/lib/engines/llama-cpp/settings.ts";
import {
  bytesPer,
  type LogReading,
  readLog,
  type SyntheticGguf,
  type WitnessSettings,
} from "../../src/lib/index.ts";
import type { InstalledEngine } from "./installed.ts";
import type { ContextParameters, Reply, Request } from "./llama-cpp.ts";

/**
 * How llama.cpp came by a figure: it allocated the memory and filled it, or planned to in a dry run, or
 * there was no context: it was refused the memory, naming the bytes, or refused the settings itself.
 */
export type Mode = "allocated" | "planned" | "refused";

export interface Testimony {
  readonly mode: Mode;
  readonly reading: LogReading;
  /** Bytes by which the process's own memory grew; only where it allocated. */
  readonly grew?: bigint;
}

export interface Asked {
  /** Parameters as llama.cpp counts them. */
  readonly parameters: bigint;
  readonly testimonies: readonly Testimony[];
}

/** llama.cpp did not load a file, or ended before it had answered. */
export class NoTestimony extends Error {}

/** ggml's names of the cache formats that llama.cpp takes. */
export const cacheTypes = {
  fp32: "F32",
  fp16: "F16",
  q8_0: "Q8_0",
  q5_1: "Q5_1",
  q5_0: "Q5_0",
  q4_1: "Q4_1",
  q4_0: "Q4_0",
  iq4_nl: "IQ4_NL",
} as const;

export const isCacheType = (type: string): type is keyof typeof cacheTypes =>
  Object.hasOwn(cacheTypes, type);

function parameters(settings: WitnessSettings): ContextParameters {
  const keys = settings.keyType ?? "fp16";
  const values = settings.valueType ?? keys;
  if (!isCacheType(keys) || !isCacheType(values))
    throw new RangeError(`llama.cpp keeps no cache in ${isCacheType(keys) ? values : keys}`);
  return {
    contextSize: Number(settings.ctx),
    // llama.cpp takes no more at once than its batch.
    batchSize: Math.min(settings.ubatch ?? usual.ubatch, usual.batch),
    sequences: settings.parallel ?? 1,
    swaFullCache: settings.swaFull ?? false,
    keyType: cacheTypes[keys],
    valueType: cacheTypes[values],
  };
}

function testimony(reply: Extract<Reply, { kind: "context" }>, allocate: boolean): Testimony {
  const reading = readLog(reply.log);
  if (reply.made)
    return allocate
      ? { mode: "allocated", reading, grew: BigInt(reply.grew) }
      : { mode: "planned", reading };
  if (reading.errors.length === 0)
    throw new NoTestimony("llama.cpp made no context and said nothing");
  return { mode: "refused", reading };
}

/** What a dry run may take: plans of large graphs reserve gigabytes and use little of them. */
const dryAllowance = 8n << 30n;

/**
 * Starts llama.cpp in a process that the system gives no more than so many bytes: an allocation above
 * that is refused there, and cannot take the machine along.
 */
function start(allowance: bigint) {
  const kibibytes = allowance / bytesPer.KiB;
  const program = new URL("llama-cpp.ts", import.meta.url).pathname;
  const limited = `ulimit -c 0 && ulimit -d ${kibibytes} && exec "$0" "$1"`;
  return spawn("sh", ["-c", limited, process.execPath, program], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Buffers come from the system and go back to it, so that one context does not find another's.
    env: { ...process.env, MALLOC_MMAP_THRESHOLD_: "131072" },
  });
}

function repliesTo(request: Request, allowance: bigint): Promise<Reply[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Reply[]>();
  const child = start(allowance);
  const replies: Reply[] = [];
  let complaint = "";
  child.stderr!.on("data", (data) => {
    complaint += data;
  });
  child.on("message", (reply) => replies.push(reply as Reply));
  child.on("error", reject);
  child.on("close", (code, signal) => {
    if (code === 0) return resolve(replies);
    const last = complaint.trim().split("\n").at(-1) ?? "";
    reject(new NoTestimony(`llama.cpp ended with ${signal ?? `status ${code}`}: ${last}`));
  });
  child.send(request, () => {}); // a process that is gone already says so by closing
  return promise;
}

/**
 * Asks llama.cpp to load a file and make contexts, one after the other: in dry runs, or with an
 * allowance for the whole process, for real. Throws `NoTestimony`.
 */
export async function askAbout(
  engine: InstalledEngine,
  path: string,
  questions: readonly WitnessSettings[],
  allowance?: bigint,
): Promise<Asked> {
  const allocate = allowance !== undefined;
  const contexts = questions.map(parameters);
  const replies = await repliesTo({ engine, path, allocate, contexts }, allowance ?? dryAllowance);
  const model = replies.find((reply) => reply.kind === "model");
  if (!model?.loaded)
    throw new NoTestimony(
      readLog(model?.log ?? "").errors[0] ?? "llama.cpp did not load the model",
    );
  return {
    parameters: BigInt(model.parameters),
    testimonies: replies
      .filter((reply) => reply.kind === "context")
      .map((reply) => testimony(reply, allocate)),
  };
}

/** Writes a synthetic model to a file that takes no room for its zeros, for as long as it is used. */
export async function withFile<T>(
  { header, zeros }: SyntheticGguf,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "witness-"));
  try {
    const path = join(folder, "synthetic.gguf");
    const file = openSync(path, "w");
    writeSync(file, header);
    ftruncateSync(file, header.length + Number(zeros));
    closeSync(file);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
