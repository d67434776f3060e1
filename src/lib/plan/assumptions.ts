import type { AttentionLayers } from "../architecture/architecture.ts";
import { dealsEvenly } from "../memory/parallel.ts";
import { grouped } from "../quantity/print.ts";
import type { SetUp } from "./set-up.ts";
import type { Stage } from "./stages.ts";
import { tensorsOf } from "./weights.ts";

/** What a plan's figures rest on beyond its inputs, in sentences; none where nothing is assumed. */
export function assumptionsOf(setUp: SetUp, stages: readonly Stage[]): string[] {
  const { subject, tensorParallel: tp } = setUp;
  const { architecture } = subject;
  const uneven = architecture.layers.find(
    (group): group is AttentionLayers =>
      group.kind === "attention" && !dealsEvenly(group.kvHeads, tp),
  );
  const split = stages.length > 1 || tp > 1;
  const shares = setUp.sharedPrefix > 0n && setUp.requests > 1n;
  const says: readonly (readonly [boolean, string])[] = [
    [architecture.assumed !== undefined, `${architecture.assumed}.`],
    [
      uneven !== undefined,
      `${uneven?.kvHeads} KV heads do not come out even over ${grouped(tp)} GPUs; engines refuse that, and every GPU is counted as the fullest.`,
    ],
    [
      stages.length > 1,
      "Layers are dealt to stages as vLLM deals them: those left over go to the stages before the last.",
    ],
    [
      stages.length > 1 && architecture.order === undefined,
      "The order of the layers is not known; their groups are taken one after the other.",
    ],
    [
      split && tensorsOf(subject) === undefined,
      "The tensors are not known one by one; the weights are taken as dealt evenly over layers and GPUs.",
    ],
    [
      stages.length > 1 && tensorsOf(subject) !== undefined,
      "Embedding and output are on the first and the last stage, all other weights dealt evenly over the layers.",
    ],
    [
      split && setUp.weightType === "stored" && tensorsOf(subject) !== undefined,
      "Bytes as stored are split as the parameters are, as if all had one format.",
    ],
    [
      shares,
      "The shared prefix is kept once on each copy of the model, in layers that still keep it; states cannot be shared.",
    ],
    [
      shares,
      "Engines are asked for every request whole, as they find what is shared only while they run.",
    ],
  ];
  return says.filter(([holds]) => holds).map(([, sentence]) => sentence);
}
