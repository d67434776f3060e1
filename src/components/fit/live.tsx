import { effect } from "@preact/signals";
import { type ComponentType, h, hydrate } from "preact";
import type { Known } from "./amounts.ts";
import { Bar } from "./Bar.tsx";
import { curveOf } from "./curve.ts";
import { Guide } from "./Guide.tsx";
import { Heads, HeadsTable } from "./Heads.tsx";
import { BarInputs, GuideInputs, PageInputs, SplitInputs } from "./Inputs.tsx";
import { Pages } from "./Pages.tsx";
import { Requests } from "./Requests.tsx";
import { Status } from "./Status.tsx";
import {
  cacheType,
  gpu,
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
const parts: Readonly<Record<string, ComponentType<{ known: Known }>>> = {
  "bar-inputs": BarInputs,
  "page-inputs": PageInputs,
  "split-inputs": SplitInputs,
  "guide-inputs": GuideInputs,
  status: Status,
  bar: Bar,
  requests: Requests,
  pages: Pages,
  heads: Heads,
  "heads-table": HeadsTable,
  guide: Guide,
};

const drawn = [gpu, tp, model, weightType, cacheType, share, other, tokens, requests, page];

/** Draws the curve again once one of its inputs has moved; the drawing library comes with the first. */
function follow(known: Known): void {
  let latest = 0;
  let moved = false;
  effect(() => {
    const curve = curveOf(known);
    moved ||= drawn.some(({ value, initial }) => value.value !== initial);
    if (!moved) return;
    const turn = ++latest;
    const places = document.querySelectorAll<HTMLElement>(".requests-chart [data-width]");
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

/** Takes over what was rendered when the page was built, in place; the status, which is last, reads the address. */
export function mount(root: ParentNode): void {
  const known: Known = JSON.parse(root.querySelector("fit-live > script")!.textContent!);
  for (const place of root.querySelectorAll<HTMLElement>("[data-live]")) {
    hydrate(h(parts[place.dataset.live!]!, { known }), place);
  }
  follow(known);
}
