import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cacheCode,
  cacheFormula,
  evaluate,
  planOf,
  toInteger,
  workingOfPlan,
} from "../../../src/lib/index.ts";
import { anyModel } from "../engines/arbitrary.ts";
import { bare, setUpOf, subjectOf } from "./kit.ts";

describe("the working", () => {
  test("is one formula that comes to the plan's cache and states", () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.bigInt({ min: 1n, max: 100_000n }),
        fc.bigInt({ min: 1n, max: 20n }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (model, tokens, requests, part) => {
          const sharedPrefix = BigInt(Math.floor(Number(tokens) * part));
          const plan = planOf(setUpOf(bare(model), { tokens, requests, sharedPrefix }));
          const { formula, values } = cacheFormula(plan);
          expect(toInteger(evaluate(formula.expression, values))).toBe(plan.cache + plan.state);
        },
      ),
    );
  });

  const models = ["llama-3.1-8b", "gemma-4-31b", "qwen3-next-80b-a3b", "deepseek-v3"];
  const planned = (id: string) =>
    planOf(setUpOf(subjectOf(id), { requests: 4n, sharedPrefix: 5000n }));
  const bytes = ({ cache, state }: ReturnType<typeof planned>) => String(cache + state);
  const hasPython = spawnSync("python3", ["--version"]).status === 0;

  test.runIf(hasPython).each(models)("runs as Python for %s", (id) => {
    const plan = planned(id);
    const { stdout } = spawnSync("python3", ["-c", cacheCode(plan, "python")], {
      encoding: "utf8",
    });
    expect(stdout.split(" ")[0]).toBe(bytes(plan));
  });

  test.each(models)("runs as TypeScript for %s", (id) => {
    const plan = planned(id);
    const said: unknown[] = [];
    new Function("console", cacheCode(plan, "typescript"))({
      log: (...words: unknown[]) => said.push(...words),
    });
    expect(String(said[0])).toBe(bytes(plan));
  });

  test("says of every number which field it came from, or that the reader chose it", () => {
    const [full] = workingOfPlan(planOf(setUpOf(subjectOf("llama-3.1-405b"))));
    const from = Object.fromEntries(
      full!.given.map(({ term, fields, chosen }) => [
        term.id,
        chosen ? "chosen" : fields.map(({ field, rule }) => rule ?? field).join(),
      ]),
    );
    expect(from).toEqual({
      num_hidden_layers: "num_hidden_layers",
      num_key_value_heads: "num_key_value_heads",
      key_dim: "hidden_size / num_attention_heads",
      value_dim: "hidden_size / num_attention_heads",
      bytes_per_key_element: "chosen",
      bytes_per_value_element: "chosen",
      tokens: "chosen",
      batch: "chosen",
    });
  });

  test("leaves no number of any model in the catalogue without its source", () => {
    for (const id of [
      "gemma-3-27b",
      "gemma-4-31b",
      "deepseek-v3",
      "llama-4-scout",
      "gpt-oss-120b",
      "qwen3.5-397b-a17b",
    ]) {
      for (const { given } of workingOfPlan(planOf(setUpOf(subjectOf(id)))))
        for (const { term, fields, chosen } of given)
          expect(chosen || fields.length > 0, `${id}: ${term.id}`).toBe(true);
    }
  });
});
