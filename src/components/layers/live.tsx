import { takeOver } from "../live/take-over.ts";
import { followGrowth } from "../models/follow-growth.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import type { LayerModels } from "./models.ts";
import { chosen, parts } from "./parts.tsx";
import { drawn, inputs } from "./state.ts";

export const mount = takeOver<LayerModels>(
  { ...parts, status: () => <InputsStatus inputs={inputs as never} /> },
  (root, known) => followGrowth(root, drawn, () => chosen(known)),
);
