import type { Architecture } from "../architecture/architecture.ts";
import { type ByteUnit, byteUnit } from "../quantity/bytes.ts";
import { type PrintedFigure, parseFigure, readFigure } from "../quantity/figure.ts";
import type { FigureKind } from "../quantity/label.ts";
import type { Looseness } from "../quantity/looseness.ts";
import { parseTokens } from "../quantity/tokens.ts";
import type { Basis, Claim, Quantity, Side, Stated } from "./claim.ts";
import { shapeOf } from "./shape.ts";
import { widthsOf } from "./subject.ts";

type Config = Readonly<Record<string, unknown>>;

/** What a model's entry contributes; the fields of `src/content/models`. */
export interface ModelEntry {
  readonly name: string;
  readonly config: Config;
  readonly published_parameters?: number | undefined;
}

/** What an entry says is stated: as in a claim, plus the model or the shape it is about. */
export interface StatedEntry extends Stated {
  readonly model?: string | { readonly id: string } | undefined;
  /** A name for a shape that is no model here. */
  readonly name?: string | undefined;
  /** Fields of the shape that the publication states, over those of the model. */
  readonly config?: Config | undefined;
  readonly formula?: boolean | undefined;
}

/** One figure of a publication's entry, with everything its table says about all figures in it. */
export interface FigureEntry {
  readonly id: string;
  readonly printed: string;
  readonly quantity: Quantity;
  /** The unit that a figure without one is taken to have. */
  readonly unit?: string | undefined;
  /** The words around the figure in one word, where they loosen it. */
  readonly loosely?: Exclude<Looseness, "exact"> | undefined;
  readonly stated: StatedEntry;
  readonly against?: StatedEntry | undefined;
  /** Other models or shapes the figure may have been computed for. */
  readonly instead?: readonly Pick<StatedEntry, "model" | "name" | "config">[] | undefined;
  /** The figure of the same publication that this one may have been multiplied from. */
  readonly basis?: string | undefined;
}

/** How entries find models, and how a config is read into layers. */
export interface Catalogue {
  readonly model: (id: string) => ModelEntry | undefined;
  /** Reads a model's config; a shape that only a publication states is read as it states it. */
  readonly read?: (config: Config) => Architecture;
  /** Counts the parameters of a config whose publisher gave no count. */
  readonly count?: (config: Config) => bigint | undefined;
}

const modelId = (model: StatedEntry["model"]) => (typeof model === "object" ? model.id : model);

/** A side of a claim from what is stated. Throws a RangeError for a model that is not there. */
export function sideOf(stated: StatedEntry, quantity: Quantity, catalogue: Catalogue): Side {
  const id = modelId(stated.model);
  const entry = id === undefined ? undefined : catalogue.model(id);
  if (id !== undefined && !entry) throw new RangeError(`there is no model "${id}"`);
  const config = { ...entry?.config, ...stated.config };
  const shaped = Object.keys(config).length > 0;
  const read = entry ? (catalogue.read ?? shapeOf) : shapeOf;
  const ofWeights = quantity === "weights" || quantity === "training";
  const element = stated.weights_element ?? (ofWeights ? stated.element : undefined);
  const published = entry?.published_parameters;
  const parameters = published ? BigInt(published) : entry && catalogue.count?.(config);
  return {
    subject: {
      name: stated.name ?? entry?.name ?? stated.parameters ?? "the model",
      ...(shaped && {
        architecture: read(config),
        widths: widthsOf(config),
      }),
      ...(parameters && { parameters }),
    },
    stated: { ...stated, ...(element && { weights_element: element }) },
  };
}

const bare: Partial<Record<Quantity, FigureKind>> = {
  fits: "count",
  devices: "count",
  "cache-ratio": "ratio",
  "cache-saving": "ratio",
  "cache-share": "ratio",
};

/** The figure of an entry; digits without a label take the kind of their quantity. */
function figureOf({ printed, quantity, loosely }: FigureEntry): PrintedFigure {
  const read = readFigure(printed);
  if (!read.ok) throw new RangeError(`"${printed}": ${read.reason}`);
  const { figure } = read;
  const kind = figure.kind === "none" ? (bare[quantity] ?? figure.kind) : figure.kind;
  return { ...figure, kind, ...(loosely && { looseness: loosely }) };
}

function basisOf(entry: FigureEntry, all: readonly FigureEntry[]): Basis | undefined {
  if (!entry.basis) return undefined;
  const from = all.find(({ id }) => id === entry.basis);
  const figure = from && parseFigure(from.printed);
  if (!from || !figure) throw new RangeError(`basis names no figure "${entry.basis}"`);
  const label = from.stated.tokens ?? "1";
  const read = parseTokens(label);
  if (!read) throw new RangeError(`"${label}" is not a token count: write 16k, 16ki or 16,384`);
  return { figure, tokens: read.tokens, batch: BigInt(from.stated.batch ?? 1) };
}

/**
 * Whether what is stated gives a formula. Training takes gradients, moments and activations besides
 * the weights: without the bytes that a parameter takes there is nothing to recompute.
 */
const hasFormula = ({ quantity, stated }: FigureEntry): boolean =>
  quantity !== "training" || stated.weights_element !== undefined || stated.element !== undefined;

/**
 * The claim an entry makes, ready for `audit`. Throws a RangeError that says which part of the entry
 * is missing or unreadable.
 */
export function claimOf(
  entry: FigureEntry,
  catalogue: Catalogue,
  all: readonly FigureEntry[] = [entry],
): Claim {
  const { stated, quantity, against } = entry;
  const basis = basisOf(entry, all);
  const instead = entry.instead?.map((other) => sideOf(other, quantity, catalogue).subject);
  return {
    figure: figureOf(entry),
    quantity,
    ...sideOf(stated, quantity, catalogue),
    ...(against && { against: sideOf(against, quantity, catalogue) }),
    ...(basis && { basis }),
    ...(instead && { instead }),
    formula: stated.formula ?? hasFormula(entry),
  };
}

/** The unit that a figure of an entry is taken to have where it prints none: GB unless told. */
export const assumedUnit = ({ unit }: FigureEntry): ByteUnit => (unit && byteUnit(unit)) || "GB";
