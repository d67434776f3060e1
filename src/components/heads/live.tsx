import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { parts } from "./parts.tsx";
import { inputs } from "./state.ts";

export const mount = takeOver({
  ...parts,
  status: () => <InputsStatus inputs={inputs as never} />,
});
