/** The sentence that the drawings read, a token a word. */
export const texts = {
  the: "The",
  cat: "cat",
  sat: "sat",
  because: "because",
  it: "it",
  was: "was",
  tired: "tired",
} as const;

export type Word = keyof typeof texts;

/** The words in the order they are read. */
export const words = Object.keys(texts) as Word[];

/** How many of the words are the prompt; the model would give the others one by one. */
export const promptWords = 4;

/** The words up to and including one. */
export const upTo = (word: Word): Word[] => words.slice(0, words.indexOf(word) + 1);
