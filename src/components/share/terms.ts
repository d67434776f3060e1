import type { Term } from "../../lib/formula/expression.ts";
import { adapterTerms } from "../../lib/memory/adapters.ts";
import { blockTerms } from "../../lib/memory/block.ts";
import { fitTerms } from "../../lib/memory/fits.ts";
import { generationTerms } from "../../lib/memory/generation.ts";
import { layeredTerms } from "../../lib/memory/layered.ts";
import { cacheTerms } from "../../lib/memory/terms.ts";
import { trainingTerms } from "../../lib/memory/training.ts";
import { weightTerms } from "../../lib/memory/weights.ts";
import { figureTerms } from "../gigabyte/formula.ts";

const all: readonly Term[] = [
  cacheTerms,
  layeredTerms,
  weightTerms,
  trainingTerms,
  adapterTerms,
  blockTerms,
  generationTerms,
  fitTerms,
  figureTerms,
].flatMap((terms) => Object.values<Term>(terms));

/** What a term of the site's formulas stands for, by its id. */
export const termById = (id: string): Term | undefined => all.find((term) => term.id === id);
