import { evaluate } from "../formula/evaluate.ts";
import { denseCache, cacheTerms as t } from "../memory/cache.ts";
import type { ByteUnit } from "../quantity/bytes.ts";
import { otherMeaning } from "../quantity/bytes.ts";
import { bytesPerElement, type ElementTypeId, elementTypes } from "../quantity/element.ts";
import { grouped, plural } from "../quantity/print.ts";
import { toInteger } from "../quantity/ratio.ts";
import { type Kilo, parseTokens } from "../quantity/tokens.ts";
import type { Assumption, Choice, Compute } from "./hypothesis.ts";

/** A dense model's shape, as far as a cell of a cache table needs it. */
export interface CellShape {
  readonly num_hidden_layers: number;
  readonly num_attention_heads: number;
  readonly head_dim: number;
}

/** What a cell of a cache table is taken to state. */
export interface CellSettings {
  readonly kvHeads: number;
  readonly element: ElementTypeId;
  readonly batch: number;
  readonly kilo: Kilo;
  readonly unit: ByteUnit;
}

function tokensOf(label: string, kilo: Kilo): bigint {
  const parsed = parseTokens(label, kilo);
  if (!parsed) throw new RangeError(`${label} is not a token count`);
  return parsed.tokens;
}

/** Bytes of one cell: a dense model's cache at the tokens a label names. Throws on a label that names none. */
export const cellBytes = (shape: CellShape, label: string, settings: CellSettings): bigint =>
  bytesAt(shape, tokensOf(label, settings.kilo), settings);

function bytesAt(shape: CellShape, tokens: bigint, settings: CellSettings): bigint {
  const bytes = evaluate(denseCache.expression, {
    [t.keyAndValue.id]: 2,
    [t.layers.id]: shape.num_hidden_layers,
    [t.kvHeads.id]: settings.kvHeads,
    [t.headDim.id]: shape.head_dim,
    [t.bytesPerElement.id]: bytesPerElement(settings.element),
    [t.tokens.id]: tokens,
    [t.batch.id]: settings.batch,
  });
  return toInteger(bytes, "the cache in bytes");
}

const choices = <Value>(
  stated: Value,
  others: readonly Value[],
  label: (value: Value) => string,
): [Choice, ...Choice[]] => [
  { value: stated, label: label(stated) },
  ...others.filter((value) => value !== stated).map((value) => ({ value, label: label(value) })),
];

/** What else a cell of a cache table may rest on, the settings being what it states. */
export function cellAssumptions(
  shape: CellShape,
  configKvHeads: number,
  settings: CellSettings,
): readonly Assumption[] {
  const known = [configKvHeads, 2 * configKvHeads, configKvHeads / 2, shape.num_attention_heads];
  const heads = [...new Set(known)].filter(Number.isInteger);
  return [
    {
      id: "kvHeads",
      name: "KV heads",
      reading: false,
      choices: choices(settings.kvHeads, heads, (count) => plural(count, "KV head")),
    },
    {
      id: "element",
      name: "element type",
      reading: false,
      choices: choices<ElementTypeId>(
        settings.element,
        ["fp16", "fp32", "fp8"],
        (id) => elementTypes[id].label,
      ),
    },
    {
      id: "batch",
      name: "sequences",
      reading: false,
      choices: choices(settings.batch, [1, 2], (count) => plural(count, "sequence")),
    },
    {
      id: "kilo",
      name: "k",
      reading: true,
      choices: choices<Kilo>(settings.kilo, [1000, 1024], (kilo) => `k = ${grouped(kilo)}`),
    },
    {
      id: "unit",
      name: "unit",
      reading: true,
      choices: choices<ByteUnit>(settings.unit, [otherMeaning(settings.unit)], (unit) => unit),
    },
  ];
}

/**
 * The amount a cell comes to under chosen assumptions, for `explain`. What was asked once it remembers: a
 * search after a step of one input asks mostly for what the one before did.
 */
export const cellCompute = (shape: CellShape, label: string): Compute => {
  const tokens = { 1000: tokensOf(label, 1000), 1024: tokensOf(label, 1024) };
  const known = new Map<string, bigint>();
  return (chosen) => {
    const settings = chosen as unknown as CellSettings;
    const { kvHeads, element, batch, kilo, unit } = settings;
    const key = `${kvHeads} ${element} ${batch} ${kilo}`;
    const bytes = known.get(key) ?? bytesAt(shape, tokens[kilo], settings);
    known.set(key, bytes);
    return { bytes, unit };
  };
};
