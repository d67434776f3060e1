import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { findModel } from "../../bin/catalogue.ts";
import { witnessRecords } from "../../bin/content/witness.ts";
import { casesFor, witnessedModels } from "../../bin/witness/cases.ts";
import { installedEngine, notInstalled } from "../../bin/witness/installed.ts";
import { fromItsConfig } from "../../bin/witness/model.ts";
import { type Run, runs } from "../../bin/witness/runs.ts";
import { toRecorded } from "../../src/lib/index.ts";
import { writable } from "../unit/witness/configs.ts";

/*
 * The real llama.cpp, asked now: dry runs of the whole matrix, which allocate nothing. Where the
 * optional dependency is not installed nothing is asked, and the test run says so.
 */

const engine = installedEngine();
if (!engine) console.warn(`NOT ASKED: ${notInstalled}. Recorded runs are checked all the same.`);

/** Settings that divide nothing evenly. */
const odd = [{ ctx: 1000 }, { ctx: 5000, parallel: 2 }, { ctx: 30_001, ubatch: 65 }] as const;

const key = ({ settings }: Run): string => JSON.stringify(toRecorded(settings));

describe.skipIf(!engine)(`llama.cpp ${engine?.version ?? "(not installed)"}`, () => {
  describe.each(witnessedModels)("%s", (id) => {
    const { architecture, withPath } = fromItsConfig(id, findModel(id)!.config);
    let all: Run[] = [];

    beforeAll(async () => {
      all = await withPath((path) => runs(engine!, path, architecture, casesFor(architecture)));
    }, 120_000);

    test("says to the digit what is computed, in every setting", () => {
      expect(all.length).toBe(casesFor(architecture).length);
      expect(all.filter(({ agrees }) => !agrees).map(key)).toEqual([]);
    });

    test("says what is recorded", () => {
      const record = witnessRecords().find(({ model }) => model === id)!;
      if (record.version !== engine!.version) return;
      const recorded = record.runs.filter(({ log }) =>
        log.some((line) => /size = .*cells,/.test(line)),
      );
      expect(recorded.length).toBeGreaterThan(0);
      const now = new Map(all.map((run) => [key(run), run.reading.lines]));
      for (const { settings, log } of recorded)
        expect(now.get(JSON.stringify(settings))).toEqual(log);
    });

    test("plans and allocates nothing", () => {
      expect(all.filter(({ mode }) => mode === "allocated")).toEqual([]);
      expect(all.filter(({ grew }) => grew !== undefined)).toEqual([]);
    });
  });

  test("says to the digit what is computed of models that nobody made", async () => {
    for (const config of fc.sample(writable, { numRuns: 40, seed: 5 })) {
      const { architecture, withPath } = fromItsConfig("of no name", config);
      const all = await withPath((path) => runs(engine!, path, architecture, odd));
      const differing = all.filter(({ agrees }) => !agrees);
      expect(
        differing.map((run) => [key(run), run.figures]),
        JSON.stringify(config),
      ).toEqual([]);
    }
  }, 240_000);
});
