import type { ComponentChild } from "preact";
import { Engines } from "../models/Engines.tsx";
import { LayersTable } from "../models/LayersTable.tsx";
import { Lengths } from "../models/Lengths.tsx";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { Crossings } from "./Crossings.tsx";
import { type Field, Fields } from "./Fields.tsx";
import { KeptTokens } from "./KeptTokens.tsx";
import { LayerStack } from "./LayerStack.tsx";
import { type LayerModels, modelOf, modelsOf } from "./models.ts";
import { example, inputs } from "./state.ts";
import { WindowCells } from "./WindowCells.tsx";

/** The model that the reader chose. Reads a signal. */
export const chosen = (all: LayerModels) => modelOf(all, example.value.value);

/** The parts of the page that follow its inputs, and the inputs themselves. */
const parts = {
  fields: (_, of) => <Fields of={of.split(" ") as Field[]} />,
  stack: (all) => <LayerStack model={chosen(all)} />,
  layers: (all) => <LayersTable model={chosen(all)} />,
  kept: () => <KeptTokens />,
  lengths: (all) => <Lengths model={chosen(all)} />,
  crossings: (all) => <Crossings models={modelsOf(all, all.hybrids)} />,
  cells: (all) => <WindowCells models={modelsOf(all, all.windowed)} />,
  engines: (all) => <Engines model={chosen(all)} />,
  status: () => <InputsStatus inputs={inputs as never} />,
} satisfies Record<string, (all: LayerModels, of: string) => ComponentChild>;

export type Part = keyof typeof parts;

interface Props {
  readonly part: Part;
  readonly all: LayerModels;
  readonly of?: string;
}

/** One of them. */
export const Live = ({ part, all, of = "" }: Props) => <>{parts[part](all, of)}</>;
