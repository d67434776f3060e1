/**
 * Numbers rotated by the normalised Hadamard matrix of their count, which has to be a power of two.
 * Lengths and inner products stay as they are, one large number is spread over all, and rotating
 * again gives the numbers back. Source: ggml-org/llama.cpp PR 21038, which rotates queries, keys and
 * values so before a cache is quantised. Throws a RangeError for another count.
 */
export function rotate(numbers: readonly number[]): number[] {
  const count = numbers.length;
  if (count === 0 || (count & (count - 1)) !== 0)
    throw new RangeError(`a rotation takes a power of two of numbers, not ${count}`);
  let now = [...numbers];
  for (let apart = 1; apart < count; apart *= 2) {
    now = now.map((one, place) =>
      (place & apart) === 0 ? one + now[place + apart]! : now[place - apart]! - one,
    );
  }
  const norm = Math.sqrt(count);
  return now.map((one) => one / norm);
}
