import type { Input } from "../state/input.ts";
import { modelInputs } from "./model/chosen.ts";
import type { Read } from "./set-up.ts";
import { setUpInputs } from "./state.ts";

/** Leads a packed set-up and says how it is read. */
const version = "1";
const inputs = setUpInputs as unknown as readonly Input[];

const escaped = (text: string): string => encodeURIComponent(text).replaceAll("*", "%2A");

/** The set-up as it is, in one word of a link: what differs from the defaults, `1*tokens_16000*n_4`. */
export const pack = (): string =>
  [
    version,
    ...inputs
      .filter(({ value, initial }) => value.value !== initial)
      .map(({ key, print, value }) => `${key}_${escaped(print(value.value))}`),
  ].join("*");

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Values of inputs by their keys, as a packed set-up gives them; undefined where it is none. */
function values(packed: string): ReadonlyMap<string, unknown> | undefined {
  const [first, ...pairs] = packed.split("*");
  if (first !== version) return undefined;
  const found = new Map<string, unknown>();
  for (const pair of pairs) {
    const cut = pair.indexOf("_");
    const input = inputs.find(({ key }) => key === pair.slice(0, cut));
    const text = decoded(pair.slice(cut + 1));
    const value = text === undefined ? undefined : input?.parse(text);
    if (!input || value === undefined) return undefined;
    found.set(input.key, value);
  }
  return found;
}

/** Gives the inputs of a packed set-up; undefined for a text that is none. */
export function unpack(packed: string): Read | undefined {
  const found = values(packed);
  return (
    found &&
    (<Value>({ key, initial }: Input<Value>) =>
      found.has(key) ? (found.get(key) as Value) : initial)
  );
}

/** Puts the inputs to a packed set-up. */
export function take(packed: string): void {
  const read = unpack(packed);
  if (!read) return;
  for (const input of inputs) input.value.value = read(input);
}

/** Which model some inputs name, in a word to remember it by. */
export const modelWord = (read: Read): string =>
  (modelInputs as unknown as readonly Input[])
    .filter((input) => read(input) !== input.initial)
    .map((input) => `${input.key}_${input.print(read(input))}`)
    .join("*");
