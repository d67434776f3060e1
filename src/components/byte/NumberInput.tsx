import { TextField } from "../cells/TextField.tsx";
import { readNumber } from "./read.ts";
import { number } from "./state.ts";

/** The number whose bits are shown. */
export function NumberInput() {
  const readable = readNumber(number.value.value) !== undefined;
  return (
    <TextField
      input={number}
      refused={
        readable
          ? undefined
          : "Takes a number such as 0.1, −3 or 6e4; still showing the one before."
      }
    />
  );
}
