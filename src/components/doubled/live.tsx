import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { AskInputs } from "./AskInputs.tsx";
import { Expressions } from "./Expressions.tsx";
import { followCache } from "./follow-cache.ts";
import { LiveTable } from "./LiveTable.tsx";
import { Sentence } from "./Sentence.tsx";
import { StepCell } from "./StepCell.tsx";
import { inputs } from "./state.ts";
import { Working } from "./Working.tsx";

/** The parts of the article that follow its inputs, by the name their place has. */
const parts = {
  table: LiveTable,
  step: StepCell,
  working: Working,
  sentence: Sentence,
  ask: AskInputs,
  expressions: Expressions,
  status: () => <InputsStatus inputs={inputs as never} />,
};

export const mount = takeOver(parts, followCache);
