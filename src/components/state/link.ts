import { batch } from "@preact/signals";
import { partOfLink } from "../share/address.ts";
import type { Input } from "./input.ts";

/** A part of a link that could not be used, and why. */
export interface Ignored {
  readonly part: string;
  readonly why: string;
}

type Inputs = readonly Input<never>[];
const any = (inputs: Inputs) => inputs as unknown as readonly Input[];

/** The inputs that differ from what the page starts with. */
export const changed = (inputs: Inputs): Input[] =>
  any(inputs).filter(({ value, initial }) => value.value !== initial);

/** The query of a link that restores the inputs: only what differs, in the order of the inputs. */
export function toQuery(inputs: Inputs): string {
  const query = new URLSearchParams(
    changed(inputs).map(({ key, print, value }) => [key, print(value.value)]),
  );
  return query.toString();
}

/** Sets every input from a query, those it does not name to their defaults; says what was ignored. */
export function fromQuery(inputs: Inputs, query: string): Ignored[] {
  const given = new URLSearchParams(query);
  const ignored: Ignored[] = [];
  batch(() => {
    for (const { key, label, value, initial, parse, expects } of any(inputs)) {
      const text = given.get(key);
      const parsed = text === null ? undefined : parse(text);
      value.value = parsed ?? initial;
      if (text !== null && parsed === undefined)
        ignored.push({ part: partOfLink(key, text), why: `${label} takes ${expects}` });
    }
  });
  const labels = new Map(any(inputs).map(({ key, label }) => [key, label]));
  const seen = new Set<string>();
  for (const [key, text] of given) {
    const label = labels.get(key);
    if (label !== undefined && seen.has(key))
      ignored.push({
        part: partOfLink(key, text),
        why: `${label} is given before, and that was taken`,
      });
    if (label === undefined && !key.startsWith("utm_"))
      ignored.push({ part: partOfLink(key, text), why: "this page has no such input" });
    seen.add(key);
  }
  return ignored;
}

/** Puts every input back to what the page starts with. */
export function reset(inputs: Inputs): void {
  batch(() => {
    for (const { value, initial } of any(inputs)) value.value = initial;
  });
}
