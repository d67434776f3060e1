import type { LayerGroup } from "../../lib/architecture/architecture.ts";
import { cacheBytes } from "../../lib/memory/cache.ts";
import { dealHeads, headsPerGpu, onOneGpu } from "../../lib/memory/parallel.ts";
import { inUnit } from "../../lib/quantity/bytes.ts";
import { decimals, grouped, plural, significant } from "../../lib/quantity/print.ts";
import { ratio } from "../../lib/quantity/ratio.ts";
import { Column } from "../cells/Column.tsx";
import { Spoken } from "../cells/Spoken.tsx";
import { type Known, type KnownModel, whole } from "./amounts.ts";
import { deal, split } from "./state.ts";

/** A length at which the figures of the table are worked out: what "128k" means in the first article. */
const tokens = 128_000n;
const headSize = 13;
const columns = 5;

const gib = (bytes: bigint): string => decimals(inUnit(bytes, "GiB"), 2);

/** What every layer of these models keeps: heads, or a latent that all heads share. */
const keptBy = ({ architecture }: KnownModel): LayerGroup => architecture.layers[0]!;
const headsOf = (group: LayerGroup): number => (group.kind === "attention" ? group.kvHeads : 0);

/**
 * Each GPU with what it holds; undefined where engines refuse: query heads have to come out even, and KV
 * heads too or be copied evenly.
 */
function hands(model: KnownModel, gpus: number): number[][] | undefined {
  if (model.queryHeads % gpus !== 0) return undefined;
  const group = keptBy(model);
  return group.kind === "attention"
    ? dealHeads(group.kvHeads, gpus)
    : Array.from({ length: gpus }, () => [0]);
}

const refusedHeads = (model: KnownModel): number => headsOf(keptBy(model)) || model.queryHeads;

function told(model: KnownModel, gpus: number): string {
  const group = keptBy(model);
  if (!hands(model, gpus))
    return `${refusedHeads(model)} heads cannot be dealt to ${gpus} GPUs evenly, and engines refuse to start.`;
  if (group.kind !== "attention") {
    return gpus === 1
      ? "One latent per token and layer, on one GPU."
      : `The latent cannot be cut: each of ${gpus} GPUs keeps all of it, ${gpus} times the cache together.`;
  }
  const { kvHeads } = group;
  const each = headsPerGpu(kvHeads, gpus);
  const copies = gpus / kvHeads;
  return copies > 1
    ? `${kvHeads} heads on ${gpus} GPUs: each head lies on ${copies}, so ${each * gpus} are held, ${copies} times the cache.`
    : `${kvHeads} heads on ${plural(gpus, "GPU")}: ${each} on each, and none twice.`;
}

/** One GPU and the heads it holds; copies of a head that lies elsewhere already are hatched. */
function Gpu({
  number,
  hand,
  latent,
  copies,
}: {
  number: number;
  hand: readonly number[];
  latent: boolean;
  copies: readonly boolean[];
}) {
  const rows = Math.ceil(hand.length / columns);
  const across = latent ? columns : Math.max(2, Math.min(columns, hand.length));
  const width = across * headSize + 6;
  const height = rows * headSize + 22;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect class="gpu" x="0.5" y="0.5" width={width - 1} height={rows * headSize + 4} rx="2" />
      {hand.map((head, place) => (
        <g key={String(head)} class={copies[place] ? "head copy" : "head"}>
          <rect
            x={3.5 + (place % columns) * headSize}
            y={3 + Math.floor(place / columns) * headSize}
            width={latent ? columns * headSize - 2 : headSize - 2}
            height={headSize - 2}
          />
          <rect
            class="hatch"
            x={3.5 + (place % columns) * headSize}
            y={3 + Math.floor(place / columns) * headSize}
            width={latent ? columns * headSize - 2 : headSize - 2}
            height={headSize - 2}
          />
        </g>
      ))}
      <text x={width / 2} y={height - 4} text-anchor="middle">
        {number}
      </text>
    </svg>
  );
}

function Dealt({ model, gpus }: { model: KnownModel; gpus: number }) {
  const all = hands(model, gpus);
  if (!all) return null;
  const seen = new Set<number>();
  return (
    <>
      {all.map((hand, place) => {
        const copies = hand.map((head) => seen.has(head));
        for (const head of hand) seen.add(head);
        return (
          <Gpu
            key={String(place)}
            number={place + 1}
            hand={hand}
            latent={keptBy(model).kind !== "attention"}
            copies={copies}
          />
        );
      })}
    </>
  );
}

/** Heads dealt to GPUs, drawn. */
export function Heads({ known }: { readonly known: Known }) {
  const model = known.models[split.value.value];
  const gpus = Number(deal.value.value);
  const sentence = () => told(known.models[split.value.value], Number(deal.value.value));
  return (
    <div class="fit-heads">
      <div class="row-of-gpus" role="img" aria-label={sentence()}>
        <svg class="defs" width="0" height="0" aria-hidden="true">
          <pattern id="fit-copy" width="4" height="4" patternUnits="userSpaceOnUse">
            <path d="M0 4 4 0" />
          </pattern>
        </svg>
        <Dealt model={model} gpus={gpus} />
      </div>
      <p class="told">
        <span class="computed">{sentence()}</span>
      </p>
      <Spoken text={sentence} />
    </div>
  );
}

/** What every number of GPUs would hold. */
export function HeadsTable({ known }: { readonly known: Known }) {
  const model = known.models[split.value.value];
  const group = keptBy(model);
  const gpus = Number(deal.value.value);
  const once = cacheBytes(whole(model), { tokens });
  return (
    <table class="counts">
      <caption>
        {model.name}, one request of {grouped(tokens)} tokens in 16-bit, cache in GiB
      </caption>
      <thead>
        <tr>
          <Column number>GPUs</Column>
          <Column number>{group.kind === "attention" ? "heads on each" : "latents on each"}</Column>
          <Column number>held in all</Column>
          <Column number>cache on each</Column>
          <Column number>on all</Column>
          <Column number>times the model’s</Column>
        </tr>
      </thead>
      <tbody>
        {deal.names.map((name) => {
          const count = Number(name);
          const all = hands(model, count);
          const each = cacheBytes(onOneGpu(whole(model), count), { tokens });
          const total = each * BigInt(count);
          return (
            <tr key={name} aria-current={count === gpus}>
              <th scope="row" class="number">
                {count}
              </th>
              {all ? (
                <>
                  <td class="number computed">{all[0]!.length}</td>
                  <td class="number computed">{all.flat().length}</td>
                  <td class="number computed">{gib(each)}</td>
                  <td class="number computed">{gib(total)}</td>
                  <td class="number computed">{significant(ratio(total, once), 3)}</td>
                </>
              ) : (
                <td colSpan={5}>refused: {refusedHeads(model)} heads do not come out even</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
