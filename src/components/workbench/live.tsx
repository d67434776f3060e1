import { takeOver } from "../live/take-over.ts";
import type { Live } from "../live/touched.ts";
import { Beside } from "./Beside.tsx";
import { followBesides } from "./compared.ts";
import { followCurve } from "./curve.ts";
import { Engines } from "./Engines.tsx";
import { Figures } from "./Figures.tsx";
import { Glance } from "./Glance.tsx";
import { Gpus } from "./Gpus.tsx";
import { Inputs } from "./Inputs.tsx";
import { learn } from "./known.ts";
import { Lengths } from "./Lengths.tsx";
import { Model } from "./model/Model.tsx";
import { Status } from "./Status.tsx";
import { Commands, Take } from "./Take.tsx";
import { Working } from "./Working.tsx";

/** The parts of the page that follow its inputs, by the name their place has; the status is last. */
const take = takeOver({
  model: Model,
  inputs: Inputs,
  glance: Glance,
  figures: Figures,
  gpus: Gpus,
  beside: Beside,
  lengths: Lengths,
  engines: Engines,
  working: Working,
  take: Take,
  commands: Commands,
  status: Status,
});

/** Takes over what was rendered when the page was built, in place. */
export const mount: Live["mount"] = (root) => {
  learn(root);
  take(root);
  followCurve(root);
  followBesides();
};
