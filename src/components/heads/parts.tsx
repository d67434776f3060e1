import { CostTable } from "./CostTable.tsx";
import { Controls, LatentInputs } from "./Inputs.tsx";
import { LatentDrawing } from "./LatentDrawing.tsx";
import { Sharing } from "./Sharing.tsx";

/** The parts of the article that follow its inputs, and the inputs themselves, by name. */
export const parts = {
  controls: Controls,
  sharing: Sharing,
  cost: CostTable,
  "latent-inputs": LatentInputs,
  latent: LatentDrawing,
} as const;
