import { effect, untracked } from "@preact/signals";
import { takeOver } from "../live/take-over.ts";
import { followGrowth } from "../models/follow-growth.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import type { LayerModels } from "./models.ts";
import { chosen, parts } from "./parts.tsx";
import { drawn, inputs } from "./state.ts";

/** Draws the curve again once one of its inputs has moved. */
function follow(root: ParentNode, known: LayerModels): void {
  let following = false;
  effect(() => {
    if (following || drawn.every(({ value, initial }) => value.value === initial)) return;
    following = true;
    untracked(() => followGrowth(root, () => chosen(known)));
  });
}

export const mount = takeOver(
  { ...parts, status: () => <InputsStatus inputs={inputs as never} /> },
  follow,
);
