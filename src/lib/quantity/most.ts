/** The largest of 0, 1, 2, … up to `most` that fits, where all below a number that fits do too. */
export function mostThat(fits: (count: bigint) => boolean, most?: bigint): bigint {
  const within = (count: bigint) => (most === undefined || count <= most) && fits(count);
  let high = 1n;
  while (within(high)) high *= 2n;
  let low = high / 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (within(middle)) low = middle;
    else high = middle;
  }
  return low;
}
