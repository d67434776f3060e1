import { effect } from "@preact/signals";
import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import type { Known } from "./amounts.ts";
import { Bar } from "./Bar.tsx";
import { curveOf } from "./curve.ts";
import { Guide } from "./Guide.tsx";
import { Heads, HeadsTable } from "./Heads.tsx";
import { BarInputs, GuideInputs, PageInputs, SplitInputs } from "./Inputs.tsx";
import { Pages } from "./Pages.tsx";
import { Requests } from "./Requests.tsx";
import {
  cacheType,
  gpu,
  inputs,
  model,
  other,
  page,
  requests,
  share,
  tokens,
  tp,
  weightType,
} from "./state.ts";

/** The parts of the article that follow its inputs, by the name their place has. */
const parts = {
  "bar-inputs": BarInputs,
  "page-inputs": PageInputs,
  "split-inputs": SplitInputs,
  "guide-inputs": GuideInputs,
  status: () => <InputsStatus inputs={inputs as never} />,
  bar: Bar,
  requests: Requests,
  pages: Pages,
  heads: Heads,
  "heads-table": HeadsTable,
  guide: Guide,
};

const drawn = [gpu, tp, model, weightType, cacheType, share, other, tokens, requests, page];

/** Draws the curve again once one of its inputs has moved; the drawing library comes with the first. */
function follow(root: ParentNode, known: Known): void {
  let latest = 0;
  let moved = false;
  effect(() => {
    const curve = curveOf(known);
    moved ||= drawn.some(({ value, initial }) => value.value !== initial);
    if (!moved) return;
    const turn = ++latest;
    const places = root.querySelectorAll<HTMLElement>(".requests-chart [data-width]");
    if (!curve) {
      for (const place of places) place.replaceChildren();
      return;
    }
    import("./requests-chart.ts").then(({ drawRequests }) => {
      if (turn !== latest) return;
      for (const place of places)
        place.replaceChildren(drawRequests(curve, Number(place.dataset.width), document));
    });
  });
}

export const mount = takeOver(parts, follow);
