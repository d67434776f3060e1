import { decimals } from "../../quantity/print.ts";
import { multiply, type Ratio, ratio } from "../../quantity/ratio.ts";
import { type LogFigure, logBytes, logCount } from "../reservation.ts";
import { least } from "../whole.ts";
import type { Layout } from "./groups.ts";
import { blocksPerRequest } from "./request.ts";
import type { Serving } from "./settings.ts";

const floor = ({ n, d }: Ratio): bigint => n / d;

/**
 * What vLLM's log says of the pool. "GPU KV cache size" is blocks times their tokens for uniform
 * models. For hybrid ones it is no cost per token: builds of 2025 divide the blocks by the number
 * of groups, later ones multiply the requests that fit by their length.
 */
export function log(
  { kinds, groups, blockBytes }: Layout,
  blocks: bigint,
  ctx: bigint,
  concurrency: Ratio,
  serving: Serving,
): LogFigure[] {
  const tokens = kinds.map(({ blockTokens }) => blockTokens).filter((count) => count > 0n);
  const smallest = tokens.length === 0 ? ctx : tokens.reduce(least);
  const perGroup = (blocks / groups) * smallest * serving.dcp;
  const byConcurrency = floor(multiply(concurrency, ratio(ctx)));
  const request = blocksPerRequest({ kinds, groups, blockBytes }, ctx, serving);
  return [
    logBytes("KV cache memory", blocks * blockBytes, "GiB", 2),
    logCount("blocks", blocks, "blocks"),
    logCount("block size", smallest, "tokens"),
    logCount("GPU KV cache size", groups === 1n ? perGroup : byConcurrency, "tokens"),
    ...(groups === 1n ? [] : [logCount("GPU KV cache size, builds of 2025", perGroup, "tokens")]),
    { label: "maximum concurrency", value: concurrency, text: `${decimals(concurrency, 2)}x` },
    logBytes("KV cache needed", request * blockBytes, "GiB", 2),
  ];
}
