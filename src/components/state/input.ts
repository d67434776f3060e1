import { type Signal, signal } from "@preact/signals";
import { grouped } from "../../lib/quantity/print.ts";

/** How an input is written in a link, and what it accepts. */
interface Codec<Value> {
  readonly print: (value: Value) => string;
  /** The value a text stands for, or undefined when it stands for none. */
  readonly parse: (text: string) => Value | undefined;
  /** What is accepted, for a message: "a whole number from 1 to 128". */
  readonly expects: string;
}

/** Something a reader can change. Its key is part of permanent links and never changes. */
export interface Input<Value = unknown> extends Codec<Value> {
  readonly key: string;
  /** What the reader calls it: "KV heads of 405B". */
  readonly label: string;
  readonly initial: Value;
  readonly value: Signal<Value>;
  /** How a value is named to the reader, where not as in a link. */
  readonly show?: (value: Value) => string;
}

function input<Value>(
  key: string,
  label: string,
  initial: Value,
  codec: Codec<Value>,
): Input<Value> {
  return { key, label, initial, ...codec, value: signal(initial) };
}

/**
 * A whole number within bounds. Its text is put together by us: the first `toLocaleString` of a page takes
 * 15 ms, in which the reader would wait for the answer to a first touch.
 */
export function wholeNumber(key: string, label: string, initial: number, min: number, max: number) {
  return {
    min,
    max,
    ...input<number>(key, label, initial, {
      print: String,
      parse: (text) => {
        const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
        return value >= min && value <= max ? value : undefined;
      },
      expects: `a whole number from ${grouped(min)} to ${grouped(max)}`,
    }),
  };
}

export type WholeNumber = ReturnType<typeof wholeNumber>;

/** A number that a field on the page shows and sets. */
export interface Settable {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly parse: (text: string) => number | undefined;
  readonly expects: string;
  readonly value: { value: number };
}

/** One of a few named values. */
export function choice<Value extends string>(
  key: string,
  label: string,
  initial: NoInfer<Value>,
  labels: Readonly<Record<Value, string>>,
) {
  const names = Object.keys(labels) as Value[];
  return {
    labels,
    names,
    show: (value: Value): string => labels[value],
    ...input<Value>(key, label, initial, {
      print: (value) => value,
      parse: (text) => names.find((name) => name === text),
      expects: `one of ${names.join(", ")}`,
    }),
  };
}

export type Choice<Value extends string> = ReturnType<typeof choice<Value>>;

/** A line of text, as typed. */
export function line(
  key: string,
  label: string,
  initial: string,
  longest = 200,
  show?: (value: string) => string,
) {
  return {
    longest,
    ...(show && { show }),
    ...input<string>(key, label, initial, {
      print: (value) => value,
      parse: (text) => (text.length <= longest ? text : undefined),
      expects: `at most ${longest} characters`,
    }),
  };
}

export type Line = ReturnType<typeof line>;
