import type { ComponentType } from "preact";
import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { Answer } from "./Answer.tsx";
import { type Model, predicts } from "./amounts.ts";
import { Engines } from "./Engines.tsx";
import { followGrowth } from "./follow-growth.ts";
import { Inputs } from "./Inputs.tsx";
import { LayersTable } from "./LayersTable.tsx";
import { Lengths } from "./Lengths.tsx";
import { Stack } from "./Stack.tsx";
import { inputsOf } from "./state.ts";
import { Working } from "./Working.tsx";

interface Given {
  readonly known: Model;
  readonly group: string;
}

const of =
  (Part: ComponentType<{ model: Model; group: string }>) =>
  ({ known, group }: Given) => <Part model={known} group={group} />;

/** The parts of a page that follow its inputs, by the name their place has. */
const parts = {
  inputs: of(Inputs),
  answer: of(Answer),
  stack: of(Stack),
  layers: of(LayersTable),
  working: of(Working),
  lengths: of(Lengths),
  engines: of(Engines),
  status: ({ known }: Given) => <InputsStatus inputs={inputsOf(predicts(known)) as never} />,
};

export const mount = takeOver<Model>(parts, (root, model) =>
  followGrowth(root, inputsOf(predicts(model)), () => model),
);
