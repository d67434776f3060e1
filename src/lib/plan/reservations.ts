import { type Asked, engineNames, reserveEverywhere } from "../engines/engines.ts";
import { isUnknown, type Known, type SetUp } from "./set-up.ts";

/** What an engine sets aside for a plan's requests on each GPU, and whether that fits. */
export type Reserved = Asked & {
  readonly perGpu: Known<bigint>;
  /** Bytes of the usable part that are left on the GPU with most weights; negative where missing. */
  readonly left: Known<bigint>;
};

/** What a plan knows of its fullest GPU. */
export interface Fullest {
  /** Requests on its copy of the model. */
  readonly requests: bigint;
  readonly weights: Known<bigint>;
  readonly usable: bigint;
}

function perGpu(asked: Asked, { tensorParallel, pipelineParallel }: SetUp): Known<bigint> {
  const name = engineNames[asked.engine];
  if ("refused" in asked) return { unknown: asked.refused };
  if (pipelineParallel > 1)
    return { unknown: `How ${name} splits its cache over pipeline stages has no rule here.` };
  if (asked.engine === "llama.cpp" && tensorParallel > 1)
    return { unknown: "llama.cpp counts all GPUs together; how it splits them has no rule here." };
  return asked.reservation.bytesPerDevice;
}

/**
 * Every engine asked to hold what one copy of the model has to, in bytes; each with what is left on
 * its GPUs. Engines are asked for every request whole: what they share is found at run time.
 */
export function reservations(setUp: SetUp, fullest: Fullest): Reserved[] {
  const { subject, tokens, keyType, valueType, tensorParallel, mtp, settings } = setUp;
  return reserveEverywhere(subject.architecture, tokens, {
    sequences: Number(fullest.requests),
    type: keyType,
    valueType,
    tp: tensorParallel,
    ...(mtp ? { mtp } : {}),
    ...(settings && { own: settings }),
  }).map((asked) => {
    const each = perGpu(asked, setUp);
    const { weights, usable } = fullest;
    const left = isUnknown(each)
      ? each
      : isUnknown(weights)
        ? weights
        : usable - weights - setUp.other - each;
    return { ...asked, perGpu: each, left };
  });
}
