import { readBlock, readBlockNumber } from "./read.ts";
import { at, moved, sample, values } from "./state.ts";

/** Thirty-two numbers, and the place of the one that can be moved, from 0. */
export interface Numbers {
  readonly numbers: readonly number[];
  readonly place: number;
}

const initial = readBlock(sample);
let last: readonly number[] = "numbers" in initial ? initial.numbers : [];

/** The numbers under the inputs; while an input can't be read, those before it. Reads signals. */
export function numbersNow(): Numbers {
  const place = at.value.value - 1;
  const read = readBlock(values.value.value);
  const list = "numbers" in read ? read.numbers : last;
  const text = moved.value.value.trim();
  const to = text === "" ? list[place] : readBlockNumber(text);
  if (to !== undefined) last = list.with(place, to);
  return { numbers: last, place };
}
