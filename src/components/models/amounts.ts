import { computed, type ReadonlySignal } from "@preact/signals";
import type { Architecture } from "../../lib/architecture/architecture.ts";
import { type CacheSettings, cacheByGroup, type GroupBytes } from "../../lib/memory/cache.ts";
import { groupIds, type Kind, kindOf } from "./kinds.ts";
import { element, prediction, sequences, tokens } from "./state.ts";

/** What a page knows of its model, also in the browser. */
export interface Model {
  readonly slug: string;
  readonly name: string;
  readonly architecture: Omit<Architecture, "trace">;
}

/** The library takes an architecture with its trace; the page in the browser goes without. */
export const whole = ({ architecture }: Model): Architecture => ({ ...architecture, trace: {} });

/** Whether a model has layers of multi-token prediction. */
export const predicts = ({ architecture }: Model): boolean => (architecture.extra?.length ?? 0) > 0;

/** One group of layers with its place on the page. */
export interface Row extends GroupBytes {
  readonly id: string;
  readonly kind: Kind;
}

/** What a model keeps under the inputs, or why its format cannot be used. */
export type Kept =
  | { readonly rows: readonly Row[]; readonly total: bigint }
  | { readonly refused: string };

/** The inputs as the library takes them. Reads signals. */
export const settings = (): Required<Omit<CacheSettings, "valueType">> => ({
  tokens: BigInt(tokens.value.value),
  batch: BigInt(sequences.value.value),
  keyType: element.value.value,
  mtp: prediction.value.value === "served",
});

/** What an architecture keeps, group by group. */
function keptBy(architecture: Architecture, under: CacheSettings): Kept {
  try {
    const groups = cacheByGroup(architecture, under);
    const ids = groupIds(
      groups.map(({ group }) => group),
      architecture.layers.length,
    );
    const rows = groups.map((group, place) => ({
      ...group,
      id: ids[place]!,
      kind: kindOf(group.group),
    }));
    return { rows, total: rows.reduce((sum, { bytes }) => sum + bytes, 0n) };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

const known = new WeakMap<Model, ReadonlySignal<Kept>>();

/** What a model keeps under the inputs, worked out once for all that show it. Reads signals. */
export function keptOf(model: Model): Kept {
  const found = known.get(model) ?? computed(() => keptBy(whole(model), settings()));
  known.set(model, found);
  return found.value;
}
