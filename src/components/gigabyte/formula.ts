import { type Formula, product } from "../../lib/formula/expression.ts";

const figure = {
  id: "printed_figure",
  symbol: "f",
  name: "the printed figure",
  unit: "",
  meaning: "The digits as printed, and all that would be printed the same.",
};

const unit = {
  id: "bytes_per_unit",
  symbol: "u",
  name: "bytes in the unit",
  unit: "bytes",
  meaning: "What the label stands for: a power of 1,000 or of 1,024.",
};

const bytes = {
  id: "bytes",
  symbol: "B",
  name: "bytes",
  unit: "bytes",
  meaning: "The amount that was printed.",
};

export const figureTerms = { figure, unit, bytes };

/** The bytes a printed figure stands for, once the unit is known. */
export const printedBytes: Formula = {
  id: "printed-bytes",
  result: bytes,
  expression: product(figure, unit),
};
