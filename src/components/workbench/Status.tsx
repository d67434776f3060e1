import { InputsStatus } from "../state/InputsStatus.tsx";
import { inputs } from "./state.ts";

/** The inputs of the workbench, kept in step with its address. */
export function Status() {
  return <InputsStatus inputs={inputs} />;
}
