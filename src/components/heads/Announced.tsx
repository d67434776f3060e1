import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Spoken } from "../cells/Spoken.tsx";

interface Props {
  /** The sentence to speak; reads signals. */
  readonly text: () => string;
}

/** Says the result of the very change that brought a part to life too, not only of those after it. */
export function Announced({ text }: Props) {
  const alive = useSignal(false);
  useEffect(() => {
    alive.value = true;
  }, [alive]);
  return <Spoken text={() => (alive.value ? text() : "")} />;
}
