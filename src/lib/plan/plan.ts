import type { Architecture } from "../architecture/architecture.ts";
import { ceilDiv } from "../engines/whole.ts";
import { bytesPerToken, bytesPerTokenAt } from "../memory/cache.ts";
import { usable } from "../memory/fits.ts";
import { growth, type Stretch } from "../memory/growth.ts";
import { dealHeads, dealsEvenly, onOneGpu } from "../memory/parallel.ts";
import type { Ratio } from "../quantity/ratio.ts";
import { assumptionsOf } from "./assumptions.ts";
import { type Keeper, type Limit, longest, mostRequests, ofFullest } from "./limits.ts";
import { bytesOf, type Kept, keptByGroup, type Requests } from "./requests.ts";
import { type Reserved, reservations } from "./reservations.ts";
import { isUnknown, type Known, type SetUp } from "./set-up.ts";
import { type Stage, stagesOf } from "./stages.ts";
import { shareOf, weightShares, weightsOf } from "./weights.ts";

/** What one GPU holds of one group of layers. */
export interface HeldGroup extends Kept {
  /** KV heads it holds, counted from 0; undefined where heads do not deal out, or there are none. */
  readonly heads: readonly number[] | undefined;
  /** GPUs of its stage that hold the very same, itself among them. */
  readonly holders: number;
}

/** What one GPU of a copy of the model holds: of the copy with the most requests. */
export interface OnGpu {
  /** Place in the pipeline, and among the GPUs that share a stage; both from 0. */
  readonly stage: number;
  readonly rank: number;
  readonly firstLayer: number;
  readonly layers: number;
  readonly weights: Known<bigint>;
  /** Bytes of what tokens leave behind, and of states. */
  readonly cache: bigint;
  readonly state: bigint;
  readonly other: bigint;
  readonly needed: Known<bigint>;
  /** Bytes of the usable part that are left; negative where they are missing. */
  readonly left: Known<bigint>;
  readonly groups: readonly HeldGroup[];
}

/** What a set-up comes to. All figures are exact bytes; what cannot be known says why. */
export interface Plan {
  readonly setUp: SetUp;
  /** Bytes that one token adds to one sequence, or null where that depends on the length. */
  readonly perToken: bigint | null;
  /** The same at this length, and at every other. */
  readonly perTokenNow: Ratio;
  readonly growth: readonly Stretch[];
  /** What all requests keep by the architecture, group by group, nothing copied to other GPUs. */
  readonly kept: readonly Kept[];
  readonly cache: bigint;
  readonly state: bigint;
  /** What sharing the prefix saves of the cache. */
  readonly saved: bigint;
  /** Bytes of one copy of the weights. */
  readonly weights: Known<bigint>;
  /** Copies of the model that the GPUs hold, and GPUs that are left over. */
  readonly copies: number;
  readonly idle: number;
  /** Requests of the copy that has the most. */
  readonly requestsPerCopy: bigint;
  /** Bytes of each GPU that may be used. */
  readonly usable: bigint;
  /** The GPUs of one copy, stage by stage. */
  readonly gpus: readonly OnGpu[];
  /** The one with the least left, which decides. */
  readonly fullest: OnGpu;
  /** Bytes that the GPUs of one copy hold of the cache beyond one of everything. */
  readonly replicated: bigint;
  readonly fits: Known<boolean>;
  readonly longest: Limit;
  readonly mostRequests: Limit;
  readonly reservations: readonly Reserved[];
  /** What the figures rest on, in sentences. */
  readonly assumptions: readonly string[];
}

function atLeast(name: string, value: bigint | number, least: bigint): void {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new RangeError(`${name} has to be a whole number, not ${value}`);
  if (BigInt(value) < least)
    throw new RangeError(`${name} has to be ${least} or more, not ${value}`);
}

function check(setUp: SetUp): void {
  atLeast("tokens", setUp.tokens, 1n);
  atLeast("requests", setUp.requests, 1n);
  atLeast("the shared prefix", setUp.sharedPrefix, 0n);
  atLeast("GPUs", setUp.count, 1n);
  atLeast("tensor parallel", setUp.tensorParallel, 1n);
  atLeast("pipeline parallel", setUp.pipelineParallel, 1n);
  atLeast("the memory of a GPU", setUp.gpu.bytes, 1n);
  atLeast("other memory", setUp.other, 0n);
  const { n, d } = setUp.share;
  if (n < 0n || n > d) throw new RangeError("the share of memory has to be from 0 to 1");
  if (setUp.sharedPrefix > setUp.tokens)
    throw new RangeError(
      `a shared prefix of ${setUp.sharedPrefix} tokens is longer than requests of ${setUp.tokens}`,
    );
  const each = setUp.tensorParallel * setUp.pipelineParallel;
  if (each > setUp.count)
    throw new RangeError(`one copy of the model takes ${each} GPUs, and there are ${setUp.count}`);
}

/** What a set-up asks to be kept. */
export const askedOf = (setUp: SetUp, copies: bigint): Requests => ({
  tokens: setUp.tokens,
  requests: setUp.requests,
  sharedPrefix: setUp.sharedPrefix,
  copies,
  keyType: setUp.keyType,
  valueType: setUp.valueType,
  mtp: setUp.mtp ?? false,
});

const isState = ({ group }: Kept): boolean => group.kind === "state";

/** One rank's heads of the whole stage's groups, and how many GPUs hold the same. */
function held(whole: readonly Kept[], own: readonly Kept[], rank: number, gpus: number) {
  return own.map((row, place): HeldGroup => {
    const { group } = whole[place]!;
    if (group.kind === "attention") {
      const heads = dealHeads(group.kvHeads, gpus)?.[rank];
      const holders = dealsEvenly(group.kvHeads, gpus) ? Math.max(1, gpus / group.kvHeads) : 1;
      return { ...row, heads, holders };
    }
    return { ...row, heads: undefined, holders: group.kind === "state" ? 1 : gpus };
  });
}

interface OnStage extends Keeper {
  readonly gpus: readonly OnGpu[];
  readonly whole: bigint;
}

function stageOf(
  setUp: SetUp,
  stage: Stage,
  place: number,
  weights: Known<bigint>,
  asked: Requests,
): OnStage {
  const { tensorParallel: tp, other } = setUp;
  const space = usable({ bytes: setUp.gpu.bytes, share: setUp.share, weights: 0n, other });
  const architecture: Architecture = onOneGpu(stage.architecture, tp);
  const whole = keptByGroup(stage.architecture, asked);
  const own = keptByGroup(architecture, asked);
  const state = bytesOf(own.filter(isState));
  const cache = bytesOf(own) - state;
  const needed = isUnknown(weights) ? weights : weights + cache + state + other;
  const room = isUnknown(weights)
    ? space - other < 0n
      ? space - other
      : weights
    : space - other - weights;
  const left = isUnknown(needed) ? needed : space - needed;
  const gpus = Array.from({ length: tp }, (_, rank) => ({
    stage: place,
    rank,
    firstLayer: stage.first,
    layers: stage.layers,
    weights,
    cache,
    state,
    other,
    needed,
    left,
    groups: held(whole, own, rank, tp),
  }));
  return { architecture, room, gpus, whole: bytesOf(whole) };
}

const holds = ({ weights, cache, state }: OnGpu): bigint =>
  (isUnknown(weights) ? 0n : weights) + cache + state;

/**
 * What a set-up comes to. GPUs are taken for copies of the model, each over `tensorParallel *
 * pipelineParallel` of them, and requests are dealt evenly to the copies; the GPU with the least left
 * decides what fits. Throws a RangeError, naming it, for a value out of range, more stages than
 * layers, or a block format that does not fill a token's row on a GPU.
 */
export function planOf(setUp: SetUp): Plan {
  check(setUp);
  const { architecture } = setUp.subject;
  const each = setUp.tensorParallel * setUp.pipelineParallel;
  const copies = Math.floor(setUp.count / each);
  const asked = askedOf(setUp, BigInt(copies));
  const kept = keptByGroup(architecture, asked);
  const weights = weightsOf(setUp);
  const stages = stagesOf(architecture, setUp.pipelineParallel);
  const shares = weightShares(setUp.subject, stages, setUp.tensorParallel);
  const onFullest = ofFullest(asked);
  const held = stages.map((stage, place) =>
    stageOf(setUp, stage, place, shareOf(weights, shares[place]!), onFullest),
  );
  const gpus = held.flatMap((stage) => stage.gpus);
  const fullest = gpus.reduce((most, gpu) => (holds(gpu) > holds(most) ? gpu : most));
  const space = usable({ ...setUp.gpu, share: setUp.share, weights: 0n, other: 0n });
  const tooMuch = fullest.cache + fullest.state + setUp.other > space;
  const onAll = gpus.reduce((sum, { cache, state }) => sum + cache + state, 0n);
  const state = bytesOf(kept.filter(isState));
  return {
    setUp,
    perToken: bytesPerToken(architecture, asked),
    perTokenNow: bytesPerTokenAt(architecture, asked),
    growth: growth(architecture, asked),
    kept,
    cache: bytesOf(kept) - state,
    state,
    saved: kept.reduce((sum, { saved }) => sum + (saved?.bytes ?? 0n), 0n),
    weights,
    copies,
    idle: setUp.count - copies * each,
    requestsPerCopy: ceilDiv(setUp.requests, BigInt(copies)),
    usable: space,
    gpus,
    fullest,
    replicated: onAll - held.reduce((sum, { whole }) => sum + whole, 0n),
    fits: isUnknown(fullest.left) ? (tooMuch ? false : fullest.left) : fullest.left >= 0n,
    longest: longest(held, asked),
    mostRequests: mostRequests(held, asked),
    reservations: reservations(setUp, {
      requests: onFullest.requests,
      usable: space,
      stages: stages.map(({ architecture: own }, place) => ({
        architecture: own,
        weights: shareOf(weights, shares[place]!),
      })),
    }),
    assumptions: assumptionsOf(setUp, stages),
  };
}
