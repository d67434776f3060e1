import { kvHeads } from "../doubled/state.ts";
import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { Doubled } from "./Doubled.tsx";

/** The inputs of the front page: one, under the name that it has in the first article. */
const inputs = [kvHeads["405B"]];

export const mount = takeOver({
  doubled: Doubled,
  status: () => <InputsStatus inputs={inputs as never} />,
});
