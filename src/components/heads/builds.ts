import { type CollectionEntry, getEntry } from "astro:content";
import type { AttentionLayers, LatentLayers } from "../../lib/architecture/architecture.ts";
import { evaluate } from "../../lib/formula/evaluate.ts";
import { formulaOf, valuesOf } from "../../lib/memory/layouts.ts";
import { numbersPerToken } from "../../lib/memory/numbers.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals } from "../../lib/quantity/print.ts";
import { toInteger } from "../../lib/quantity/ratio.ts";
import { groupAt } from "./sharing.ts";
import { rank, ropeDim, type Shape, shapes } from "./state.ts";

/** What a build kept for DeepSeek V3: what its log printed, and what the formula gives for it. */
export interface Build {
  readonly id: string;
  readonly log: CollectionEntry<"allocations">["data"];
  readonly keeps: string;
  readonly tokens: bigint;
  /** Numbers per token and layer, and bytes per token of all layers. */
  readonly numbers: bigint;
  readonly bytesPerToken: bigint;
  /** The formula’s amount for those tokens, in the unit and with the decimals of the log. */
  readonly computed: string;
}

const shape: Shape = shapes.V3;
const widths = { rank: rank.initial, ropeDim: ropeDim.initial };

/** Each log with the layers that explain it, what kept most first. */
const explained: readonly [string, string, AttentionLayers | LatentLayers][] = [
  [
    "ikl-271-mha",
    `a whole key and value for each of ${shape.queryHeads} heads`,
    groupAt(shape, `${shape.queryHeads}`, widths),
  ],
  [
    "ikl-394-main",
    "latent and rotary key, and the latent once more as values",
    {
      kind: "attention",
      count: shape.layers,
      kvHeads: 1,
      keyDim: widths.rank + widths.ropeDim,
      valueDim: widths.rank,
    },
  ],
  ["ikl-286", "latent and rotary key", groupAt(shape, "mla", widths)],
];

async function build(
  id: string,
  keeps: string,
  group: AttentionLayers | LatentLayers,
): Promise<Build> {
  const log = (await getEntry("allocations", id))?.data;
  const printed = log?.printed[0];
  if (!log || printed?.unit !== "MiB") throw new Error(`no allocation ${id} in MiB`);
  const tokens = BigInt(Number(log.settings.n_ctx));
  const bytes = (count: bigint) =>
    toInteger(evaluate(formulaOf(group).expression, valuesOf(group, { tokens: count })));
  const places = printed.value.split(".")[1]?.length ?? 0;
  const computed = decimals(inUnit(bytes(tokens), "MiB"), places, { group: false });
  if (computed !== printed.value)
    throw new Error(`${id} printed ${printed.value}, and ${keeps} is ${computed}`);
  const numbers = numbersPerToken(group);
  return { id, log, keeps, tokens, numbers, bytesPerToken: bytes(1n), computed };
}

/** The builds whose logs the article shows. Throws where a log no longer agrees with the formula. */
export const builds = (): Promise<Build[]> =>
  Promise.all(explained.map(([id, keeps, group]) => build(id, keeps, group)));
