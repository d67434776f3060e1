import { follow } from "../charts/follow.ts";
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

/** What the curve is drawn from. */
const drawn = [gpu, tp, model, weightType, cacheType, share, other, tokens, requests, page];

export const mount = takeOver<Known>(parts, (root, known) =>
  follow(root.querySelector(".requests-chart"), {
    inputs: drawn,
    curve: () => curveOf(known),
    load: async () => (await import("./requests-chart.ts")).drawRequests,
  }),
);
