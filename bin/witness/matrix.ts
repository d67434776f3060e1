import {
  type Architecture,
  grouped,
  parametersFromConfig,
  type WitnessSettings,
} from "../../src/lib/index.ts";
import { type CatalogueModel, findModel } from "../catalogue.ts";
import { type Answer, UsageError } from "../command.ts";
import { askAbout, withFile } from "./ask.ts";
import { casesFor, witnessedModels } from "./cases.ts";
import type { InstalledEngine } from "./installed.ts";
import { fromItsConfig, tooHeavy, written } from "./model.ts";
import { runAsJson, runLine } from "./print.ts";
import { writeRecord } from "./record.ts";
import { bytesFor, type Run, runs } from "./runs.ts";

/** Everything llama.cpp was asked about a model. */
export interface Witnessed {
  readonly model: CatalogueModel;
  readonly runs: readonly Run[];
  /** Parameters as llama.cpp counts them in true shapes, where these are known. */
  readonly parameters: bigint | undefined;
}

/** The longest context, in every format it does not fit in: for llama.cpp to be refused. */
function exceeding(architecture: Architecture, all: readonly WitnessSettings[], limit: bigint) {
  const longest = Math.max(...all.map(({ ctx }) => Number(ctx)));
  return all.filter(
    (settings) => settings.ctx === longest && bytesFor(architecture, settings) > limit,
  );
}

async function counted(engine: InstalledEngine, model: CatalogueModel) {
  const count = parametersFromConfig(model.config);
  if (count.kind === "refused") return undefined;
  if (count.tensors.some(({ part }) => part === "experts")) return undefined;
  const file = written(model.config, model.name, "true");
  return (await withFile(file, (path) => askAbout(engine, path, []))).parameters;
}

/**
 * Asks llama.cpp about a model under every setting of the matrix: a dry run each or, with a limit, a
 * real allocation of those that fit in it, and also of the longest that do not.
 */
async function witnessed(
  engine: InstalledEngine,
  model: CatalogueModel,
  most: bigint | undefined,
): Promise<Witnessed> {
  const shown = fromItsConfig(model.name, model.config);
  const { architecture, withPath } = shown;
  const limit = tooHeavy(shown) ? undefined : most;
  const all = casesFor(architecture);
  const fits = (settings: WitnessSettings) =>
    limit !== undefined && bytesFor(architecture, settings) <= limit;
  const tooMuch = limit === undefined ? [] : exceeding(architecture, all, limit);
  return withPath(async (path) => ({
    model,
    runs: [
      ...(await runs(engine, path, architecture, all.filter(fits), limit)),
      ...(await runs(
        engine,
        path,
        architecture,
        all.filter((settings) => !fits(settings)),
      )),
      ...(await runs(engine, path, architecture, tooMuch, limit)),
    ],
    parameters: await counted(engine, model),
  }));
}

interface MatrixOptions {
  readonly model: string | undefined;
  readonly limit: bigint | undefined;
  /** Whether the runs replace the ones recorded in the site's content. */
  readonly write: boolean;
}

/** `bpt witness --matrix`: every model under every setting. */
export async function matrix(
  engine: InstalledEngine,
  { model: only, limit, write }: MatrixOptions,
): Promise<Answer> {
  const models = (only === undefined ? witnessedModels : [only]).map((id) => {
    const found = findModel(id);
    if (!found) throw new UsageError(`no model ${JSON.stringify(id)}; bpt models lists them`);
    return found;
  });
  const all: Witnessed[] = [];
  for (const model of models) {
    const found = await witnessed(engine, model, limit);
    if (write) writeRecord(engine, found);
    all.push(found);
  }
  const every = all.flatMap((each) => each.runs);
  const agree = every.filter(({ agrees }) => agrees).length;
  const lines = all.flatMap(({ model, runs, parameters }) => [
    model.name,
    ...runs.map((run) => `  ${runLine(run)}`),
    ...(parameters === undefined ? [] : [`  parameters: ${grouped(parameters)}`]),
  ]);
  return {
    json: {
      engine: { name: "llama.cpp", version: engine.version, from: engine.from },
      runs: every.length,
      agree,
      models: all.map(({ model, runs, parameters }) => ({
        model: model.id,
        ...(parameters === undefined ? {} : { parameters }),
        runs: runs.map(runAsJson),
      })),
    },
    text: [
      ...lines,
      `llama.cpp ${engine.version}: ${agree} of ${every.length} runs are what was computed`,
    ].join("\n"),
  };
}
