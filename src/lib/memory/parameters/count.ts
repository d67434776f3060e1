import type { Trace } from "../../architecture/architecture.ts";
import { isMistralParams } from "../../architecture/config/params.ts";
import { hiddenSize, layerCount } from "../../architecture/config/shape.ts";
import { languageModel } from "../../architecture/from-config.ts";
import { Fields, isRecord } from "../../architecture/reading/fields.ts";
import { orRefused, type Refused, refuse } from "../../architecture/reading/refusal.ts";
import { attentionTensors } from "./attention.ts";
import { type Build, builds } from "./families.ts";
import { forwardTensors } from "./feed-forward.ts";
import { matrix, numbersAtWork, numbersIn, type Tensors } from "./tensor.ts";

/** A model's parameters, tensor by tensor, with the fields their sizes came from. */
export interface ParameterCount {
  readonly kind: "parameters";
  readonly total: bigint;
  readonly tensors: readonly (Tensors & { readonly numbers: bigint })[];
  readonly trace: Readonly<Record<string, Trace>>;
}

const usualWidths: Readonly<Record<string, number>> = {
  gemma: 256,
  gemma2: 256,
  gemma3: 256,
  qwen3: 128,
  qwen3_moe: 128,
  gpt_oss: 64,
  glm4_moe: 128,
};

const vocabularyOf = (fields: Fields, { vocabulary }: Build): number =>
  vocabulary !== undefined && !fields.has("vocab_size")
    ? fields.ruled(
        "vocabulary",
        "vocab_size",
        vocabulary,
        "what transformers’ Gemma3TextConfig fills in",
      )
    : fields.whole("vocabulary", ["vocab_size"]);

function embeddings(fields: Fields, build: Build): Tensors[] {
  const vocabulary = vocabularyOf(fields, build);
  const hidden = hiddenSize(fields);
  const tied = fields.flag("tie_word_embeddings") ?? fields.flag("tied_embeddings") ?? build.tied;
  const positions =
    build.positions === undefined
      ? 0
      : build.positions + fields.whole("positions", ["n_positions", "max_position_embeddings"]);
  return [
    ...matrix("embeddings", "tokens", [vocabulary, hidden], 1),
    ...(positions > 0 ? matrix("embeddings", "positions", [positions, hidden], 1) : []),
    ...(tied ? [] : matrix("output", "output", [vocabulary, hidden], 1, build.headBias)),
  ];
}

function norms(hidden: number, build: Build, layers: number): Tensors[] {
  const copies = layers * build.normsPerLayer + 1;
  const gain: Tensors = { part: "norms", name: "gains", shape: [hidden], copies };
  return build.norm === "gain" ? [gain] : [gain, { ...gain, name: "norm biases" }];
}

/** Widths that OPT and its kin put between embedding and layers; only the plain case is counted. */
function refuseOddities(fields: Fields): void {
  const uncounted = (name: string, how: string) =>
    fields.refuse(name, `${fields.path(name)} ${how}, and that build is not counted`);
  const projected = fields.optional("projection", ["word_embed_proj_dim"]);
  if (projected !== undefined && projected !== hiddenSize(fields))
    uncounted("word_embed_proj_dim", "differs from hidden_size");
  for (const name of ["do_layer_norm_before", "use_bias"])
    if (fields.flag(name) === false) uncounted(name, "is false");
  const normed = ["use_qk_norm", "qk_layernorm"].find((name) => fields.flag(name) === true);
  if (normed !== undefined && !fields.has("moe_intermediate_size")) uncounted(normed, "is true");
}

/** The family whose tensors are known; a params.json without a model_type is Mistral's, if it is dense. */
function familyOf({ fields, type, names }: ReturnType<typeof languageModel>): string {
  const name = type ?? names[0];
  if (name === undefined) {
    const dense = isMistralParams(fields) && !fields.has("kv_lora_rank") && !fields.has("moe");
    return dense ? "mistral" : refuse("model_type", "no model_type says which tensors there are");
  }
  const family = name.replace(/_text$/, "");
  if (Object.hasOwn(builds, family)) return family;
  return refuse("model_type", `the tensors of ${name.slice(0, 60)} are not known`);
}

/**
 * Counts the parameters of a config's decoder, exactly: dense or mixture of experts, biases, norms
 * and tied embeddings as the family has them; towers for images and layers of multi-token
 * prediction are not part of it. Families that are not known tensor by tensor are refused.
 */
export function parametersFromConfig(config: unknown): ParameterCount | Refused {
  return orRefused(() => {
    if (!isRecord(config)) return refuse("config", "a config is a JSON object");
    const found = languageModel(new Fields(config));
    const { fields } = found;
    const type = familyOf(found);
    const build = builds[type]!;
    refuseOddities(fields);
    const layers = layerCount(fields);
    const width = usualWidths[type];
    const usual = width === undefined ? undefined : { value: width, rule: "the family's default" };
    const tensors = [
      ...embeddings(fields, build),
      ...attentionTensors(fields, build, layers, usual),
      ...forwardTensors(fields, build, layers),
      ...norms(hiddenSize(fields), build, layers),
    ].map((tensor) => ({ ...tensor, numbers: numbersIn(tensor) }));
    const total = tensors.reduce((sum, { numbers }) => sum + numbers, 0n);
    return { kind: "parameters", total, tensors, trace: fields.trace } as const;
  });
}

/**
 * Parameters that work on one token: all but those of the experts it is not sent to. The embedding
 * table is counted whole, though one row of it is read; some publishers leave it out. Undefined where
 * the config does not say how many experts a token is sent to.
 */
export function parametersPerToken({ tensors }: ParameterCount): bigint | undefined {
  return tensors.reduce<bigint | undefined>((sum, tensor) => {
    const numbers = numbersAtWork(tensor);
    return sum === undefined || numbers === undefined ? undefined : sum + numbers;
  }, 0n);
}
