import { type Attended, attend, project } from "./attention.ts";
import { upTo, type Word } from "./words.ts";

/**
 * What comes into a layer that is made up for the sentence, small enough to check by hand: how much
 * each word is a thing, an action, a pointer back and a link.
 */
const incoming: Readonly<Record<Word, readonly number[]>> = {
  the: [0, 0, 0, 1],
  cat: [3, 0, 0, 0],
  sat: [1, 2, 0, 0],
  because: [0, 0, 0, 2],
  it: [0, 0, 2, 0],
  was: [0, 1, 0, 1],
  tired: [1, 1, 0, 0],
};

/** The layer's three matrices, by rows: a word that points back asks for things. */
const weights = {
  query: [
    [0, 1, 0, 0],
    [1, 0, 1, 0],
    [2, 0, 0, 0],
    [0, 1, 0, 1],
  ],
  key: [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [1, 0, 1, 0],
    [0, 0, 0, 1],
  ],
  value: [
    [2, 0, 1, 0],
    [0, 2, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 1, 0],
  ],
} as const;

export interface Vectors {
  readonly query: readonly number[];
  readonly key: readonly number[];
  readonly value: readonly number[];
}

/** What the layer computes from a word. */
export const vectorsOf = (word: Word): Vectors => {
  const numbers = incoming[word];
  return {
    query: project(numbers, weights.query),
    key: project(numbers, weights.key),
    value: project(numbers, weights.value),
  };
};

/** The newest word's query over the keys and values of all words so far, its own included. */
export function read(newest: Word): Attended {
  const kept = upTo(newest).map(vectorsOf);
  return attend(
    vectorsOf(newest).query,
    kept.map(({ key }) => key),
    kept.map(({ value }) => value),
  );
}
