import { signal } from "@preact/signals";
import { grouped } from "../../lib/quantity/print.ts";
import { type Input, type Settable, wholeNumber } from "../state/input.ts";

/**
 * A whole number that is what something else gives until the reader sets it: `own` holds what was set,
 * and `field` is what a field shows. Set to what is given anyway, it is as if it was never set.
 */
export function overriding(
  key: string,
  label: string,
  min: number,
  max: number,
  given: () => number,
): { readonly own: Input<number | undefined>; readonly field: Settable } {
  const { parse, expects } = wholeNumber(key, label, min, min, max);
  const value = signal<number | undefined>(undefined);
  return {
    own: {
      key,
      label,
      initial: undefined,
      print: String,
      parse,
      expects,
      value,
      show: (set) => (set === undefined ? "as the model has it" : grouped(set)),
    },
    field: {
      label,
      min,
      max,
      parse,
      expects,
      value: {
        get value() {
          return value.value ?? given();
        },
        set value(set) {
          value.value = set === given() ? undefined : set;
        },
      },
    },
  };
}
