import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { isMistralParams } from "../architecture/config/params.ts";
import { writtenQueryHeads } from "../architecture/config/shape.ts";
import { fromConfig, languageModel } from "../architecture/from-config.ts";
import { fromGguf } from "../architecture/from-gguf.ts";
import { Fields } from "../architecture/reading/fields.ts";
import { orRefused, type Refused, refuse } from "../architecture/reading/refusal.ts";
import { parametersFromConfig } from "../memory/parameters/count.ts";
import { familyFor } from "./families/families.ts";
import {
  attentionOf,
  type Family,
  firstOf,
  type Kernel,
  type Model,
  type Sizes,
  whole,
} from "./families/family.ts";
import { ggufHeader, type Metadata, parametersIn, type Tensor } from "./header.ts";
import { countedVocabulary, littleSize, littleVocabulary } from "./vocabulary.ts";

/** Whether a model's weights have their own widths, or the least that llama.cpp takes. */
export type Weights = "shrunk" | "true";

/** A GGUF file without its weights. */
export interface SyntheticGguf {
  readonly kind: "gguf";
  /** llama.cpp's name of the architecture, `general.architecture`. */
  readonly engineName: string;
  /** The bytes of the file up to the tensors. */
  readonly header: Uint8Array;
  /** How many bytes of zeros follow: the tensors. */
  readonly zeros: bigint;
  /** Numbers in all tensors, as llama.cpp counts parameters. */
  readonly parameters: bigint;
}

export interface Options {
  readonly weights?: Weights;
  /** `general.name`, which llama.cpp prints. */
  readonly name?: string;
}

const least = 32; // what a block of q4_0 holds
const shrunk: Sizes & { readonly total?: bigint } = {
  hidden: least,
  forward: least,
  vocabulary: littleSize,
  tied: false,
};

/** Any context that is asked for is within what the file says the model was trained for. */
const trainedContext = 2 ** 20;

/** The widths of a model's weights, where its parameters can be counted. */
function trueSizes(config: unknown): Sizes & { readonly total: bigint } {
  const count = parametersFromConfig(config);
  if (count.kind === "refused") return refuse(count.field, count.reason);
  const find = (part: string, ...names: string[]) =>
    count.tensors.find((tensor) => tensor.part === part && names.includes(tensor.name));
  if (find("experts", "router"))
    return refuse("model_type", "the experts of a mixture are written shrunk only");
  const embedding = find("embeddings", "tokens")!;
  return {
    vocabulary: embedding.shape[0]!,
    hidden: embedding.shape[1]!,
    forward: find("feed-forward", "up")!.shape[0]!,
    tied: find("output", "output") === undefined,
    total: count.total,
  };
}

/** What each layer keeps, first layer first. */
function layerByLayer({ layers, order }: Architecture): Model["layers"] {
  const kept = layers.map(({ count: _, ...rest }) => rest as Model["layers"][number][number]);
  return order!.map((places) => places.map((place) => kept[place]!));
}

/** Query heads that any number of KV heads goes into: they decide no cache. */
const mostKvHeads = ({ layers }: Kernel): number =>
  Math.max(1, ...layers.map((kept) => attentionOf(kept)?.kvHeads ?? 0));

function tracedIn({ trace }: Architecture): Model["traced"] {
  return (what) => {
    const value = trace[what]?.value;
    return typeof value === "number" ? value : refuse(what, `${what} was not read as a number`);
  };
}

function keysOf(family: Family, model: Model, name: string): Metadata {
  const own: Metadata = {
    block_count: whole(model.layers.length),
    context_length: whole(trainedContext),
    embedding_length: whole(model.sizes.hidden),
    feed_forward_length: whole(model.sizes.forward),
    "attention.layer_norm_rms_epsilon": { type: "f32", value: 1e-5 },
    ...family.keys(model),
  };
  return {
    "general.architecture": { type: "text", value: family.architecture },
    "general.name": { type: "text", value: name },
    ...Object.fromEntries(
      Object.entries(own).map(([key, value]) => [`${family.architecture}.${key}`, value]),
    ),
  };
}

function tensorsOf(family: Family, model: Model): Tensor[] {
  const { hidden, vocabulary, tied } = model.sizes;
  return [
    { name: "token_embd.weight", shape: [hidden, vocabulary] },
    ...(family.around?.(model) ?? [{ name: "output_norm.weight", shape: [hidden] }]),
    ...(tied || family.tied ? [] : [{ name: "output.weight", shape: [hidden, vocabulary] }]),
    ...model.layers.flatMap((kept, place) =>
      family
        .tensors(model, kept)
        .map((tensor) => ({ ...tensor, name: `blk.${place}.${tensor.name}` })),
    ),
  ];
}

/** What decides the bytes of a group; how a model's publisher stores states does not. */
function decisive(group: LayerGroup): unknown[] {
  const { kind, count } = group;
  switch (group.kind) {
    case "attention":
      return [
        kind,
        count,
        group.kvHeads,
        group.keyDim,
        group.valueDim,
        group.window,
        group.chunked,
      ];
    case "latent":
      return [kind, count, group.rank, group.ropeDim, group.window];
    case "indexer":
      return [kind, count, group.keyDim, group.ratio];
    case "compressed":
      return [kind, count, group.width, group.ratio];
    case "state":
      return [kind, count, group.name, group.convElements, group.stateElements];
    case "shared":
      return [kind, count];
  }
}

const fingerprint = ({ layers }: Architecture): string =>
  layers
    .map((group) => JSON.stringify(decisive(group)))
    .sort()
    .join();

/** The same groups without their windows; a group that had none stays apart from one that had. */
const unlimited = ({ layers, ...rest }: Architecture): Architecture => ({
  ...rest,
  layers: layers.map((group) => ({ ...group, window: undefined })),
});

/** Refuses where the keys, read back, give another architecture than the one they were written for. */
function refuseLoss(architecture: Architecture, metadata: Metadata, family: Family): void {
  const wanted = family.withoutWindows ? unlimited(architecture) : architecture;
  const keys = Object.entries(metadata).map(([key, { value }]) => [key, value]);
  const read = fromGguf(Object.fromEntries(keys));
  if (read.kind === "refused") refuse(read.field, read.reason);
  else if (fingerprint(read.architecture) !== fingerprint(wanted))
    refuse("layers", `llama.cpp's ${family.architecture} cannot say what these layers keep`);
}

/** Refuses sizes that are not whole: those of a width which its parts do not share out evenly. */
function refuseFractions(metadata: Metadata, tensors: readonly Tensor[]): void {
  const sizes = [
    ...Object.entries(metadata).flatMap(([name, { type, value }]) =>
      type === "u32" ? [{ name, size: value }] : [],
    ),
    ...tensors.flatMap(({ name, shape }) => shape.map((size) => ({ name, size }))),
  ];
  const broken = sizes.find(({ size }) => !Number.isInteger(size));
  if (broken) refuse(broken.name, `${broken.name} would have a size of ${broken.size}`);
}

function familyIn({ fields, names }: ReturnType<typeof languageModel>): Family {
  const known = isMistralParams(fields) ? ["mistral"] : names;
  const family = known.map((name) => familyFor(name)).find((found) => found !== undefined);
  return (
    family ??
    refuse("model_type", `no header is written for ${names[0]?.slice(0, 60) ?? "no model_type"}`)
  );
}

function write(
  config: unknown,
  { weights = "shrunk", name = "synthetic" }: Options,
): SyntheticGguf {
  const reading = fromConfig(config);
  if (reading.kind === "refused") return refuse(reading.field, reading.reason);
  const { architecture } = reading;
  const found = languageModel(new Fields(config as Record<string, unknown>));
  const { fields } = found;
  const family = familyIn(found);
  const { total, ...sizes } = weights === "true" ? trueSizes(config) : shrunk;
  const kernel: Kernel = { layers: layerByLayer(architecture), traced: tracedIn(architecture) };
  const fixed = weights === "true" ? undefined : family.residual?.(kernel);
  const model: Model = {
    ...kernel,
    queryHeads: fixed
      ? fixed / firstOf(kernel, "attention").keyDim
      : (writtenQueryHeads(fields) ?? mostKvHeads(kernel)),
    sizes: fixed ? { ...sizes, hidden: fixed } : sizes,
  };
  const metadata = keysOf(family, model, name);
  refuseLoss(architecture, metadata, family);
  const tensors = tensorsOf(family, model);
  refuseFractions(metadata, tensors);
  const parameters = parametersIn(tensors);
  if (total !== undefined && total !== parameters)
    refuse(
      "model_type",
      `${family.architecture} has ${total} parameters, and ${parameters} would be written`,
    );
  const vocabulary =
    weights === "true"
      ? countedVocabulary(family.architecture, sizes.vocabulary)
      : littleVocabulary;
  return {
    kind: "gguf",
    engineName: family.architecture,
    ...ggufHeader({ ...metadata, ...vocabulary }, tensors),
    parameters,
  };
}

/**
 * Writes the header of a GGUF file that asks llama.cpp how much it keeps for a model: the true
 * numbers for everything that decides the cache, weights of zeros. The file is `header` followed by
 * `zeros` bytes of zeros; on a disk they can be a hole, in a browser a blob.
 *
 *     const file = syntheticGguf(config);
 *     if (file.kind === "gguf") new Blob([file.header, new Uint8Array(Number(file.zeros))]);
 *
 * The config is a config.json or params.json, as `fromConfig` reads it. With `shrunk` weights the
 * widths that decide no cache are as small as llama.cpp takes them, and the vocabulary has a token
 * per byte; with `true` ones they are the model's own, so that llama.cpp's count of parameters is
 * the model's, and the vocabulary is only counted. What cannot be said in llama.cpp's keys, or is
 * not written yet, is refused with the field that says why. Keys: llama.cpp, src/llama-arch.cpp.
 */
export const syntheticGguf = (config: unknown, options: Options = {}): SyntheticGguf | Refused =>
  orRefused(() => write(config, options));
