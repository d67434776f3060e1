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
