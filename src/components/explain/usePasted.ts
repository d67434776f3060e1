import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Line } from "../state/input.ts";

export interface Pasted {
  readonly text: Signal<string>;
  /** What is to be said about the link, where it cannot carry the text or carried a broken one. */
  readonly note: Signal<string>;
  readonly set: (text: string) => void;
}

/** Longest text worth packing: twenty times what a link carries, as tables pack well. */
const worthPacking = 80_000;

/** A long text that a link carries packed, kept in step with its input both ways. */
export function usePasted(input: Line): Pasted {
  const text = useSignal("");
  const note = useSignal("");
  const known = useRef("");
  const latest = useRef(0);

  useSignalEffect(() => {
    const packed = input.value.value;
    if (packed === known.current) return;
    known.current = packed;
    const turn = ++latest.current;
    note.value = "";
    if (packed === "") {
      text.value = "";
      return;
    }
    import("../share/pack.ts")
      .then(({ unpack }) => unpack(packed))
      .then((unpacked) => {
        if (turn === latest.current) text.value = unpacked;
      })
      .catch(() => {
        note.value = "This link's copy of it is damaged: paste it again.";
      });
  });

  const set = (typed: string) => {
    text.value = typed;
    const turn = ++latest.current;
    const keep = (packed: string, said: string) => {
      if (turn !== latest.current) return;
      known.current = packed;
      input.value.value = packed;
      note.value = said;
    };
    const tooLong = "Too long for a link: who follows it has to paste this too.";
    if (typed.trim() === "") keep("", "");
    else if (typed.length > worthPacking) keep("", tooLong);
    else
      import("../share/pack.ts")
        .then(({ pack }) => pack(typed))
        .then((packed) => (packed.length <= input.longest ? keep(packed, "") : keep("", tooLong)));
  };
  return { text, note, set };
}
