import { Engines } from "../models/Engines.tsx";
import { LayersTable } from "../models/LayersTable.tsx";
import { Lengths } from "../models/Lengths.tsx";
import { Crossings } from "./Crossings.tsx";
import { type Field, Fields } from "./Fields.tsx";
import { KeptTokens } from "./KeptTokens.tsx";
import { LayerStack } from "./LayerStack.tsx";
import { type LayerModels, modelOf, modelsOf } from "./models.ts";
import { example } from "./state.ts";
import { WindowCells } from "./WindowCells.tsx";

/** The model that the reader chose. Reads a signal. */
export const chosen = (all: LayerModels) => modelOf(all, example.value.value);

interface Props {
  readonly known: LayerModels;
  /** Of fields: which. */
  readonly of?: string;
}

/** The parts of the page that follow its inputs, and the inputs themselves. */
export const parts = {
  fields: ({ of = "" }: Props) => <Fields of={of.split(" ") as Field[]} />,
  stack: ({ known }: Props) => <LayerStack model={chosen(known)} />,
  layers: ({ known }: Props) => <LayersTable model={chosen(known)} />,
  kept: (_: Props) => <KeptTokens />,
  lengths: ({ known }: Props) => <Lengths model={chosen(known)} />,
  crossings: ({ known }: Props) => <Crossings models={modelsOf(known, known.hybrids)} />,
  cells: ({ known }: Props) => <WindowCells models={modelsOf(known, known.windowed)} />,
  engines: ({ known }: Props) => <Engines model={chosen(known)} />,
};

export type Part = keyof typeof parts;
