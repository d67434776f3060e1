import type { Limit } from "../../lib/plan/limits.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { isUnknown, type Known, type SetUp } from "../../lib/plan/set-up.ts";
import { grouped, plural } from "../../lib/quantity/print.ts";
import { binary } from "../fit/print.ts";

/** A figure in bytes, or that it is not known. */
export const amount = (bytes: Known<bigint>): string =>
  isUnknown(bytes) ? "not known" : binary(bytes);

/** The most that fits, or that there is no most. */
export const most = (limit: Limit): string =>
  isUnknown(limit) ? "not known" : limit === "any" ? "no limit" : grouped(limit);

/** What is asked: "16 requests of 8,192 tokens". */
const asked = ({ requests, tokens }: SetUp): string =>
  `${plural(requests, "request")} of ${plural(tokens, "token")}`;

/** The GPU that decides: "the H100 80 GB", "the fullest of 4 H100 80 GB". */
export function fullestGpu({ setUp, gpus }: Plan): string {
  const { name } = setUp.gpu;
  if (setUp.count === 1) return `one ${name}`;
  const same = setUp.pipelineParallel === 1;
  return same && gpus.length === setUp.count
    ? `each of ${setUp.count} ${name}`
    : `the fullest of ${grouped(setUp.count)} ${name}`;
}

/** Whether it fits, in a sentence. */
export function verdict(plan: Plan): string {
  const { fullest, fits, setUp, usable } = plan;
  const held = fullest.cache + fullest.state + fullest.other;
  if (isUnknown(fits))
    return `Whether it fits cannot be said: without weights, ${asked(setUp)} and the rest take ${binary(held)} of ${binary(usable)} on ${fullestGpu(plan)}.`;
  if (isUnknown(fullest.left))
    return `It does not fit, whatever the weights take: for ${asked(setUp)}, ${binary(held - usable)} are missing on ${fullestGpu(plan)}.`;
  return fits
    ? `It fits: with ${asked(setUp)}, ${binary(fullest.left)} are left on ${fullestGpu(plan)}.`
    : `It does not fit: for ${asked(setUp)}, ${binary(-fullest.left)} are missing on ${fullestGpu(plan)}.`;
}
