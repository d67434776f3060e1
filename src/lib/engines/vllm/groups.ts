import { EngineRefusal } from "../reservation.ts";
import { ceilDiv, greatest, least, total } from "../whole.ts";
import type { LayerKind } from "./layer-kind.ts";
import type { Serving } from "./settings.ts";

/** Layers of one kind with the blocks they use. */
export interface PagedKind extends LayerKind {
  /** Tokens in a block; 0 where a block is a state. */
  readonly blockTokens: bigint;
  /** Bytes of one layer's share of a block. */
  readonly pageBytes: bigint;
  /** Block tables that these layers are split over. */
  readonly groups: bigint;
  /** Layers in each table, with those that do not exist: the real ones where there is one table. */
  readonly slots: bigint;
}

/** How a model's layers share one pool of equal blocks. */
export interface Layout {
  readonly kinds: readonly PagedKind[];
  readonly blockBytes: bigint;
  /** Block tables in all; 1 for uniform models. */
  readonly groups: bigint;
}

const uniform = (kinds: readonly LayerKind[]): boolean =>
  new Set(kinds.map(({ reach }) => reach)).size <= 1;

/** A block of one table holds every layer, each with its own share. */
function uniformLayout(kinds: readonly LayerKind[], { blockSize }: Serving): Layout {
  const paged = kinds.map((kind): PagedKind => {
    const state = kind.reach === "state";
    const pageBytes = state ? kind.stateBytes : blockSize * kind.tokenBytes;
    const blockTokens = state ? 0n : blockSize;
    return { ...kind, blockTokens, pageBytes, groups: 1n, slots: kind.layers };
  });
  const blockBytes = total(paged.map(({ layers, pageBytes }) => layers * pageBytes));
  return { kinds: paged, blockBytes, groups: 1n };
}

/** The attention block, grown in steps of its size until its page holds a state. */
function grownBlock(kinds: readonly LayerKind[], { blockSize }: Serving): bigint {
  const state = kinds.map((kind) => kind.stateBytes).reduce(greatest, 0n);
  const token = kinds.map((kind) => kind.tokenBytes).reduce(greatest, 0n);
  return token === 0n ? blockSize : blockSize * greatest(1n, ceilDiv(state, blockSize * token));
}

/** One page size for all: layers with smaller ones take more tokens to a block. */
function equalPages(kinds: readonly LayerKind[], serving: Serving): PagedKind[] {
  const blockSize = grownBlock(kinds, serving);
  const pageBytes = kinds
    .map((kind) => greatest(blockSize * kind.tokenBytes, kind.stateBytes))
    .reduce(greatest, 0n);
  return kinds.map((kind): PagedKind => {
    if (kind.reach === "state")
      return { ...kind, blockTokens: 0n, pageBytes, groups: 1n, slots: 0n };
    if (pageBytes % (blockSize * kind.tokenBytes) !== 0n) {
      throw new EngineRefusal(
        "vllm",
        `vLLM cannot give pages of one size to layers of ${kind.tokenBytes} bytes a token: ${pageBytes} is no multiple`,
      );
    }
    return { ...kind, blockTokens: pageBytes / kind.tokenBytes, pageBytes, groups: 1n, slots: 0n };
  });
}

const signature = ({ reach, tokenBytes, stateBytes }: LayerKind): string =>
  `${reach} ${tokenBytes} ${stateBytes}`;

/** Kinds that are the same to vLLM, as one. */
function joined(kinds: readonly LayerKind[]): LayerKind[] {
  const found = new Map<string, LayerKind>();
  for (const kind of kinds) {
    const same = found.get(signature(kind));
    found.set(signature(kind), { ...kind, layers: kind.layers + (same?.layers ?? 0n) });
  }
  return [...found.values()];
}

/**
 * Splits layers into block tables of equally many layers. The size is the rarest kind's number of
 * layers, or the commonest's where that is less than half as many again.
 */
export function layout(kinds: readonly LayerKind[], serving: Serving): Layout {
  if (uniform(kinds)) return uniformLayout(kinds, serving);
  const paged = equalPages(joined(kinds), serving);
  const counts = paged.map(({ layers }) => layers);
  const most = counts.reduce(greatest);
  const fewest = counts.reduce(least);
  const size = 2n * most < 3n * fewest ? most : fewest;
  const grouped = paged.map((kind) => ({
    ...kind,
    groups: ceilDiv(kind.layers, size),
    slots: size,
  }));
  return {
    kinds: grouped,
    blockBytes: size * paged[0]!.pageBytes,
    groups: total(grouped.map(({ groups }) => groups)),
  };
}
