import type { OwnSettings } from "../../lib/engines/engines.ts";
import type { SetUp, Subject } from "../../lib/plan/set-up.ts";
import { bytesPer } from "../../lib/quantity/bytes.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import type { Input } from "../state/input.ts";
import {
  batched,
  count,
  engine,
  gpu,
  keyType,
  other,
  page,
  pipelineParallel,
  prediction,
  prefix,
  requests,
  share,
  stateMode,
  tensorParallel,
  tokens,
  ubatch,
  unified,
  valueType,
  weightType,
  wholeWindows,
} from "./state.ts";

/** Bytes of each GPU of the catalogue, as its driver reports them. */
export type Memories = Readonly<Record<string, bigint>>;

/** Gives the value of an input: the one now set, or that of another set-up. */
export type Read = <Value>(input: Input<Value>) => Value;

/** The inputs as they are set. Reads signals. */
export const now: Read = ({ value }) => value.value;

function ownSettings(read: Read): OwnSettings {
  const pages = read(page);
  const size = pages === "own" ? undefined : Number(pages);
  return {
    "llama.cpp": {
      ...(read(ubatch) !== ubatch.initial && { ubatch: read(ubatch) }),
      ...(read(unified) === "on" && { unified: true }),
      ...(read(wholeWindows) === "full" && { swaFull: true }),
    },
    vllm: {
      ...(read(batched) !== batched.initial && { batchedTokens: read(batched) }),
      stateMode: read(stateMode),
      ...(size && { blockSize: size }),
    },
    sglang: size ? { pageSize: size } : {},
    "tensorrt-llm": size ? { tokensPerBlock: size } : {},
  };
}

/** The set-up that some inputs say, for a model. */
export function setUpOf(read: Read, subject: Subject, memories: Memories): SetUp {
  const id = read(gpu);
  return {
    subject,
    tokens: BigInt(read(tokens)),
    requests: BigInt(read(requests)),
    sharedPrefix: BigInt(read(prefix)),
    keyType: read(keyType),
    valueType: read(valueType),
    weightType: read(weightType),
    mtp: read(prediction) === "served",
    engine: read(engine),
    settings: ownSettings(read),
    gpu: { id, name: gpu.labels[id]!, bytes: memories[id]! },
    count: read(count),
    tensorParallel: read(tensorParallel),
    pipelineParallel: read(pipelineParallel),
    share: ratio(read(share), 100),
    other: BigInt(read(other)) * bytesPer.MiB,
  };
}
