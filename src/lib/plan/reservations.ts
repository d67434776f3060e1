import type { Architecture } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import { type Asked, engineNames, reserveEverywhere } from "../engines/engines.ts";
import { isUnknown, type Known, type SetUp } from "./set-up.ts";

/** What an engine sets aside for a plan's requests, and what that takes of each GPU. */
export type Reserved = Asked & {
  /** Bytes on the GPU that has most of it. */
  readonly perGpu: Known<bigint>;
  /** Bytes of the usable part that are left on the GPU with the least; negative where missing. */
  readonly left: Known<bigint>;
};

/** What each GPU of a stage holds: its layers with all their heads, and its weights. */
export interface HeldByStage {
  readonly architecture: Architecture;
  readonly weights: Known<bigint>;
}

/** What a plan asks of one copy of the model: that with the most requests. */
export interface OfCopy {
  readonly requests: bigint;
  readonly stages: readonly HeldByStage[];
  /** Bytes of each GPU that may be used. */
  readonly usable: bigint;
}

/** Whether all layers keep every token: engines then give each stage a pool for its own layers. */
const uniform = ({ layers }: Architecture): boolean =>
  layers.every(
    (group) =>
      group.kind !== "state" && group.kind !== "compressed" && windowOf(group) === undefined,
  );

function whyUnknown({ engine }: Asked, setUp: SetUp): string | undefined {
  const { subject, tensorParallel, pipelineParallel } = setUp;
  if (engine === "llama.cpp" && tensorParallel * pipelineParallel > 1)
    return "llama.cpp counts all GPUs together; how it splits them has no rule here.";
  if (pipelineParallel > 1 && !uniform(subject.architecture))
    return `How ${engineNames[engine]} splits windows, states and entries over pipeline stages has no rule here.`;
  return undefined;
}

/** Bytes that an engine sets aside on each GPU of each stage, or why that is not known. */
function onStages(stages: readonly Asked[], setUp: SetUp): Known<readonly bigint[]> {
  const why = whyUnknown(stages[0]!, setUp);
  if (why !== undefined) return { unknown: why };
  const refusal = stages.find((stage) => "refused" in stage);
  if (refusal && "refused" in refusal) return { unknown: refusal.refused };
  return stages.map((stage) => ("refused" in stage ? 0n : stage.reservation.bytesPerDevice));
}

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * Every engine asked to hold what one copy of the model has to, in bytes; each with what it takes of
 * the GPUs, stage by stage, and what is left. Engines are asked for every request whole: what they
 * share is found at run time.
 */
export function reservations(setUp: SetUp, { requests, stages, usable }: OfCopy): Reserved[] {
  const { subject, tokens, keyType, valueType, tensorParallel, mtp, settings } = setUp;
  const everywhere = (architecture: Architecture) =>
    reserveEverywhere(architecture, tokens, {
      sequences: Number(requests),
      type: keyType,
      valueType,
      tp: tensorParallel,
      ...(mtp ? { mtp } : {}),
      ...(settings && { own: settings }),
    });
  const whole = everywhere(subject.architecture);
  const byStage =
    stages.length === 1 ? [whole] : stages.map(({ architecture }) => everywhere(architecture));
  return whole.map((asked, engine) => {
    const each = onStages("refused" in asked ? [asked] : byStage.map((all) => all[engine]!), setUp);
    if (isUnknown(each)) return { ...asked, perGpu: each, left: each };
    const left = stages.map(({ weights }, stage) =>
      isUnknown(weights) ? weights : usable - weights - setUp.other - each[stage]!,
    );
    return {
      ...asked,
      perGpu: each.reduce(most, 0n),
      left: left.reduce((a, b) => (isUnknown(a) || isUnknown(b) ? a : a < b ? a : b)),
    };
  });
}
