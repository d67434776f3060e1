import { takeOver } from "../live/take-over.ts";
import type { Live } from "../live/touched.ts";
import { Inputs } from "./Inputs.tsx";
import { fromJson } from "./json.ts";
import { know } from "./known.ts";
import { Model } from "./model/Model.tsx";
import { Status } from "./Status.tsx";
import { Verdict } from "./Verdict.tsx";

/** The parts of the page that follow its inputs, by the name their place has; the status is last. */
const parts = {
  model: Model,
  inputs: Inputs,
  verdict: Verdict,
  status: Status,
};

const take = takeOver(parts);

/** Takes over what was rendered when the page was built, in place. */
export const mount: Live["mount"] = (root) => {
  know(fromJson(root.querySelector("workbench-live > script")!.textContent!));
  take(root);
};
