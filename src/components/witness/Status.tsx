import { useMemo } from "preact/hooks";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { inputsOf, type Models } from "./state.ts";

/** The inputs of the witness' page, kept in step with its address. */
export function Status({ models }: { readonly models: Models }) {
  const inputs = useMemo(() => inputsOf(models), [models]);
  return <InputsStatus inputs={inputs} />;
}
