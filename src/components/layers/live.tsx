import { h, render } from "preact";
import { followGrowth } from "../models/follow-growth.ts";
import type { LayerModels } from "./models.ts";
import { chosen, Live } from "./parts.tsx";
import type { Part } from "./state.ts";

const models = (): LayerModels =>
  JSON.parse(document.querySelector("#layer-models")!.textContent!) as LayerModels;

/** Takes over a part that was rendered when the page was built, in place. */
export function mount(part: Part, place: HTMLElement): void {
  const all = models();
  render(h(Live, { part, all }), place.querySelector("[data-live]")!);
  if (part === "growth") followGrowth(place, () => chosen(all));
}
