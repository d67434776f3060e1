import type { Shape } from "./models.ts";

export type Point = readonly [x: number, y: number];

/** How a block is drawn: pixels for each of its directions. All pieces of one drawing share it. */
export interface BlockScale {
  /** Across: pixels for the numbers of one head's key or value. */
  readonly column: number;
  /** Down: pixels for one layer. */
  readonly row: number;
  /** Deep: tokens in one slice, and its pixels along the oblique edge. */
  readonly tokensPerSlice: number;
  readonly slice: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Pixels along the oblique edge that the deepest block may take. */
  readonly depth: number;
}

/** Most slices a block is drawn with before one slice comes to stand for four times the tokens. */
export const mostSlices = 20;

/** The smallest power of four of which the tokens need no more than the slices there are. */
export function tokensPerSlice(tokens: number): number {
  let size = 1;
  while (tokens > size * mostSlices) size *= 4;
  return size;
}

const across = ({ heads, dim }: Shape): number => 2 * heads * dim;

/** The scale at which every one of some shapes fits the room, at a number of tokens. */
export function scaleFor(
  shape: Shape,
  tokens: number,
  room: Room,
  among: readonly Shape[] = [shape],
): BlockScale {
  const widest = Math.max(...among.map(across));
  const tallest = Math.max(...among.map(({ layers }) => layers));
  return {
    column: (room.width / widest) * shape.dim,
    row: room.height / tallest,
    tokensPerSlice: tokensPerSlice(tokens),
    slice: room.depth / mostSlices,
  };
}

/** Where the oblique edge leads, for one pixel along it: to the right and up. */
const oblique: Point = [0.8, -0.6];

export interface Block {
  readonly width: number;
  readonly height: number;
  /** Pixels along the oblique edge. */
  readonly depth: number;
  /** Depths at which a slice ends, the last one where the tokens do. */
  readonly slices: readonly number[];
}

/** A block's edges in pixels. */
export function blockOf({ layers, heads }: Shape, tokens: number, scale: BlockScale): Block {
  const depth = (tokens / scale.tokensPerSlice) * scale.slice;
  const whole = Math.floor(tokens / scale.tokensPerSlice);
  return {
    width: 2 * heads * scale.column,
    height: layers * scale.row,
    depth,
    slices: Array.from({ length: whole }, (_, index) => (index + 1) * scale.slice),
  };
}

/** A point of the drawing: across and down on the front, and deep along the oblique edge. */
export const place = (x: number, y: number, deep = 0): Point => [
  x + deep * oblique[0],
  y + deep * oblique[1],
];

/** The layer and the column at a point of the front, counted from 0; undefined beside it. */
export function cellAt(
  [x, y]: Point,
  { layers, heads }: Shape,
  { column, row }: BlockScale,
): { layer: number; column: number } | undefined {
  const found = { layer: Math.floor(y / row), column: Math.floor(x / column) };
  const inside =
    found.layer >= 0 && found.layer < layers && found.column >= 0 && found.column < 2 * heads;
  return inside ? found : undefined;
}
