import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import type { Kept } from "./sharing.ts";
import type { Shape } from "./state.ts";

/** Who reads what, in a sentence. */
export function whoReads({ queryHeads }: Shape, { name, group }: Kept): string {
  if (group.kind === "latent") {
    const rotary = group.ropeDim === 0 ? "" : ` and one rotary key of ${grouped(group.ropeDim)}`;
    return `One latent of ${grouped(group.rank)} numbers${rotary} for all ${queryHeads} query heads, whose keys and values are made from it when they are needed.`;
  }
  switch (name) {
    case "MHA":
      return `Each of the ${queryHeads} query heads has a KV head of its own.`;
    case "MQA":
      return `All ${queryHeads} query heads read one KV head.`;
    default:
      return `Each of ${group.kvHeads} KV heads is read by ${queryHeads / group.kvHeads} of the ${queryHeads} query heads.`;
  }
}

/** How many times one amount is another: 4, 71.1. */
export const times = (of: bigint, by: bigint): string => significant(ratio(of, by), 3);

/** Tokens that fit one GiB, the last one whole. */
export const tokensInGib = (bytes: bigint): string => grouped(2n ** 30n / bytes);
