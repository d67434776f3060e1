import { headsPerGpu } from "../memory/parallel.ts";
import { type ParameterCount, parametersFromConfig } from "../memory/parameters/count.ts";
import { weightBytes } from "../memory/weights.ts";
import { add, ceil, divide, multiply, type Ratio, ratio } from "../quantity/ratio.ts";
import { isUnknown, type Known, type SetUp, type Subject } from "./set-up.ts";
import type { Stage } from "./stages.ts";

/** Bytes of all weights once, in the format asked for. */
export function weightsOf({
  subject,
  weightType,
}: Pick<SetUp, "subject" | "weightType">): Known<bigint> {
  if (weightType === "stored")
    return (
      subject.storedWeights ?? { unknown: "No file was read that says how its weights are stored." }
    );
  if (subject.parameters === undefined)
    return { unknown: subject.parametersUnknown ?? "The parameters of this model are not known." };
  return weightBytes(subject.parameters, weightType);
}

type Tensor = ParameterCount["tensors"][number];

/** The tensors behind a subject's parameters, where its config lists them all. */
export function tensorsOf({ config, parameters }: Subject): readonly Tensor[] | undefined {
  if (config === undefined) return undefined;
  const count = parametersFromConfig(config);
  return count.kind === "parameters" && count.total === parameters ? count.tensors : undefined;
}

/**
 * Tensors that every GPU of a stage holds whole. Source: vllm-project/vllm
 * vllm/model_executor/models, the ReplicatedLinear of deepseek_v2.py and of the experts' routers.
 */
const whole: ReadonlySet<string> = new Set([
  "router",
  "router correction",
  "router bias",
  "shared expert switch",
  "queries, down",
  "latent and rotary key",
]);

/** The part of a tensor that one of `gpus` GPUs holds; heads of keys and values are never cut. */
function partOnGpu({ part, name }: Tensor, kvHeads: number | undefined, gpus: number): Ratio {
  if (part === "norms" || whole.has(name)) return ratio(1);
  if (part === "attention" && /^(keys|values)( bias)?$/.test(name) && kvHeads !== undefined)
    return ratio(headsPerGpu(kvHeads, gpus), kvHeads);
  return ratio(1, gpus);
}

/** Where embedding and output are: at both ends, or twice where one matrix is both. */
function copiesAtEnds({ part }: Tensor, tied: boolean, place: number, stages: number): number {
  if (part === "output") return place === stages - 1 ? 1 : 0;
  return place === 0 || (tied && place === stages - 1) ? 1 : 0;
}

const atEnds = ({ part }: Tensor): boolean => part === "embeddings" || part === "output";

/**
 * The part of a model's weights that each GPU of each stage holds. Embedding and output are on the
 * first and the last stage; all else is dealt evenly over the layers, and so is everything where the
 * tensors are not known one by one.
 */
export function weightShares(
  subject: Subject,
  stages: readonly Stage[],
  tensorParallel: number,
): Ratio[] {
  const layers = stages.reduce((sum, stage) => sum + stage.layers, 0);
  const tensors = tensorsOf(subject);
  if (!tensors) return stages.map((stage) => ratio(stage.layers, layers * tensorParallel));
  const tied = !tensors.some(({ part }) => part === "output");
  const heads = new Set(
    subject.architecture.layers.flatMap((group) =>
      group.kind === "attention" ? [group.kvHeads] : [],
    ),
  );
  const kvHeads = heads.size === 1 ? [...heads][0] : undefined;
  return stages.map((stage, place) => {
    const numbers = tensors.map((tensor) => {
      const here = atEnds(tensor)
        ? ratio(copiesAtEnds(tensor, tied, place, stages.length))
        : ratio(stage.layers, layers);
      const onStage = multiply(ratio(tensor.numbers), here);
      return multiply(onStage, partOnGpu(tensor, kvHeads, tensorParallel));
    });
    return divide(numbers.reduce(add, ratio(0)), ratio(subject.parameters!));
  });
}

/** Bytes of a share of the weights, rounded up. */
export const shareOf = (weights: Known<bigint>, share: Ratio): Known<bigint> =>
  isUnknown(weights) ? weights : ceil(multiply(ratio(weights), share));
