import { effect } from "@preact/signals";
import { type ComponentType, h, render } from "preact";
import type { Known } from "./amounts.ts";
import { Bar } from "./Bar.tsx";
import { curveOf } from "./curve.ts";
import { Guide } from "./Guide.tsx";
import { Heads, HeadsTable } from "./Heads.tsx";
import { Pages } from "./Pages.tsx";
import { Requests } from "./Requests.tsx";
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
const parts: Readonly<Record<string, unknown>> = {
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

/** Takes over what was rendered when the page was built, in place. */
export function mount(known: Known): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-fit]")) {
    place.replaceChildren();
    render(h(parts[place.dataset.fit!] as ComponentType<{ known: Known }>, { known }), place);
  }
  follow(known);
}
