import { add, divide, multiply, type Ratio, ratio, subtract, toNumber } from "../quantity/ratio.ts";

/**
 * The few operations a memory formula needs. A formula written over them runs twice: in doubles to
 * look through thousands of assumptions, exactly to confirm the few that fit.
 */
export interface Arithmetic<T> {
  /** A number; `name` is what it stands for, for those who write the formula out. */
  readonly of: (value: Ratio | bigint | number, name?: string) => T;
  readonly plus: (a: T, b: T) => T;
  readonly minus: (a: T, b: T) => T;
  readonly times: (a: T, b: T) => T;
  readonly over: (a: T, b: T) => T;
  /** The largest whole number at or below, and the smallest at or above. */
  readonly floor: (a: T) => T;
  readonly ceil: (a: T) => T;
}

/** A number of something, with a name that fits it: 1 layer, 2 layers. */
export function counting<T>({ of }: Arithmetic<T>, count: Ratio | bigint | number, one: string): T {
  const single = typeof count === "object" ? count.n === count.d : Number(count) === 1;
  return of(count, single ? one : `${one}s`);
}

const wholeBelow = ({ n, d }: Ratio): bigint => (n >= 0n || n % d === 0n ? n / d : n / d - 1n);

export const doubles: Arithmetic<number> = {
  of: (value) => (typeof value === "object" ? toNumber(value) : Number(value)),
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  floor: (a) => Math.floor(a + Math.abs(a) * 1e-12),
  ceil: (a) => Math.ceil(a - Math.abs(a) * 1e-12),
};

export const exactly: Arithmetic<Ratio> = {
  of: (value) => (typeof value === "object" ? value : ratio(value)),
  plus: add,
  minus: subtract,
  times: multiply,
  over: divide,
  floor: (a) => ratio(wholeBelow(a)),
  ceil: ({ n, d }) => ratio(-wholeBelow({ n: -n, d })),
};
