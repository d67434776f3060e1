import { computed, signal } from "@preact/signals";
import type { Subject } from "../../lib/plan/set-up.ts";
import type { Line } from "../state/input.ts";
import { memories } from "./known.ts";
import { subject } from "./model/chosen.ts";
import { modelWord, pack, unpack } from "./packed.ts";
import { type Planned, planned } from "./planned.ts";
import { now, setUpOf } from "./set-up.ts";
import { besides } from "./state.ts";

/** Models of set-ups that stand beside, by the word their inputs have for them. */
const subjects = signal<ReadonlyMap<string, Subject>>(new Map());

/** A set-up that stands beside: what it comes to, or why it comes to nothing yet. */
export interface Compared {
  readonly input: Line;
  readonly letter: string;
  readonly plan?: Planned;
  readonly why?: string;
}

function comparedOf(input: Line): Compared {
  const letter = input.key.toUpperCase();
  const read = unpack(input.value.value);
  if (!read) return { input, letter, why: "is no set-up that this page can read" };
  const word = modelWord(read);
  const model = subjects.value.get(word) ?? (word === modelWord(now) ? subject.value : undefined);
  if (!model) return { input, letter };
  return { input, letter, plan: planned(setUpOf(read, model, memories.value)) };
}

/** The set-ups that stand beside the one of the inputs. */
export const compared = computed(() =>
  besides.filter(({ value }) => value.value !== "").map(comparedOf),
);

/** Remembers a model for set-ups that name it by a word. */
export function remember(word: string, model: Subject): void {
  subjects.value = new Map([...subjects.value, [word, model]]);
}

/** Keeps the set-up of the inputs in the first free place; says its letter, or nothing where all are taken. */
export function keep(): string | undefined {
  const free = besides.find(({ value }) => value.value === "");
  if (!free) return undefined;
  remember(modelWord(now), subject.value);
  free.value.value = pack();
  return free.key.toUpperCase();
}
