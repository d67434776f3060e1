import { h, render } from "preact";
import { CostTable } from "./CostTable.tsx";
import { LatentDrawing } from "./LatentDrawing.tsx";
import { Sharing } from "./Sharing.tsx";

/** The parts of the article that follow its inputs, by name. */
export const parts = { sharing: Sharing, cost: CostTable, latent: LatentDrawing } as const;

/** Takes over what was rendered when the page was built, in place. */
export const mount = (place: HTMLElement, part: keyof typeof parts): void =>
  render(h(parts[part], {}), place);
