import { type ComponentType, h, hydrate } from "preact";
import { CountInputs } from "./CountInputs.tsx";
import { ExpertsMap, ExpertsStated, ExpertsTable } from "./Experts.tsx";
import { FormatTable } from "./FormatTable.tsx";
import { HeaderField } from "./HeaderField.tsx";
import { HeaderTable } from "./HeaderTable.tsx";
import { MixtureInput } from "./MixtureInput.tsx";
import { ModelMap } from "./ModelMap.tsx";
import { RecipeBars, RecipeSum, RecipeTable } from "./Recipe.tsx";
import { RecipeInputs } from "./RecipeInputs.tsx";
import { Status } from "./Status.tsx";
import { TensorTable } from "./TensorTable.tsx";
import { Verdict } from "./Verdict.tsx";

/** The parts of the article that follow its inputs, by the name their place has. */
const parts: Readonly<Record<string, ComponentType<never>>> = {
  "count-inputs": CountInputs,
  verdict: Verdict,
  map: ModelMap,
  tensors: TensorTable,
  formats: FormatTable,
  "recipe-inputs": RecipeInputs,
  bars: RecipeBars,
  recipe: RecipeTable,
  sum: RecipeSum,
  "mixture-input": MixtureInput,
  "experts-map": ExpertsMap,
  experts: ExpertsTable,
  stated: ExpertsStated,
  "header-field": HeaderField,
  header: HeaderTable,
  status: Status,
};

/** Takes over what was rendered when the page was built, in place. */
export function mount(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-live]")) {
    const { live, ...given } = place.dataset;
    hydrate(h(parts[live!] as ComponentType<object>, given), place);
  }
}
