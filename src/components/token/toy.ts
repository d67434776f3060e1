import { type Attended, attend, project } from "./attention.ts";

/**
 * A sentence and a layer made up for it, small enough to check by hand. What comes into the layer for
 * each word says, in four numbers, how much it is a thing, an action, a pointer back and a link.
 */
const incoming = {
  the: { text: "The", numbers: [0, 0, 0, 1] },
  cat: { text: "cat", numbers: [3, 0, 0, 0] },
  sat: { text: "sat", numbers: [1, 2, 0, 0] },
  because: { text: "because", numbers: [0, 0, 0, 2] },
  it: { text: "it", numbers: [0, 0, 2, 0] },
  was: { text: "was", numbers: [0, 1, 0, 1] },
  tired: { text: "tired", numbers: [1, 1, 0, 0] },
} as const;

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

export type Word = keyof typeof incoming;
export const words = Object.keys(incoming) as Word[];
export const textOf = (word: Word): string => incoming[word].text;

/** The words as the reader chooses among them. */
export const wordTexts = Object.fromEntries(words.map((word) => [word, textOf(word)])) as Record<
  Word,
  string
>;

/** How many of the words are the prompt; the model would give the others one by one. */
export const promptWords = 4;

export interface Vectors {
  readonly query: readonly number[];
  readonly key: readonly number[];
  readonly value: readonly number[];
}

/** What the layer computes from a word. */
export const vectorsOf = (word: Word): Vectors => {
  const { numbers } = incoming[word];
  return {
    query: project(numbers, weights.query),
    key: project(numbers, weights.key),
    value: project(numbers, weights.value),
  };
};

/** The words up to and including one. */
export const upTo = (word: Word): Word[] => words.slice(0, words.indexOf(word) + 1);

/** The newest word's query over the keys and values of all words so far, its own included. */
export function read(newest: Word): Attended {
  const kept = upTo(newest).map(vectorsOf);
  return attend(
    vectorsOf(newest).query,
    kept.map(({ key }) => key),
    kept.map(({ value }) => value),
  );
}
