import {
  config as deepseekConfig,
  stated_parameters as deepseekStated,
} from "../../content/models/deepseek-v3.json";
import {
  config as gptOssConfig,
  stated_parameters as gptOssStated,
} from "../../content/models/gpt-oss-120b.json";
import {
  config as mixtralConfig,
  stated_parameters as mixtralStated,
} from "../../content/models/mixtral-8x7b.json";
import {
  type ParameterCount,
  parametersFromConfig,
  parametersPerToken,
} from "../../lib/memory/parameters/count.ts";
import { weightBytes } from "../../lib/memory/weights.ts";
import { mixture } from "./state.ts";

/** A mixture of experts, counted. */
export interface Mixture {
  readonly name: string;
  readonly stated: typeof gptOssStated;
  readonly total: bigint;
  /** Parameters that work on one token, the embedding table counted whole. */
  readonly active: bigint;
  readonly embedding: bigint;
  /** Numbers in the experts a token can be sent to, and in everything else. */
  readonly routed: bigint;
  readonly others: bigint;
  readonly experts: number;
  readonly chosen: number;
  readonly routedLayers: number;
}

const files = {
  "mixtral-8x7b": { config: mixtralConfig, stated: mixtralStated },
  "gpt-oss-120b": { config: gptOssConfig, stated: gptOssStated },
  "deepseek-v3": { config: deepseekConfig, stated: deepseekStated },
} as const;

const sum = (tensors: ParameterCount["tensors"]): bigint =>
  tensors.reduce((total, { numbers }) => total + numbers, 0n);

/** A mixture of the catalogue, counted from its config. Throws where its config does not say enough. */
export function mixtureOf(id: keyof typeof files): Mixture {
  const { config, stated } = files[id];
  const count = parametersFromConfig(config);
  if (count.kind === "refused") throw new Error(`${id}: ${count.reason}`);
  const active = parametersPerToken(count);
  const sent = count.tensors.filter(({ routed }) => routed !== undefined);
  const router = count.tensors.find(({ name }) => name === "router");
  const routed = sent[0]?.routed;
  if (active === undefined || !router || routed?.chosen === undefined)
    throw new Error(`${id} is no mixture of experts whose routing is known`);
  return {
    name: mixture.labels[id],
    stated,
    total: count.total,
    active,
    embedding: sum(count.tensors.filter(({ part }) => part === "embeddings")),
    routed: sum(sent),
    others: count.total - sum(sent),
    experts: routed.experts,
    chosen: routed.chosen,
    routedLayers: router.copies,
  };
}

/** Bytes of gpt-oss as it is published: the experts' matrices in MXFP4, all else in 16-bit. */
export function gptOssBytes(): bigint {
  const count = parametersFromConfig(gptOssConfig);
  if (count.kind === "refused") throw new Error(count.reason);
  const matrices = sum(
    count.tensors.filter(({ routed, shape }) => routed !== undefined && shape.length > 1),
  );
  return weightBytes(matrices, "mxfp4") + weightBytes(count.total - matrices, "fp16");
}
