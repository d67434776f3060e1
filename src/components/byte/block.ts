import { blockFormats } from "../../lib/quantity/block.ts";
import { type ElementTypeId, elementTypes } from "../../lib/quantity/element.ts";
import { type FloatFormat, floatFormats, kept } from "../../lib/quantity/float.ts";
import {
  type Quantised,
  type QuantisedFormatId,
  quantise,
  quantisedFormats,
  restore,
} from "../../lib/quantity/quantise.ts";
import { rotate } from "../../lib/quantity/rotate.ts";
import { type Numbers, numbersNow } from "./numbers.ts";
import { format, rotation } from "./state.ts";

const squares = (all: readonly number[]): number => all.reduce((sum, one) => sum + one * one, 0);

/** Root mean square of the errors over that of the numbers, all but one of them. */
export function errorOfOthers(
  numbers: readonly number[],
  back: readonly number[],
  but: number,
): number {
  const others = numbers.filter((_, place) => place !== but);
  const errors = numbers.map((one, p) => one - back[p]!).filter((_, p) => p !== but);
  const size = squares(others);
  return size === 0 ? 0 : Math.sqrt(squares(errors) / size);
}

/** How many of the others were not zero and come back as zero. */
const vanished = (numbers: readonly number[], back: readonly number[], but: number): number =>
  numbers.filter((one, place) => place !== but && one !== 0 && back[place] === 0).length;

/** A format beside the others: what the same numbers take and lose in it. */
export interface Compared {
  readonly id: QuantisedFormatId | "fp8" | "fp16";
  readonly label: string;
  /** Bytes of the thirty-two. */
  readonly bytes: number;
  readonly error: number;
  readonly vanished: number;
  /** The error where numbers are rotated first, and back afterwards. */
  readonly rotated: number;
}

const bytesOf = (id: ElementTypeId, count: number): number =>
  (elementTypes[id].bytes * count) / elementTypes[id].elements;

/** Every format on the same numbers: formats without blocks first. FP8 is E4M3 with a scale of 1. */
export function compare({ numbers, place }: Numbers): Compared[] {
  const row = (
    id: Compared["id"],
    label: string,
    through: (all: readonly number[]) => readonly number[],
  ): Compared => {
    const back = through(numbers);
    return {
      id,
      label,
      bytes: bytesOf(id, numbers.length),
      error: errorOfOthers(numbers, back, place),
      vanished: vanished(numbers, back, place),
      rotated: errorOfOthers(numbers, rotate(through(rotate(numbers))), place),
    };
  };
  const each = (format: FloatFormat) => (all: readonly number[]) =>
    all.map((one) => kept(format, one));
  return [
    row("fp16", floatFormats.fp16.label, each(floatFormats.fp16)),
    row("fp8", floatFormats.e4m3.label, each(floatFormats.e4m3)),
    ...quantisedFormats.map((id) =>
      row(id, elementTypes[id].label, (all) => restore(quantise(all, id))),
    ),
  ];
}

/** The block as the chosen format keeps it. Reads signals. */
export interface BlockNow extends Numbers {
  readonly format: QuantisedFormatId;
  readonly each: number;
  readonly blocks: readonly Quantised[];
  /** Whether codes and levels are those of the rotated numbers. */
  readonly rotated: boolean;
  readonly back: readonly number[];
  readonly codes: readonly number[];
  /** The half of the drawing's height, a power of two. */
  readonly span: number;
}

export function blockNow(): BlockNow {
  const { numbers, place } = numbersNow();
  const id = format.value.value;
  const rotated = rotation.value.value === "yes";
  const blocks = quantise(rotated ? rotate(numbers) : numbers, id);
  const restored = restore(blocks);
  const most = Math.max(...numbers.map(Math.abs));
  return {
    numbers,
    place,
    format: id,
    each: blockFormats[id].numbers,
    blocks,
    rotated,
    back: rotated ? rotate(restored) : restored,
    codes: blocks.flatMap(({ codes }) => codes),
    span: 2 ** Math.max(0, Math.ceil(Math.log2(most || 1))),
  };
}
