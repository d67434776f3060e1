import { layout } from "../architecture/words.ts";
import { engineNames } from "../engines/engines.ts";
import { elementTypes } from "../quantity/element.ts";
import { decimals } from "../quantity/print.ts";
import { multiply, ratio } from "../quantity/ratio.ts";
import type { Limit } from "./limits.ts";
import type { Plan } from "./plan.ts";
import type { Known } from "./set-up.ts";

/** One line of a comparison: the same figure or choice of every plan. */
export interface Compared {
  readonly id: string;
  readonly what: string;
  /** What numbers are counted in; texts have none. */
  readonly unit: "bytes" | "tokens" | "";
  readonly values: readonly Value[];
  /** Whether the plans differ in it. */
  readonly differs: boolean;
}

export type Value = Known<bigint | boolean | string> | null;

/** The most plans that are compared side by side. */
export const mostCompared = 4;

interface Line {
  readonly id: string;
  readonly what: string;
  readonly unit?: Compared["unit"];
  readonly of: (plan: Plan) => Value;
}

const format = (type: Plan["setUp"]["weightType"]): string =>
  type === "stored" ? "as stored" : elementTypes[type].label;

const most = (limit: Limit): Value => (limit === "any" ? "no limit" : limit);

const lines: readonly Line[] = [
  { id: "model", what: "model", of: ({ setUp }) => setUp.subject.name },
  { id: "layers", what: "layers", of: ({ setUp }) => layout(setUp.subject.architecture) },
  { id: "tokens", what: "length of a request", unit: "tokens", of: ({ setUp }) => setUp.tokens },
  { id: "requests", what: "requests at once", of: ({ setUp }) => setUp.requests },
  { id: "prefix", what: "shared prefix", unit: "tokens", of: ({ setUp }) => setUp.sharedPrefix },
  { id: "keys", what: "keys in", of: ({ setUp }) => format(setUp.keyType) },
  { id: "values", what: "values in", of: ({ setUp }) => format(setUp.valueType) },
  { id: "weight-type", what: "weights in", of: ({ setUp }) => format(setUp.weightType) },
  {
    id: "engine",
    what: "engine",
    of: ({ setUp }) => (setUp.engine === "none" ? "none" : engineNames[setUp.engine]),
  },
  { id: "gpu", what: "GPU", of: ({ setUp }) => setUp.gpu.name },
  { id: "count", what: "GPUs", of: ({ setUp }) => BigInt(setUp.count) },
  { id: "tp", what: "tensor parallel", of: ({ setUp }) => BigInt(setUp.tensorParallel) },
  { id: "pp", what: "pipeline parallel", of: ({ setUp }) => BigInt(setUp.pipelineParallel) },
  {
    id: "share",
    what: "share of memory",
    of: ({ setUp }) => `${decimals(multiply(setUp.share, ratio(100)), 2).replace(/\.?0+$/, "")} %`,
  },
  { id: "other", what: "other memory", unit: "bytes", of: ({ setUp }) => setUp.other },
  { id: "per-token", what: "cache per token", unit: "bytes", of: ({ perToken }) => perToken },
  { id: "cache", what: "cache of all requests", unit: "bytes", of: ({ cache }) => cache },
  { id: "state", what: "states of all requests", unit: "bytes", of: ({ state }) => state },
  { id: "saved", what: "saved by the prefix", unit: "bytes", of: ({ saved }) => saved },
  { id: "weights", what: "weights of one copy", unit: "bytes", of: ({ weights }) => weights },
  {
    id: "gpu-weights",
    what: "weights on the fullest GPU",
    unit: "bytes",
    of: ({ fullest }) => fullest.weights,
  },
  {
    id: "gpu-cache",
    what: "cache on the fullest GPU",
    unit: "bytes",
    of: ({ fullest }) => fullest.cache + fullest.state,
  },
  { id: "left", what: "left on the fullest GPU", unit: "bytes", of: ({ fullest }) => fullest.left },
  { id: "fits", what: "fits", of: ({ fits }) => fits },
  { id: "longest", what: "longest", unit: "tokens", of: (plan) => most(plan.longest) },
  { id: "most-requests", what: "most requests", of: (plan) => most(plan.mostRequests) },
];

const key = (value: Value): string =>
  typeof value === "object" && value !== null
    ? `unknown ${value.unknown}`
    : `${typeof value} ${value}`;

/** Two to four plans side by side. Throws a RangeError for any other number of them. */
export function comparePlans(plans: readonly Plan[]): Compared[] {
  if (plans.length < 2 || plans.length > mostCompared)
    throw new RangeError(`two to ${mostCompared} set-ups can be compared, not ${plans.length}`);
  return lines.map(({ id, what, unit = "", of }) => {
    const values = plans.map(of);
    return { id, what, unit, values, differs: new Set(values.map(key)).size > 1 };
  });
}
