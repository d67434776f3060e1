import { computed, effect, signal } from "@preact/signals";
import type { Subject } from "../../lib/plan/set-up.ts";
import type { Line } from "../state/input.ts";
import { memories } from "./known.ts";
import { subject } from "./model/chosen.ts";
import { subjectFor } from "./model/linked.ts";
import { modelWord, pack, unpack } from "./packed.ts";
import { type Planned, planned } from "./planned.ts";
import { now, setUpOf } from "./set-up.ts";
import { besides } from "./state.ts";

/** Models of set-ups that stand beside, or why there is none, by the word their inputs have for them. */
const subjects = signal<ReadonlyMap<string, Subject | string>>(new Map());

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
  const model = subjects.value.get(modelWord(read));
  if (model === undefined) return { input, letter };
  return typeof model === "string"
    ? { input, letter, why: model }
    : { input, letter, plan: planned(setUpOf(read, model, memories.value)) };
}

/** The set-ups that stand beside the one of the inputs. */
export const compared = computed(() =>
  besides.filter(({ value }) => value.value !== "").map(comparedOf),
);

const remember = (word: string, model: Subject | string): void => {
  subjects.value = new Map([...subjects.peek(), [word, model]]);
};

/** Fetches the models of set-ups that a link sets beside. */
export function followBesides(): void {
  effect(() => {
    for (const { value } of besides) {
      const read = value.value === "" ? undefined : unpack(value.value);
      if (!read) continue;
      const word = modelWord(read);
      if (subjects.peek().has(word)) continue;
      subjectFor(read).then(
        (model) => remember(word, model),
        (error: Error) => remember(word, error.message),
      );
    }
  });
}

/** Whether a link can carry the model of the inputs: one read from a file may be too long for it. */
const isLinked = (): boolean => modelWord(now) !== "" || subject.value.file === undefined;

/** Keeps the set-up of the inputs in the first free place, and says so, or why not. */
export function keep(): string {
  const free = besides.find(({ value }) => value.value === "");
  if (!free) return "There is no room for another.";
  if (!isLinked()) return "This model cannot be set beside: no link can carry it.";
  remember(modelWord(now), subject.value);
  free.value.value = pack();
  return `Kept as ${free.key.toUpperCase()}.`;
}
