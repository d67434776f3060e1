import type { Architecture } from "../../architecture/architecture.ts";
import { printBytes } from "../../quantity/print.ts";
import { ratio } from "../../quantity/ratio.ts";
import { merge } from "../account.ts";
import { EngineRefusal, type Reservation, type ReservedPart } from "../reservation.ts";
import { greatest, total } from "../whole.ts";
import { account } from "./differences.ts";
import { type Layout, layout, type PagedKind } from "./groups.ts";
import { layerKinds } from "./layer-kind.ts";
import { log } from "./log.ts";
import { blocksPerRequest, blocksPerTable, longestRequest } from "./request.ts";
import { rules } from "./rules.ts";
import { serving as read, type Serving, type VllmSettings } from "./settings.ts";

const unit = { label: "GiB", bytes: "GiB" } as const;

/** Blocks in the pool: as set, or what fits the memory, or what the requests need. */
function poolBlocks(layout: Layout, needed: bigint, { blocks, available }: Serving): bigint {
  if (blocks !== undefined) return blocks;
  if (available === undefined) return needed;
  return layout.blockBytes === 0n ? 0n : available / layout.blockBytes;
}

/** Tokens of the request to compare with: the longest allowed, or all that a uniform pool holds. */
function requestTokens(layout: Layout, serving: Serving): bigint {
  if (serving.ctx !== undefined) return serving.ctx;
  const uniform = layout.kinds.every(({ reach }) => reach === "full");
  if (!uniform) throw new RangeError("ctx is needed for layers with windows or states");
  const blocks = poolBlocks(layout, 0n, serving);
  if (blocks === 0n) throw new RangeError("ctx, available or blocks is needed to size the cache");
  return greatest(1n, (blocks / serving.sequences) * serving.blockSize * serving.dcp);
}

function refuse(layout: Layout, blocks: bigint, ctx: bigint, serving: Serving): never {
  const needed = blocksPerRequest(layout, ctx, serving) * layout.blockBytes;
  const available = serving.available ?? blocks * layout.blockBytes;
  const longest = longestRequest(layout, blocks, ctx, serving);
  throw new EngineRefusal(
    "vllm",
    `vLLM needs ${printBytes(needed, "GiB")} for one request of ${ctx} tokens and has ${printBytes(available, "GiB")}; the longest that fits is ${longest}`,
    { needed, available },
  );
}

const nameOf = (kind: PagedKind): string =>
  kind.group.kind === "state"
    ? `recurrent state (${kind.group.name})`
    : `${kind.group.kind}, ${kind.reach === "full" ? "every token" : kind.reach}`;

function partOf(kind: PagedKind, ctx: bigint, serving: Serving): ReservedPart {
  const blocks = serving.sequences * blocksPerTable(kind, ctx, serving);
  return {
    name: nameOf(kind),
    layers: Number(kind.layers),
    cells: kind.blockTokens === 0n ? blocks : blocks * kind.blockTokens,
    bytes: kind.groups * kind.slots * blocks * kind.pageBytes,
  };
}

/**
 * What vLLM sets aside for its cache, in bytes per GPU and over all GPUs (its log prints GiB per
 * GPU): a pool of equal blocks that fills the memory it is given, or, with neither `available` nor
 * `blocks`, just what the requests need. The architectural bytes are those of `sequences` requests
 * of `ctx` tokens; without `ctx`, of the tokens the pool holds.
 *
 * Throws an EngineRefusal where one such request does not fit or a layout has no rule here, and a
 * RangeError for a setting out of range. Checked against vLLM v0.24 (August 2026); V0 builds of
 * 2024 and 2025 count uniform models the same way.
 */
export function reserveVllm(architecture: Architecture, settings: VllmSettings): Reservation {
  const serving = read(architecture, settings);
  const laid = layout(layerKinds(architecture, settings.mtp ?? false, serving), serving);
  const ctx = requestTokens(laid, serving);
  const perRequest = blocksPerRequest(laid, ctx, serving);
  const needed = serving.sequences * perRequest;
  const blocks = poolBlocks(laid, needed, serving);
  if (blocks < perRequest) refuse(laid, blocks, ctx, serving);
  if (blocks < needed) {
    const held = blocks / greatest(1n, perRequest);
    const asked = `${serving.sequences} requests of ${ctx} tokens`;
    throw new EngineRefusal("vllm", `the pool holds ${held} at once, not ${asked}`);
  }
  const accounts = laid.kinds.map((kind) => account(kind, ctx, serving));
  const parts = laid.kinds.map((kind) => partOf(kind, ctx, serving));
  const rest = (blocks - needed) * laid.blockBytes;
  const bytesPerDevice = blocks * laid.blockBytes;
  const { id: rule, reason, source } = rules.pool;
  return {
    engine: "vllm",
    holdsFor: "vLLM v0.24 (August 2026)",
    unit,
    devices: Number(serving.tp),
    bytesPerDevice,
    bytes: serving.tp * bytesPerDevice,
    architecturalBytes: total(accounts.map(({ architectural }) => architectural)),
    parts: [
      ...parts,
      ...(rest === 0n
        ? []
        : [{ name: "rest of the pool", layers: 0, cells: blocks - needed, bytes: rest }]),
    ],
    differences: merge([
      ...accounts.flatMap(({ differences }) => differences),
      { rule, reason, source, bytes: serving.tp * rest },
    ]),
    log: log(laid, blocks, ctx, ratio(blocks, greatest(1n, perRequest)), serving),
  };
}
