import { describe, expect, test } from "vitest";
import { askAbout } from "../../../bin/witness/ask.ts";
import { installedEngine, notInstalled } from "../../../bin/witness/installed.ts";
import { fromItsConfig } from "../../../bin/witness/model.ts";
import { runs } from "../../../bin/witness/runs.ts";
import { gemma4Sliding, tiny } from "./families/tiny.ts";

/*
 * The real llama.cpp, asked once about a tiny file of every family: it loads none in which a key or a
 * tensor is missing, is of another shape, or is one too many. Where the optional dependency is not
 * installed nothing is asked, and the test run says so.
 */

const engine = installedEngine();
if (!engine) console.warn(`NOT ASKED: ${notInstalled}. Keys and tensors are checked all the same.`);

const settings = { ctx: 1000 };

describe.skipIf(!engine)("llama.cpp loads a tiny file and says what is computed", () => {
  test.each(Object.entries(tiny))("%s", async (name, config) => {
    const { architecture, withPath } = fromItsConfig(name, config);
    const [run] = await withPath((path) => runs(engine!, path, architecture, [settings]));
    expect(run!.mode).toBe("planned");
    expect(run!.figures.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(run!.agrees).toBe(true);
  });
});

test.skipIf(!engine)("llama.cpp loads Gemma 4 with layers that slide only", async () => {
  const { withPath } = fromItsConfig("slides only", gemma4Sliding);
  const { testimonies } = await withPath((path) => askAbout(engine!, path, [settings]));
  expect(testimonies.map(({ mode }) => mode)).toEqual(["planned"]);
});
