/** One head of one attention layer: how a query draws on the keys and values kept so far. */
export interface Attended {
  /** Query times key, number by number, for every key. */
  readonly products: readonly number[];
  /** The products over the square root of the head dimension. */
  readonly scores: readonly number[];
  /** How much of each value is taken; they add up to one. */
  readonly shares: readonly number[];
  /** The values added up, each by its share. */
  readonly output: readonly number[];
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const dot = (a: readonly number[], b: readonly number[]): number =>
  add(a.map((one, index) => one * b[index]!));

/** Shares that add up to one, larger where the score is: e to the score, over the sum of all. */
export function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = add(powers);
  return powers.map((power) => power / all);
}

/**
 * Scaled dot-product attention of one query over keys and values of one width, at least one of each
 * (source: Vaswani et al. 2017, section 3.2.1).
 */
export function attend(
  query: readonly number[],
  keys: readonly (readonly number[])[],
  values: readonly (readonly number[])[],
): Attended {
  const products = keys.map((key) => dot(query, key));
  const scores = products.map((product) => product / Math.sqrt(query.length));
  const shares = softmax(scores);
  const output = values[0]!.map((_, place) =>
    dot(
      shares,
      values.map((value) => value[place]!),
    ),
  );
  return { products, scores, shares, output };
}

/** A vector through a matrix given by its rows. */
export const project = (
  vector: readonly number[],
  rows: readonly (readonly number[])[],
): number[] =>
  rows[0]!.map((_, place) =>
    dot(
      vector,
      rows.map((row) => row[place]!),
    ),
  );
