import type { ComponentChild } from "preact";
import { Engines } from "../models/Engines.tsx";
import { LayersTable } from "../models/LayersTable.tsx";
import { Lengths } from "../models/Lengths.tsx";
import { Crossings } from "./Crossings.tsx";
import { KeptTokens } from "./KeptTokens.tsx";
import { LayerStack } from "./LayerStack.tsx";
import { type LayerModels, modelOf, modelsOf } from "./models.ts";
import { example, type Part } from "./state.ts";
import { WindowCells } from "./WindowCells.tsx";

/** The model that the reader chose. Reads a signal. */
export const chosen = (all: LayerModels) => modelOf(all, example.value.value);

/** The parts of the page that follow its inputs. */
const parts: Readonly<Record<Part, (all: LayerModels) => ComponentChild>> = {
  stack: (all) => <LayerStack model={chosen(all)} />,
  layers: (all) => <LayersTable model={chosen(all)} />,
  kept: () => <KeptTokens />,
  growth: (all) => <Lengths model={chosen(all)} />,
  crossings: (all) => <Crossings models={modelsOf(all, all.hybrids)} />,
  cells: (all) => <WindowCells models={modelsOf(all, all.windowed)} />,
  engines: (all) => <Engines model={chosen(all)} />,
};

/** One of them. */
export const Live = ({ part, all }: { readonly part: Part; readonly all: LayerModels }) => (
  <>{parts[part](all)}</>
);
