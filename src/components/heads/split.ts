import { config } from "../../content/models/deepseek-v3.json";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserveVllm } from "../../lib/engines/vllm/reserve.ts";

/** The tokens of one request that the split is shown for. */
export const splitTokens = 16_384;

/** What vLLM’s rules give DeepSeek V3’s cache on one GPU alone, and on each and all of several. */
export function splitOver(gpus: number): { alone: bigint; each: bigint; all: bigint } {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  const held = (tp: number) => reserveVllm(reading.architecture, { ctx: splitTokens, tp });
  const { bytesPerDevice: each, bytes: all } = held(gpus);
  return { alone: held(1).bytes, each, all };
}
