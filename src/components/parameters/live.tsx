import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { CountInputs } from "./CountInputs.tsx";
import { ExpertsMap, ExpertsStated, ExpertsTable } from "./Experts.tsx";
import { FormatTable } from "./FormatTable.tsx";
import { HeaderField } from "./HeaderField.tsx";
import { HeaderTable } from "./HeaderTable.tsx";
import { MixtureInput } from "./MixtureInput.tsx";
import { ModelMap } from "./ModelMap.tsx";
import { RecipeBars, RecipeSum, RecipeTable } from "./Recipe.tsx";
import { RecipeInputs } from "./RecipeInputs.tsx";
import { inputs } from "./state.ts";
import { TensorTable } from "./TensorTable.tsx";
import { Verdict } from "./Verdict.tsx";

/** The parts of the article that follow its inputs, by the name their place has. */
const parts = {
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
  status: () => <InputsStatus inputs={inputs as never} />,
};

export const mount = takeOver(parts);
