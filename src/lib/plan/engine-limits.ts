import type { EngineId } from "../engines/reservation.ts";
import { mostThat } from "../quantity/most.ts";
import type { Limit } from "./limits.ts";
import type { Plan } from "./plan.ts";
import { reservations } from "./reservations.ts";
import { isUnknown, type Known } from "./set-up.ts";
import { stagesOf } from "./stages.ts";

/** The longest and the most that fit as an engine sets memory aside: in cells, blocks and pages. */
export interface EngineLimits {
  readonly longest: Limit;
  readonly mostRequests: Limit;
}

/** Lengths and numbers of requests above these count as without limit. */
const endless = 2n ** 40n;

function limit(fits: (amount: bigint) => Known<boolean>): Limit {
  const first = fits(1n);
  if (isUnknown(first)) return first;
  if (fits(endless) === true) return "any";
  return mostThat((amount) => amount === 0n || fits(amount) === true);
}

/**
 * What fits by an engine's own rules, exactly: one token or request more, and some GPU is too small
 * or the engine refuses. Unknown, with the reason, where there is no rule or the weights are not
 * known. It asks the engine many times over, so it is no part of a plan.
 */
export function engineLimits(
  { setUp, copies, gpus, usable, requestsPerCopy }: Plan,
  engine: EngineId,
): EngineLimits {
  const weights = gpus.filter(({ rank }) => rank === 0).map((gpu) => gpu.weights);
  const stages = stagesOf(setUp.subject.architecture, setUp.pipelineParallel).map(
    ({ architecture }, place) => ({ architecture, weights: weights[place]! }),
  );
  const fits = (tokens: bigint, requests: bigint): Known<boolean> => {
    const all = reservations({ ...setUp, tokens }, { requests, stages, usable });
    const one = all.find((reserved) => reserved.engine === engine)!;
    return isUnknown(one.left) ? one.left : one.left >= 0n;
  };
  const requests = limit((each) => fits(setUp.tokens, each));
  return {
    longest: limit((tokens) => fits(tokens, requestsPerCopy)),
    mostRequests: typeof requests === "bigint" ? requests * BigInt(copies) : requests,
  };
}
