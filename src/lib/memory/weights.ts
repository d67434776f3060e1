import { evaluate, type Values } from "../formula/evaluate.ts";
import { type Formula, product, sum, type Term } from "../formula/expression.ts";
import { bytesPerElement, type ElementTypeId } from "../quantity/element.ts";
import { ceil, multiply, ratio, toInteger } from "../quantity/ratio.ts";
import { cacheTerms } from "./terms.ts";

/** The terms of a dense decoder's parameter count, beyond those of its cache. */
export const weightTerms = {
  vocab: {
    id: "vocab_size",
    symbol: "V",
    name: "vocabulary",
    unit: "",
    meaning: "Entries in the vocabulary; each has a row in the embedding and one in the output.",
  },
  embeddingMatrices: {
    id: "embedding_matrices",
    symbol: "E",
    name: "vocabulary matrices",
    unit: "",
    meaning: "The embedding and the output matrix: two, or one where the embedding serves as both.",
  },
  hidden: {
    id: "hidden_size",
    symbol: "d",
    name: "hidden size",
    unit: "",
    meaning: "Width of the vector that runs through the layers.",
  },
  queryHeads: {
    id: "num_attention_heads",
    symbol: "H_q",
    name: "query heads",
    unit: "",
    meaning: "Heads that ask; they leave nothing in the cache.",
  },
  intermediate: {
    id: "intermediate_size",
    symbol: "f",
    name: "intermediate size",
    unit: "",
    meaning: "Width inside the gated feed-forward block.",
  },
  parameters: {
    id: "parameters",
    symbol: "N",
    name: "parameters",
    unit: "parameters",
    meaning: "Numbers the model was trained to.",
  },
} as const satisfies Record<string, Term>;

const { layers, kvHeads, headDim } = cacheTerms;
const { vocab, embeddingMatrices, hidden, queryHeads, intermediate, parameters } = weightTerms;

const part = (
  id: string,
  name: string,
  meaning: string,
  expression: Formula["expression"],
): Formula => ({
  id,
  result: { id, symbol: `N_{\\text{${name.split(" ")[0]}}}`, name, unit: "parameters", meaning },
  expression,
});

/**
 * The parts of a dense decoder with grouped-query attention, a gated feed-forward block, RMSNorm,
 * and no biases (the Llama shape; source: the model's own tensors).
 */
export const denseWeightParts: readonly Formula[] = [
  part(
    "embeddings",
    "embedding and output",
    "One row per vocabulary entry on the way in, one on the way out.",
    product(embeddingMatrices, vocab, hidden),
  ),
  part(
    "queries",
    "query and output projections",
    "Matrices that make the queries and gather the heads.",
    product(layers, 2n, hidden, queryHeads, headDim),
  ),
  part(
    "keys-and-values",
    "key and value projections",
    "Matrices that make what the cache keeps.",
    product(layers, 2n, hidden, kvHeads, headDim),
  ),
  part(
    "feed-forward",
    "feed-forward matrices",
    "Gate, up and down matrices.",
    product(layers, 3n, hidden, intermediate),
  ),
  part(
    "norms",
    "norms",
    "Two gains per layer and one at the end.",
    sum(product(layers, 2n, hidden), hidden),
  ),
];

/**
 * The parameter count of a dense decoder. Every matrix has the hidden size on one side, so the sum of
 * the parts is the hidden size times all their rows.
 */
export const denseParameters: Formula = {
  id: "dense-parameters",
  result: parameters,
  expression: product(
    hidden,
    sum(
      product(embeddingMatrices, vocab),
      product(
        layers,
        sum(product(2n, headDim, sum(queryHeads, kvHeads)), product(3n, intermediate), 2n),
      ),
      1n,
    ),
  ),
};

/** The config fields a dense parameter count needs. */
export interface DenseShape {
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
  readonly intermediate_size: number;
  /** Whether the embedding is the output matrix too; it is not where this is left out. */
  readonly tie_word_embeddings?: boolean;
}

/** The values of the parameter count's terms for a shape. */
export function denseValues(shape: DenseShape): Values {
  const named = [vocab, hidden, layers, queryHeads, kvHeads, headDim, intermediate] as const;
  const matrices = { [embeddingMatrices.id]: shape.tie_word_embeddings ? 1 : 2 };
  return { ...Object.fromEntries(named.map(({ id }) => [id, shape[id]])), ...matrices };
}

/** Parameters of a dense decoder, exactly. */
export const countParameters = (shape: DenseShape): bigint =>
  toInteger(evaluate(denseParameters.expression, denseValues(shape)), "the parameter count");

/** Bytes a number of parameters takes in one format, rounded up to a whole byte. */
export function weightBytes(count: bigint, type: ElementTypeId): bigint {
  return ceil(multiply(ratio(count), bytesPerElement(type)));
}
