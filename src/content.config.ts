import { defineCollection, reference } from "astro:content";
import { file, glob } from "astro/loaders";
import { z } from "astro/zod";
import { address, confidence, date, publicationSchema } from "./content/publications.schema.ts";
import { parseFigure } from "./lib/quantity/figure.ts";

const source = z.strictObject({
  what: z.string(),
  address: address.optional(),
  confidence,
  /** The config fields this source prints; all of them where the list is left out. */
  fields: z.array(z.string()).optional(),
});

/** Files of a folder by name, dots kept: llama-3.1-8b. The name is part of permanent addresses. */
const files = (folder: string, extension: string) =>
  glob({
    base: `./src/content/${folder}`,
    pattern: `*.${extension}`,
    generateId: ({ entry }) => entry.slice(0, -extension.length - 1),
  });

const models = defineCollection({
  loader: files("models", "json"),
  schema: z.strictObject({
    name: z.string(),
    /** Organisation and name on the model hub, where there is such a repository. */
    repository: z.string().optional(),
    released: date.optional(),
    /** Fields of config.json with the values its publisher gave them. */
    config: z.record(z.string(), z.unknown()),
    /** Parameters as its publisher counts them, to check the count from the config against. */
    published_parameters: z.int().positive().optional(),
    /** Parameters its publisher says it has and uses for one token, as printed. */
    stated_parameters: z
      .strictObject({
        total: z.string().regex(/^[\d.]+[BMT]$/, "a parameter count reads 46.7B"),
        per_token: z.string().regex(/^[\d.]+[BMT]$/, "a parameter count reads 12.9B"),
        where: z.string(),
        address,
        confidence,
      })
      .optional(),
    sources: z.array(source).min(1, "name at least one place the fields were read"),
    note: z.string().optional(),
  }),
});

const publications = defineCollection({
  loader: files("publications", "yaml"),
  schema: publicationSchema(reference("models")),
});

const timelines = defineCollection({
  loader: file("./src/content/timelines/llama-3.1-405b-kv-heads.yaml"),
  schema: z.strictObject({
    id: z.string(),
    date,
    /** Set where the date follows from other evidence and is not printed. */
    inferred: z.boolean().default(false),
    claim: z.string(),
    quote: z.string().max(60, "quote a few words").optional(),
    /** A figure the source prints, as it prints it. */
    printed: z
      .string()
      .refine((text) => parseFigure(text) !== undefined, 'a figure reads "57.7520 GB"')
      .optional(),
    /** Other figures of the same source, by a name of ours. */
    also: z
      .record(
        z.string(),
        z.string().refine((text) => parseFigure(text) !== undefined, 'a figure reads "57.7520 GB"'),
      )
      .optional(),
    /** Whether an engine printed it about itself, or somebody about a model. */
    ink: z.enum(["published", "measured"]).default("published"),
    address: address.optional(),
    confidence,
  }),
});

const articles = defineCollection({
  loader: files("articles", "mdx"),
  schema: z.strictObject({
    title: z.string(),
    description: z.string(),
    /** The permanent address below /articles/; never changes, whatever the title does. */
    slug: z.string().regex(/^[a-z0-9-]+$/),
    published: date,
    order: z.int().positive(),
    /** Models the article is about; their pages link to it. */
    models: z.array(reference("models")).default([]),
    /** The publication whose figures this article takes apart, each under its own id. */
    audits: reference("publications").optional(),
  }),
});

const glossary = defineCollection({
  loader: files("glossary", "yaml"),
  schema: z.strictObject({
    term: z.string(),
    /** Other names of the same thing: the config field, an abbreviation. */
    also: z.array(z.string()).default([]),
    /** One or two sentences, enough to go on reading. */
    meaning: z.string().max(320, "a meaning is short enough to show beside the word"),
    /** Other entries that help. */
    see: z.array(reference("glossary")).default([]),
    /** Where it is explained: an article and one of its sections. */
    explained: z.strictObject({ article: reference("articles"), section: z.string() }).optional(),
  }),
});

const references = defineCollection({
  loader: files("references", "yaml"),
  schema: z.strictObject({
    authors: z.string(),
    /** How the text names it: "Ainslie et al. 2023". */
    short: z.string(),
    title: z.string(),
    published: date,
    address,
    confidence,
  }),
});

const allocations = defineCollection({
  loader: files("allocations", "yaml"),
  schema: z
    .strictObject({
      engine: z.enum(["llama.cpp", "vllm", "sglang", "tensorrt-llm"], {
        error: "an engine is llama.cpp, vllm, sglang or tensorrt-llm",
      }),
      /** The fork or build, where it is not the engine itself. */
      build: z.string().optional(),
      version: z.string().optional(),
      /** The model as the log or its thread names it. */
      model: z.string(),
      /** The model of the catalogue that has its architecture, where there is one. */
      architecture: reference("models").optional(),
      /** The settings that decide the figure, under the engine's own names. */
      settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      printed: z
        .array(
          z.strictObject({
            what: z.string(),
            /** As printed: some logs write a decimal comma, or GB for GiB. */
            text: z.string().max(40, "quote the figure alone"),
            value: z
              .string()
              .refine((text) => parseFigure(text) !== undefined, "a value reads 82.00"),
            /** What the figure counts in, whatever its label says. */
            unit: z.enum(["B", "MiB", "GiB", "tokens", "blocks"], {
              error: "a unit is what the figure counts in: B, MiB, GiB, tokens or blocks",
            }),
          }),
        )
        .min(1, "an allocation has at least one printed figure"),
      /**
       * What the rules of `src/lib/engines` are asked to come to the same figures. Left out where the
       * engine was asked here, under settings that say it all, and where there is no rule.
       */
      rules: z
        .strictObject({
          /** The layers, where the catalogue has no model of this architecture. */
          layers: z
            .array(z.looseObject({ kind: z.string(), count: z.int().positive() }))
            .optional(),
          /** Settings of the engine as its rules name them. */
          settings: z.record(z.string(), z.unknown()).optional(),
          /** For each printed figure its name in the rules' log, or "pool": memory for blocks. */
          figures: z.array(z.string()).default([]),
          /** For what vLLM prints of weights: the settings they are loaded with. */
          weights: z.record(z.string(), z.number()).optional(),
        })
        .optional(),
      scope: z.enum(["all devices", "one GPU"]),
      address,
      place: z.string(),
      independence: z.enum(["independent", "partly"], {
        error: "what was fitted to its own figure is no evidence",
      }),
      /** What was deduced or taken from a default, where not everything was stated. */
      deduced: z.string().optional(),
      /** Why the rules do not give this figure, where they do not. */
      differs: z.string().optional(),
    })
    .refine(
      ({ independence, deduced }) => (independence === "partly") === (deduced !== undefined),
      {
        error: "say what was deduced where not everything is independent, and only there",
      },
    ),
});

/** What an installed llama.cpp said to us about a model of the catalogue; written by `npm run witness`. */
const witness = defineCollection({
  loader: files("allocations/witness", "yaml"),
  schema: z.strictObject({
    engine: z.literal("llama.cpp"),
    /** llama.cpp's release, and the npm package that brings it. */
    version: z.string(),
    package: z.string(),
    date,
    model: reference("models"),
    /** What repeats the runs in a checkout. */
    command: z.string(),
    /** Parameters as llama.cpp counts them in a file of the model's true shapes. */
    parameters: z.int().positive().optional(),
    runs: z
      .array(
        z
          .strictObject({
            /** Under llama.cpp's own names; what is left out is 1 sequence, batches of 512, no flag. */
            settings: z.strictObject({
              n_ctx: z.int().positive(),
              cache_type_k: z.string(),
              cache_type_v: z.string(),
              n_seq_max: z.int().positive().optional(),
              n_ubatch: z.int().positive().optional(),
              swa_full: z.boolean().optional(),
            }),
            /** Whether the memory was allocated and filled, planned in a dry run, or refused. */
            mode: z.enum(["allocated", "planned", "refused"]),
            /** Bytes by which the process's own memory grew. */
            grew: z.int().positive().optional(),
            /** The lines of its log that say so. */
            log: z.array(z.string()).min(1),
          })
          .refine(({ mode, grew }) => (mode === "allocated") === (grew !== undefined), {
            error: "what was allocated, and only that, made the process grow",
          }),
      )
      .min(1),
  }),
});

const capacity = z
  .string()
  .refine(
    (text) => parseFigure(text)?.unit !== undefined,
    'an amount of memory reads "80 GB" or "81559 MiB"',
  );

/** An amount as somebody prints it, and where. */
const printedAmount = z
  .strictObject({
    printed: capacity,
    what: z.string(),
    address: address.optional(),
    confidence,
  })
  .refine((one) => (one.address === undefined) === (one.confidence === "remembered"), {
    error: "an amount has an address, or is remembered",
  });

const gpus = defineCollection({
  loader: files("gpus", "json"),
  schema: z.strictObject({
    name: z.string(),
    /** The memory its maker names it by. */
    sold_as: printedAmount,
    /** What the driver's tool says there is, in its unit whatever its label: MiB for nvidia-smi. */
    reported: printedAmount,
    /** What a program was told there is, where a source prints it. */
    seen: printedAmount.optional(),
  }),
});

const logLine = z
  .string()
  .refine((text) => parseFigure(text) !== undefined, 'a line of a log reads "3.81GiB" or "1952"');

const logs = defineCollection({
  loader: files("logs", "yaml"),
  schema: z.strictObject({
    engine: z.literal("vllm"),
    /** The model of the catalogue that was served, where there is one, and its name in the log. */
    model: reference("models").optional(),
    named: z.string(),
    gpu: reference("gpus").optional(),
    on: z.string(),
    devices: z.int().positive(),
    max_model_len: z.int().positive().optional(),
    /** Positions in the table of the rotary embedding, which counts as weights: the model’s own. */
    rope_positions: z.int().positive().optional(),
    /** What PyTorch held at most when the same was started with a longer length. */
    longer: z.strictObject({ max_model_len: z.int().positive(), peak: logLine }).optional(),
    /** Why the engine did not start, where it did not. */
    refused: z.string().optional(),
    /** What it printed of one GPU's memory. Amounts are GiB, also where they are labelled GB. */
    printed: z.strictObject({
      total: logLine,
      utilization: logLine,
      usable: logLine.optional(),
      weights: logLine,
      /** What PyTorch held at most, weights included; or without them. */
      peak: logLine.optional(),
      activations: logLine.optional(),
      other: logLine,
      cache: logLine,
      blocks: logLine.optional(),
      concurrency: logLine.optional(),
      tokens: logLine.optional(),
    }),
    address,
    place: z.string(),
    confidence,
  }),
});

export const collections = {
  allocations,
  articles,
  glossary,
  gpus,
  logs,
  models,
  publications,
  references,
  timelines,
  witness,
};
