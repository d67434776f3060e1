import { getCollection, getEntry } from "astro:content";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserveVllm } from "../../lib/engines/vllm/reserve.ts";
import type { Values } from "../../lib/formula/evaluate.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import {
  fitTerms,
  inPages,
  requestBytes,
  requestsThatFit,
  roomForCache,
} from "../../lib/memory/fits.ts";
import { onOneGpu } from "../../lib/memory/parallel.ts";
import { weightBytes } from "../../lib/memory/weights.ts";
import { bytesPer } from "../../lib/quantity/bytes.ts";
import { add, ceil, compare, multiply, type Ratio, ratio } from "../../lib/quantity/ratio.ts";
import { fitOf, printedBytes, whole } from "./amounts.ts";
import { gpusFor, guideBytes } from "./guide.ts";
import { known } from "./known.ts";
import { accountOf } from "./logs.ts";
import { page, requests, share, tokens } from "./state.ts";

/** The figures of the article's sentences, with the inputs as the page starts. */
const reportedBy = known.gpus;
export const reported = (gpu: string): bigint => printedBytes(reportedBy[gpu]!);

export const fit = fitOf(known);
export const asked = { requests: requests.initial, tokens: tokens.initial };

export const summaryValues: Values = {
  [fitTerms.weights.id]: fit.device.weights,
  [fitTerms.other.id]: fit.device.other,
  [fitTerms.requests.id]: BigInt(asked.requests),
  [fitTerms.perRequest.id]: fit.perRequest,
};

const pageTokens = BigInt(page.initial);

/** The part of what is held that stands empty, in per cent, for a request of some tokens. */
export function emptyPercent(count: bigint, held = inPages(count, pageTokens)): Ratio {
  return ratio((held - count) * 100n, held);
}

/** Empty places on average, where every length of the last page is as likely. */
export const averageEmpty: Ratio = ratio(pageTokens - 1n, 2n);

/** Bytes of one page on one GPU. */
export const pageBytes = (model: keyof typeof known.models): bigint =>
  cacheBytes(whole(known.models[model]), { tokens: pageTokens });

/** A cache of one request on each of several GPUs. */
export const onEach = (model: keyof typeof known.models, gpuCount: number, count: bigint): bigint =>
  cacheBytes(onOneGpu(whole(known.models[model]), gpuCount), { tokens: count });

/** Tokens from which that is less than 4 % of what is held: empty / (tokens + empty) = 4 / 100. */
export const under: bigint = ceil(multiply(averageEmpty, ratio(96n, 4n)));

/** GPUs as the page starts with them, serving Llama 3.1 70B with its weights in FP8. */
function largeModel() {
  const model = known.models["llama-3.1-70b"];
  const length = BigInt(tokens.initial);
  const on = (gpuCount: number) => {
    const weights = ceil(ratio(weightBytes(BigInt(model.parameters!), "fp8"), gpuCount));
    const room = roomForCache({ ...fit.device, weights });
    const architecture = onOneGpu(whole(model), gpuCount);
    return {
      room,
      perRequest: requestBytes(architecture, length, fit.settings),
      most: requestsThatFit(architecture, room, length, fit.settings)!,
    };
  };
  return { ...on(1), onTwo: on(2).most };
}
export const checkFits = largeModel();

/** Times the cache that GPUs together keep of what one would. */
export const copies = (model: keyof typeof known.models, gpuCount: number): Ratio =>
  ratio(BigInt(gpuCount) * onEach(model, gpuCount, pageTokens), onEach(model, 1, pageTokens));

/** What the logs leave to neither weights nor cache, least and most, in GiB. */
const remainders = (await getCollection("logs"))
  .map((log) => {
    const { activations, outsideTorch } = accountOf(log);
    return add(activations, outsideTorch);
  })
  .sort(compare);
export const remainder = { least: remainders[0]!, most: remainders.at(-1)! };

/** GPUs the guide's sum would come to with the share in use, by the heads counted. */
export const guideGpus = (kvHeads: number): bigint => {
  const { weights, cache } = guideBytes(known.models["llama-3.1-405b"], kvHeads);
  return gpusFor(weights + cache, (reported("h100-80gb") * BigInt(share.initial)) / 100n);
};

/** What vLLM prints of a pool for a model with windows, and what so many tokens would keep at once. */
async function windowedPool(id: string) {
  const available = 20n * bytesPer.GiB;
  const ctx = 131_072n;
  const entry = await getEntry("models", id);
  const reading = fromConfig(entry!.data.config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  const pool = reserveVllm(reading.architecture, { available, ctx });
  const line = pool.log.find(({ label }) => label === "GPU KV cache size")!;
  const printed = line.value.n / line.value.d;
  return { available, ctx, printed, one: cacheBytes(reading.architecture, { tokens: printed }) };
}
export const windowed = await windowedPool("gemma-3-27b");
