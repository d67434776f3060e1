import { readBlock, readBlockNumber } from "./read.ts";
import { at, moved, sample, values } from "./state.ts";

/** Thirty-two numbers, and the place of the one that can be moved, from 0. */
export interface Numbers {
  readonly numbers: readonly number[];
  readonly place: number;
}

const initial = readBlock(sample);
let list: readonly number[] = "numbers" in initial ? initial.numbers : [];

/**
 * The numbers under the inputs: while the list can't be read, the one before it; while the value to
 * move to can't, the number as it stands in the list. Reads signals.
 */
export function numbersNow(): Numbers {
  const place = at.value.value - 1;
  const read = readBlock(values.value.value);
  if ("numbers" in read) list = read.numbers;
  const to = readBlockNumber(moved.value.value);
  return { numbers: to === undefined ? list : list.with(place, to), place };
}
