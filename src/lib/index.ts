/** The public face of the library: how much memory LLM inference needs, exactly. */
export * from "./architecture/architecture.ts";
export { knownModelTypes } from "./architecture/config/readers.ts";
export * from "./architecture/dense.ts";
export { type ArchitectureReading, fromConfig } from "./architecture/from-config.ts";
export { fromGguf } from "./architecture/from-gguf.ts";
export type { Refused } from "./architecture/reading/refusal.ts";
export {
  keeps,
  layerCount,
  layout,
  type Sharing,
  sharing,
  stateNames,
} from "./architecture/words.ts";
export * from "./audit/audit.ts";
export * from "./audit/cache-cell.ts";
export * from "./audit/catalogue.ts";
export * from "./audit/cause.ts";
export * from "./audit/claim.ts";
export * from "./audit/departure.ts";
export * from "./audit/element-size.ts";
export * from "./audit/entry.ts";
export * from "./audit/hypothesis.ts";
export * from "./audit/hypothesis-working.ts";
export * from "./audit/ledger.ts";
export * from "./audit/quantities.ts";
export * from "./audit/question.ts";
export * from "./audit/search.ts";
export * from "./audit/space.ts";
export * from "./audit/subject.ts";
export * from "./audit/ties.ts";
export * from "./audit/verdict.ts";
export * from "./audit/weights-cell.ts";
export * from "./audit/working.ts";
export * from "./engines/engines.ts";
export * from "./engines/llama-cpp/reserve.ts";
export type { LlamaCppSettings } from "./engines/llama-cpp/settings.ts";
export * from "./engines/reservation.ts";
export * from "./engines/sglang/reserve.ts";
export type { SglangSettings } from "./engines/sglang/settings.ts";
export * from "./engines/tensorrt-llm/reserve.ts";
export * from "./engines/vllm/reserve.ts";
export type { VllmSettings } from "./engines/vllm/settings.ts";
export * from "./engines/vllm/weights.ts";
export * from "./formula/code.ts";
export * from "./formula/evaluate.ts";
export * from "./formula/expression.ts";
export * from "./formula/typeset.ts";
export * from "./formula/working.ts";
export * from "./memory/adapters.ts";
export * from "./memory/block.ts";
export * from "./memory/cache.ts";
export * from "./memory/crossing.ts";
export * from "./memory/fits.ts";
export {
  compressedCache,
  fixedIndexCache,
  indexCache,
  latentCache,
  latentWindowCache,
  sharedCache,
  stateCache,
  windowCache,
} from "./memory/formulas.ts";
export * from "./memory/four-bit.ts";
export * from "./memory/generation.ts";
export * from "./memory/growth.ts";
export * from "./memory/layered.ts";
export { formulaOf, valuesOf } from "./memory/layouts.ts";
export { numbersPerToken } from "./memory/numbers.ts";
export * from "./memory/parallel.ts";
export {
  type ParameterCount,
  parametersFromConfig,
  parametersPerToken,
} from "./memory/parameters/count.ts";
export * from "./memory/parameters/mixed.ts";
export * from "./memory/parameters/safetensors.ts";
export * from "./memory/parameters/stored.ts";
export * from "./memory/training.ts";
export * from "./memory/uncapped.ts";
export * from "./memory/weights.ts";
export * from "./plan/commands.ts";
export * from "./plan/compare.ts";
export * from "./plan/engine-limits.ts";
export * from "./plan/export.ts";
export * from "./plan/limits.ts";
export * from "./plan/plan.ts";
export * from "./plan/read-set-up.ts";
export * from "./plan/requests.ts";
export * from "./plan/reservations.ts";
export {
  type Gpu,
  isUnknown,
  type Known,
  type SetUp,
  type Subject as PlannedModel,
  type Unknown,
} from "./plan/set-up.ts";
export * from "./plan/stages.ts";
export { weightShares, weightsOf } from "./plan/weights.ts";
export {
  cacheCode,
  cacheFormula,
  type Given,
  type GroupWorking,
  workingOf as workingOfPlan,
} from "./plan/working.ts";
export * from "./quantity/block.ts";
export * from "./quantity/bytes.ts";
export * from "./quantity/element.ts";
export * from "./quantity/figure.ts";
export * from "./quantity/float.ts";
export * from "./quantity/label.ts";
export * from "./quantity/looseness.ts";
export * from "./quantity/most.ts";
export * from "./quantity/numeral.ts";
export * from "./quantity/print.ts";
export * from "./quantity/quantise.ts";
export * from "./quantity/ratio.ts";
export * from "./quantity/rotate.ts";
export * from "./quantity/tokens.ts";
export * from "./tables/explain-table.ts";
export * from "./tables/model-names.ts";
export * from "./tables/read-table.ts";
export * from "./tables/text-table.ts";
export * from "./witness/compare.ts";
export * from "./witness/read-log.ts";
export * from "./witness/recorded.ts";
export { type SyntheticGguf, syntheticGguf, type Weights } from "./witness/synthetic.ts";
