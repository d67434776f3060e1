import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";

interface Props {
  /** The sentence to speak; reads signals. */
  readonly text: () => string;
}

const pause = 600;

/** Says a result to screen readers once the reader has stopped changing it. */
export function Spoken({ text }: Props) {
  // What stands there already; a reader may have changed it before the first effect runs.
  const [first] = useState(() => untracked(text));
  const said = useSignal("");
  useSignalEffect(() => {
    const sentence = text();
    if (said.peek() === "" && sentence === first) return;
    const timer = setTimeout(() => {
      said.value = sentence;
    }, pause);
    return () => clearTimeout(timer);
  });
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
