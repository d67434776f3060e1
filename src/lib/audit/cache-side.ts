import { type Ratio, ratio } from "../quantity/ratio.ts";
import { type Arithmetic, counting } from "./arithmetic.ts";
import { type CacheKnobs, cacheElements } from "./cache-elements.ts";
import { counts, elementChoices, type HeadRule, headDimChoices, kvHeadChoices } from "./choices.ts";
import type { Side } from "./claim.ts";
import type { Assumption, Choice } from "./hypothesis.ts";
import { kindChoices } from "./kind-choices.ts";
import type { Subject } from "./subject.ts";
import { tokenChoices } from "./token-choices.ts";

/** What was chosen for each assumption, by its id. */
export type Chosen = Readonly<Record<string, unknown>>;

/** One amount of memory under assumptions: what may vary, and the formula over it. */
export interface Varying {
  readonly assumptions: readonly Assumption[];
  readonly amount: <T>(maths: Arithmetic<T>, chosen: Chosen) => T;
}

interface SideOptions {
  /** Put before every id, so that two caches can stand side by side. */
  readonly prefix?: string;
  /** Whether the numbers are counted and not their bytes. */
  readonly inNumbers?: boolean;
  /** Whether the number of sequences may vary. */
  readonly batch?: boolean;
  /** Other models whose cache this may be. */
  readonly instead?: readonly Subject[];
}

function modelChoices(subject: Subject, instead: readonly Subject[]): Assumption | undefined {
  if (instead.length === 0) return undefined;
  const choice = (one: Subject): Choice => ({ value: one, label: one.name });
  return counts("model", "model", [choice(subject), ...instead.map(choice)]);
}

/** The assumptions of one model's cache, ids prefixed so that two caches can stand side by side. */
export function cacheSide(side: Side, options: SideOptions = {}): Varying {
  const { prefix = "", inNumbers = false, batch = true, instead = [] } = options;
  const { subject, stated } = side;
  const { architecture, widths = {} } = subject;
  if (!architecture) throw new RangeError(`nothing is known of the layers of ${subject.name}`);
  const sequences = stated.batch ?? 1;
  const devices = stated.devices ?? 1;
  const all = [
    modelChoices(subject, instead),
    kvHeadChoices(architecture, widths),
    inNumbers ? undefined : elementChoices("element", "bytes per element", stated.element),
    headDimChoices(architecture, widths),
    ...kindChoices(subject),
    tokenChoices(stated.tokens),
    batch
      ? counts("batch", "sequences", [
          { value: sequences, label: stated.batch ? `${sequences}` : "1, taken as none is stated" },
          sequences === 1 ? { value: 2, label: "2" } : { value: 1, label: "1" },
        ])
      : undefined,
    devices > 1
      ? counts("devices", "devices that share it", [
          { value: devices, label: `${devices}` },
          { value: 1, label: "1: not divided" },
        ])
      : undefined,
  ].filter((assumption) => assumption !== undefined);
  const id = (name: string) => prefix + name;
  return {
    assumptions: all.map((assumption) => ({
      ...assumption,
      id: id(assumption.id),
      name: prefix ? `${assumption.name} of ${subject.name}` : assumption.name,
    })),
    amount: (maths, chosen) => {
      const get = (name: string) => chosen[id(name)];
      const knobs: CacheKnobs = {
        tokens: (get("k") ?? get("tokens")) as bigint,
        element: (get("element") ?? ratio(1)) as Ratio,
        kvHeads: get("kv-heads") as HeadRule | undefined,
        headDim: get("head-dim") as number | undefined,
        vectors: get("vectors") as number | undefined,
        ignoreWindow: get("window") as boolean | undefined,
        layers: get("layers") as CacheKnobs["layers"],
        latent: get("latent") as CacheKnobs["latent"],
        indexer: get("indexer") as CacheKnobs["indexer"],
        states: get("states") as CacheKnobs["states"],
        mtp: get("mtp") as boolean | undefined,
      };
      const model = (get("model") ?? subject) as Subject;
      const layers = model.architecture ?? architecture;
      const one = cacheElements(maths, layers, model.widths ?? widths, knobs);
      const held = (get("batch") as number) ?? sequences;
      const kept = maths.times(one, counting(maths, held, "sequence"));
      const shared = (get("devices") as number) ?? 1;
      return shared === 1 ? kept : maths.over(kept, maths.of(shared, "devices"));
    },
  };
}
