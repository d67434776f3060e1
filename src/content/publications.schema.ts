import { z } from "astro/zod";
import { elementSize } from "../lib/audit/element-size.ts";
import { byteUnit } from "../lib/quantity/bytes.ts";
import { readFigure } from "../lib/quantity/figure.ts";
import { parseTokens } from "../lib/quantity/tokens.ts";

export const address = z.url({
  protocol: /^https?$/,
  error: "an address starts with https:// and names a page",
});

export const date = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date is 2024, 2024-07 or 2024-07-23");

/** How a fact is known: read at its source, in a copy of it, told by somebody else, or remembered. */
export const confidence = z.enum(["primary", "copy", "secondary", "remembered"]);

const text = z.string().min(1);

const figure = z.string().superRefine((printed, context) => {
  const read = readFigure(printed);
  if (read.ok) return;
  context.addIssue(`a figure reads "15.38 GB", "93.3%" or "300k tokens", but ${read.reason}`);
});

const capacity = figure.refine(
  (printed) => {
    const read = readFigure(printed);
    return read.ok && read.figure.unit !== undefined;
  },
  { error: 'a capacity has a unit: "80 GB"', abort: true },
);

const quantity = z.enum(
  [
    "kv-cache",
    "weights",
    "training",
    "cache-ratio",
    "cache-saving",
    "cache-share",
    "fits",
    "devices",
  ],
  {
    error:
      "quantity is kv-cache, weights, training, cache-ratio, cache-saving, cache-share, fits or devices",
  },
);

const id = text.regex(/^[a-z0-9.-]+$/i, "an id has letters, digits, points and hyphens");

/**
 * The shape of a publication's entry. It stands apart from `content.config.ts` so that the command
 * line refuses the same entries in the same words; `model` is what a reference to a model is there.
 */
export function publicationSchema<Model extends z.ZodType>(model: Model) {
  const stated = z.strictObject({
    model: model.optional(),
    /** A name for a shape that is no model of ours. */
    name: text.optional(),
    /** Fields of the shape as the publication states them, over the model's own. */
    config: z.record(z.string(), z.unknown()).optional(),
    tokens: z
      .string()
      .refine(
        (label) => parseTokens(label) !== undefined,
        "a token count reads 16k, 16ki or 16,384",
      )
      .optional(),
    batch: z.int().positive().optional(),
    element: z
      .string()
      .refine((name) => elementSize(name) !== undefined, "a format reads fp16, q8_0 or 6-bit")
      .optional(),
    weights_element: z
      .string()
      .refine((name) => elementSize(name) !== undefined, "a format reads fp16, q8_0 or 6-bit")
      .optional(),
    /** The parameter count as the publication names the model: 405B. */
    parameters: z
      .string()
      .regex(/^[\d.,]+[MBT]$/, "a parameter count reads 405B, as the model is named")
      .optional(),
    devices: z.int().positive().optional(),
    capacity: capacity.optional(),
    weights_take_part: z.boolean().optional(),
    rope_positions: z.int().positive().optional(),
    /** Other figures of the same row, which may have been used instead. */
    beside: z.array(figure).optional(),
  });

  const printed = {
    /** Part of the figure's permanent address; never changes. */
    id,
    printed: figure,
    /** The words around the figure, in one word, where they loosen it. */
    loosely: z.enum(["about", "below", "above"]).optional(),
    note: text.optional(),
    /** Where this figure is known less well than its publication. */
    confidence: confidence.optional(),
    /** Other models or shapes that the figure may have been computed for, or copied from. */
    instead: z.array(stated.pick({ model: true, name: true, config: true })).optional(),
    /** The figure of the same publication that this one may have been multiplied from. */
    basis: id.optional(),
  };

  const unit = z
    .string()
    .refine((label) => byteUnit(label) !== undefined, "a unit is GB, GiB, MB or such");

  const table = z.strictObject({
    id,
    caption: text,
    place: text,
    quantity,
    /** The unit that cells without one are taken to have. */
    unit,
    columns: z.array(text),
    rows: z.array(text),
    stated,
    figures: z.array(
      z.strictObject({ ...printed, row: text, column: text, stated: stated.optional() }),
    ),
  });

  const statement = z.strictObject({
    ...printed,
    what: text,
    place: text.optional(),
    quantity,
    unit: unit.optional(),
    stated,
    against: stated.optional(),
  });

  return z
    .strictObject({
      title: text,
      publisher: text,
      address: address.optional(),
      /** Said to the reader where there is no address. */
      no_address: text.optional(),
      published: date.optional(),
      /** What is remembered, inferred or our own wording: said to the reader, never shown as verified. */
      unverified: z.array(z.enum(["title", "publisher", "published"])).default([]),
      /** The copies the figures were read from, each with what could not be seen in it. */
      copies: z.array(
        z.strictObject({ what: text, address: address.optional(), read: date.optional() }),
      ),
      confidence,
      tables: z.array(table).default([]),
      /** Figures that stand in sentences, in logs, or alone. */
      figures: z.array(statement).default([]),
      revisions: z
        .array(z.strictObject({ figure: id, printed: text, when: text, what: text }))
        .default([]),
    })
    .refine((entry) => entry.address !== undefined || entry.no_address !== undefined, {
      path: ["address"],
      error: "an entry has an address, or says under no_address why not",
    });
}
