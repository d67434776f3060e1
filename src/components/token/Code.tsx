import { toCode } from "../../lib/formula/code.ts";
import type { Values } from "../../lib/formula/evaluate.ts";
import type { Formula } from "../../lib/formula/expression.ts";
import { computedWithoutCache } from "../../lib/memory/generation.ts";
import { generationValues } from "./generation.ts";
import { model, passes, prompt } from "./state.ts";

const values = (): Values =>
  generationValues(prompt.value.value, passes.value.value, model.value.value);

const code = (formula: Formula, language: "python" | "typescript") => () => (
  <pre>{toCode(formula, values(), language)}</pre>
);

/** The tokens computed without a cache, as code with the reader's numbers. */
export const Python = code(computedWithoutCache, "python");
export const TypeScript = code(computedWithoutCache, "typescript");
