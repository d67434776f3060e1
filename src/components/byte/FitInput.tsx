import { NumberField } from "../cells/NumberField.tsx";
import { headDim } from "./state.ts";

const stops = [40, 64, 72, 80, 96, 100, 104, 112, 128, 160, 192, 256, 512, 576];

/** The width of a head. */
export function FitInput() {
  return <NumberField input={headDim} stops={stops} />;
}
