import { useEffect } from "preact/hooks";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { inputs } from "./state.ts";

interface Props {
  /** Called once the inputs are those of the address. */
  readonly ready?: () => void;
}

/** The inputs of this article, kept in step with its address. */
export function Status({ ready }: Props) {
  // The effects of a child come first: by then it has read the address.
  useEffect(() => ready?.(), [ready]);
  return <InputsStatus inputs={inputs as never} />;
}
