import type { Architecture } from "../../lib/architecture/architecture.ts";
import {
  type Device,
  longestThatFits,
  type RequestSettings,
  requestBytes,
  requestsThatFit,
  roomForCache,
  usable,
} from "../../lib/memory/fits.ts";
import { onOneGpu } from "../../lib/memory/parallel.ts";
import { weightBytes } from "../../lib/memory/weights.ts";
import { bytesPer } from "../../lib/quantity/bytes.ts";
import { parseFigure } from "../../lib/quantity/figure.ts";
import { ceil, multiply, ratio, toInteger } from "../../lib/quantity/ratio.ts";
import {
  cacheType,
  gpu,
  type ModelId,
  model,
  other,
  page,
  requests,
  share,
  tokens,
  tp,
  weightType,
} from "./state.ts";

export interface KnownModel {
  readonly name: string;
  readonly architecture: Omit<Architecture, "trace">;
  readonly queryHeads: number;
  /** Parameters as counted from the config, where they can be. */
  readonly parameters?: string;
}

/** What the page knows of models and GPUs, also in the browser. */
export interface Known {
  readonly models: Readonly<Record<ModelId, KnownModel>>;
  /** What the driver reports of each GPU, as printed. */
  readonly gpus: Readonly<Record<string, string>>;
  /** What a cluster's guide divides by, as printed. */
  readonly guide: { readonly capacity: string };
}

/** The library takes an architecture with its trace; the page goes without. */
export const whole = ({ architecture }: KnownModel): Architecture => ({
  ...architecture,
  trace: {},
});

/** An amount of memory as somebody prints it, in bytes: 81559 MiB. */
export function printedBytes(printed: string): bigint {
  const figure = parseFigure(printed);
  if (!figure?.unit) throw new Error(`${printed} is no amount of memory`);
  return toInteger(multiply(figure.value, ratio(bytesPer[figure.unit])), printed);
}

/** What one GPU is asked to hold under the inputs, and what would fit. */
export interface Fit {
  readonly device: Device;
  readonly usable: bigint;
  readonly room: bigint;
  /** The model as this GPU keeps it. */
  readonly architecture: Architecture;
  readonly settings: RequestSettings;
  readonly perRequest: bigint;
  readonly cache: bigint;
  /** Negative where it does not fit. */
  readonly left: bigint;
  /** Undefined where any number or length fits. */
  readonly most: bigint | undefined;
  readonly longest: bigint | undefined;
  readonly longestAlone: bigint | undefined;
}

/** Reads signals. */
export function fitOf({ models, gpus }: Known): Fit {
  const chosen = models[model.value.value];
  const count = Number(tp.value.value);
  const device: Device = {
    bytes: printedBytes(gpus[gpu.value.value]!),
    share: ratio(share.value.value, 100),
    weights: ceil(ratio(weightBytes(BigInt(chosen.parameters!), weightType.value.value), count)),
    other: BigInt(other.value.value) * bytesPer.MiB,
  };
  const architecture = onOneGpu(whole(chosen), count);
  const settings: RequestSettings = {
    keyType: cacheType.value.value,
    page: BigInt(page.value.value),
  };
  const room = roomForCache(device);
  const many = BigInt(requests.value.value);
  const length = BigInt(tokens.value.value);
  const perRequest = requestBytes(architecture, length, settings);
  return {
    device,
    usable: usable(device),
    room,
    architecture,
    settings,
    perRequest,
    cache: many * perRequest,
    left: room - many * perRequest,
    most: requestsThatFit(architecture, room, length, settings),
    longest: longestThatFits(architecture, room, many, settings),
    longestAlone: longestThatFits(architecture, room, 1n, settings),
  };
}
