import { describe, expect, test } from "vitest";
import { findModel } from "../../bin/catalogue.ts";
import { type WitnessRecord, witnessRecords } from "../../bin/content/witness.ts";
import { casesFor, witnessedModels } from "../../bin/witness/cases.ts";
import { fromItsConfig, tooHeavy } from "../../bin/witness/model.ts";
import { beside, type Run } from "../../bin/witness/runs.ts";
import {
  type Architecture,
  fromConfig,
  fromRecorded,
  readLog,
  toRecorded,
} from "../../src/lib/index.ts";

const records = witnessRecords();

function architectureOf({ model }: WitnessRecord): Architecture {
  const reading = fromConfig(findModel(model)!.config);
  if (reading.kind === "refused") throw new Error(`${model}: ${reading.reason}`);
  return reading.architecture;
}

const runsOf = (record: WitnessRecord): Run[] =>
  record.runs.map(({ settings, mode, log, grew }) =>
    beside(architectureOf(record), fromRecorded(settings), {
      mode,
      reading: readLog(log.join("\n")),
      ...(grew === undefined ? {} : { grew: BigInt(grew) }),
    }),
  );

const named = (run: Run): string => JSON.stringify({ ...toRecorded(run.settings), mode: run.mode });

describe("what llama.cpp told us, kept with the site", () => {
  test("is there for every model of the matrix and no other", () => {
    expect(records.map(({ model }) => model).sort()).toEqual([...witnessedModels].sort());
    expect(new Set(records.map(({ version }) => version)).size).toBe(1);
  });

  test("has models with 8 and with 16 KV heads, and llama.cpp's own count of their parameters", () => {
    const counts = Object.fromEntries(records.map(({ model, parameters }) => [model, parameters]));
    expect(counts).toMatchObject({
      "llama-3.1-8b": 8_030_261_248,
      "llama-3.1-70b": 70_553_706_496,
      "llama-3.1-405b": 405_853_388_800,
      "llama-3.1-405b-mp16": 410_081_247_232,
    });
    for (const { model, parameters } of records)
      if (parameters) expect(parameters).toBe(findModel(model)!.published_parameters ?? parameters);
  });

  describe.each(records.map((record) => [record.model, record] as const))("%s", (_, record) => {
    const runs = runsOf(record);

    test("covers the whole matrix", () => {
      const keys = (all: readonly object[]) =>
        [...new Set(all.map((settings) => JSON.stringify(settings)))].sort();
      expect(keys(record.runs.map(({ settings }) => settings))).toEqual(
        keys(casesFor(architectureOf(record)).map(toRecorded)),
      );
    });

    test("is what is computed, to every printed digit and refused byte", () => {
      expect(runs.filter(({ agrees }) => !agrees).map(named)).toEqual([]);
    });

    test("calls allocated only what made the process grow by as much", () => {
      for (const run of runs.filter(({ mode }) => mode === "allocated")) {
        const { computed } = run;
        if (!("bytes" in computed)) throw new Error(`${named(run)} cannot have been allocated`);
        const beyond = Number(run.grew! - computed.bytes) / 2 ** 20;
        expect(beyond, named(run)).toBeGreaterThan(0);
        expect(beyond, named(run)).toBeLessThan(32); // what plans and compute buffers take, in MiB
      }
    });

    test("is of what was allocated, where the weights are few", () => {
      const modes = new Set(record.runs.map(({ mode }) => mode));
      const heavy = tooHeavy(fromItsConfig(record.model, findModel(record.model)!.config));
      expect(modes.has("allocated")).toBe(!heavy);
      const largest = runs.filter(
        ({ computed }) => "bytes" in computed && computed.bytes > 1n << 30n,
      );
      expect(largest.filter(({ mode }) => mode === "allocated")).toEqual([]);
    });
  });
});
