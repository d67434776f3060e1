import type { Architecture, AttentionLayers } from "../architecture/architecture.ts";
import { significant } from "../quantity/print.ts";
import { compare, type Ratio, ratio } from "../quantity/ratio.ts";
import { elementSize, elementSizes } from "./element-size.ts";
import type { Assumption, Choice } from "./hypothesis.ts";
import type { Widths } from "./subject.ts";

type Choices = readonly [Choice, ...Choice[]];

/** An assumption that changes what is counted. */
export const counts = (id: string, name: string, choices: Choices): Assumption => ({
  id,
  name,
  reading: false,
  choices,
});

const attention = (architecture: Architecture): AttentionLayers[] =>
  architecture.layers.filter((group) => group.kind === "attention");

/** What the layer groups have, each amount once: "16 and 4" where they differ. */
const shown = (amounts: readonly Ratio[]) =>
  [...new Set(amounts.map((amount) => significant(amount)))].join(" and ");

/** KV heads as another rule would count them, for a layer group. */
export type HeadRule = (group: AttentionLayers) => Ratio;

/** KV heads: the config's, every query head, each stored twice, half, one, or one for each of a number of devices. */
export function kvHeadChoices(architecture: Architecture, widths: Widths): Assumption | undefined {
  const groups = attention(architecture);
  if (groups.length === 0) return undefined;
  const heads = (rule: HeadRule) => groups.map((group) => rule(group));
  const stored: HeadRule = ({ kvHeads }) => ratio(kvHeads);
  const rules: [HeadRule, string][] = [
    [({ kvHeads }) => ratio(kvHeads * 2), "each KV head twice, as when copied for more devices"],
  ];
  const { queryHeads, hiddenSize } = widths;
  if (queryHeads) {
    const same = groups.every(({ keyDim }) => queryHeads * keyDim === hiddenSize);
    const why = same
      ? "every query head, or hidden size for heads × dimension"
      : "every query head";
    rules.unshift([() => ratio(queryHeads), why]);
  }
  if (hiddenSize) {
    rules.push([({ keyDim }) => ratio(hiddenSize, keyDim), "hidden size for heads × dimension"]);
  }
  if (groups.every(({ kvHeads }) => kvHeads % 2 === 0)) {
    rules.push([({ kvHeads }) => ratio(kvHeads, 2), "half the KV heads"]);
  }
  rules.push([() => ratio(1), "a single KV head"]);
  rules.push([() => ratio(8), "as many as grouped-query models commonly have"]);
  for (const devices of [8, 16, 32]) {
    rules.push([
      ({ kvHeads }) => ratio(Math.max(kvHeads, devices)),
      `one for each of ${devices} devices`,
    ]);
  }
  const key = (rule: HeadRule) =>
    heads(rule)
      .map(({ n, d }) => `${n}/${d}`)
      .join();
  const seen = new Set([key(stored)]);
  const others = rules.filter(([rule]) => (seen.has(key(rule)) ? false : seen.add(key(rule))));
  return counts("kv-heads", "KV heads", [
    { value: stored, label: `${shown(heads(stored))} (config)` },
    ...others.map(([rule, why]) => ({ value: rule, label: `${shown(heads(rule))} (${why})` })),
  ]);
}

/** The head dimension guessed as hidden size over query heads, where the config says otherwise. */
export function headDimChoices(architecture: Architecture, widths: Widths): Assumption | undefined {
  const { hiddenSize = Number.NaN, queryHeads = Number.NaN } = widths;
  const guess = hiddenSize / queryHeads;
  const stored = attention(architecture).map(({ keyDim }) => keyDim);
  if (!Number.isInteger(guess) || stored.every((dim) => dim === guess)) return undefined;
  return counts("head-dim", "head dimension", [
    { value: undefined, label: `${shown(stored.map((dim) => ratio(dim)))} (config)` },
    { value: guess, label: `${guess} (hidden size / query heads)` },
  ]);
}

/** Bytes per number: what is stated, or 2 where nothing is, and every other known size. */
export function elementChoices(id: string, name: string, stated: string | undefined): Assumption {
  const named = stated === undefined ? undefined : elementSize(stated);
  const size = named ?? ratio(2);
  const sizes = elementSizes(named);
  const same = (other: Ratio) => compare(other, size) === 0;
  const label = sizes.find((other) => same(other.size))?.label ?? `${significant(size)} bytes`;
  return counts(id, name, [
    { value: size, label: stated ? label : `${label}, taken as nothing is stated` },
    ...sizes
      .filter((other) => !same(other.size))
      .map(({ size: value, ...other }) => ({ value, ...other })),
  ]);
}
