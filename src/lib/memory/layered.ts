import type { Architecture, LayerGroup } from "../architecture/architecture.ts";
import { windowOf } from "../architecture/window.ts";
import type { Values } from "../formula/evaluate.ts";
import { type Formula, least, product, sum, type Term } from "../formula/expression.ts";
import { type CacheSettings, cacheBytes } from "./cache.ts";
import { cacheTerms as t } from "./terms.ts";

const count = (id: string, symbol: string, name: string, meaning: string): Term => ({
  id,
  symbol,
  name,
  unit: "",
  meaning,
});

/** Terms of a cache whose layers keep different things. */
export const layeredTerms = {
  full: count("full_layers", "L_f", "full layers", "Layers that keep every token."),
  windowed: count(
    "window_layers",
    "L_w",
    "windowed layers",
    "Layers that keep a window of tokens.",
  ),
  states: count("state_layers", "L_s", "state layers", "Layers that keep a state of fixed size."),
  perToken: {
    id: "bytes_per_token_and_layer",
    symbol: "c",
    name: "a token in a layer",
    unit: "bytes",
    meaning:
      "What one token takes in one layer that keeps it: its keys and values of all KV heads.",
  },
  state: {
    id: "bytes_per_state",
    symbol: "s",
    name: "a state",
    unit: "bytes",
    meaning: "What one layer's state takes for a sequence, however long that is.",
  },
} as const satisfies Record<string, Term>;

/** The cache of a model by layers: some keep every token, some a window, some a state. */
export const layeredCache: Formula = {
  id: "layered-cache",
  result: t.cache,
  expression: product(
    t.batch,
    sum(
      product(
        layeredTerms.perToken,
        sum(
          product(layeredTerms.full, t.tokens),
          product(layeredTerms.windowed, least(t.tokens, t.window)),
        ),
      ),
      product(layeredTerms.states, layeredTerms.state),
    ),
  ),
};

/** The one value of a list, undefined where there is none; null where there are several. */
function single<Value>(values: readonly Value[]): Value | undefined | null {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? first : null;
}

/**
 * A model's numbers for `layeredCache`, or undefined where it takes more terms: a second window or
 * state, layers that differ in what a token takes, entries for several tokens, index keys.
 */
export function layeredValues(
  architecture: Architecture,
  settings: CacheSettings,
): Values | undefined {
  const groups = architecture.layers.filter(({ kind }) => kind !== "shared");
  const perToken = groups.filter(({ kind }) => kind === "attention" || kind === "latent");
  const states = groups.filter(({ kind }) => kind === "state");
  const one = (group: LayerGroup) =>
    cacheBytes(
      { layers: [{ ...group, count: 1 }], trace: {} },
      { ...settings, tokens: 1n, batch: 1n },
    );
  const token = single(perToken.map(one));
  const state = single(states.map(one));
  const windowed = perToken.filter((group) => windowOf(group) !== undefined);
  const window = single(windowed.map(windowOf));
  const others = perToken.length + states.length < groups.length;
  if (others || token === null || state === null || window === null) return undefined;
  const layers = (some: readonly LayerGroup[]) => some.reduce((sum, { count: n }) => sum + n, 0);
  return {
    [t.batch.id]: settings.batch ?? 1n,
    [t.tokens.id]: settings.tokens,
    [layeredTerms.perToken.id]: token ?? 0n,
    [layeredTerms.full.id]: layers(perToken) - layers(windowed),
    [layeredTerms.windowed.id]: layers(windowed),
    [t.window.id]: window ?? 0,
    [layeredTerms.states.id]: layers(states),
    [layeredTerms.state.id]: state ?? 0n,
  };
}
