/** Equal tensors of a model: what they are for, the shape of one, and how many there are. */
export interface Tensors {
  readonly part: "embeddings" | "attention" | "feed-forward" | "experts" | "norms" | "output";
  readonly name: string;
  readonly shape: readonly number[];
  readonly copies: number;
  /** Of the experts the copies belong to, how many a token is sent to, where the config says. */
  readonly routed?: { readonly experts: number; readonly chosen: number | undefined };
}

/** Numbers in all of them. */
export const numbersIn = ({ shape, copies }: Tensors): bigint =>
  shape.reduce((product, size) => product * BigInt(size), BigInt(copies));

/**
 * Numbers of them that work on one token: all, or of experts those it is sent to. Undefined where the
 * config does not say how many that is.
 */
export function numbersAtWork(tensor: Tensors): bigint | undefined {
  const { routed } = tensor;
  if (!routed) return numbersIn(tensor);
  if (routed.chosen === undefined) return undefined;
  return (numbersIn(tensor) * BigInt(routed.chosen)) / BigInt(routed.experts);
}

/** A matrix, and its bias where there is one. */
export function matrix(
  part: Tensors["part"],
  name: string,
  [rows, columns]: readonly [number, number],
  copies: number,
  bias = false,
): Tensors[] {
  const weight: Tensors = { part, name, shape: [rows, columns], copies };
  return bias ? [weight, { part, name: `${name} bias`, shape: [rows], copies }] : [weight];
}
