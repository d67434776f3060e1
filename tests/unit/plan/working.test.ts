import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cacheCode,
  cacheFormula,
  evaluate,
  type LayerGroup,
  planOf,
  ratio,
  type Trace,
  terms,
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

  describe("names for a number", () => {
    const layers = {
      kind: "attention",
      count: 4,
      kvHeads: 2,
      keyDim: 3,
      valueDim: 5,
      window: 7,
    } as const;
    const field = (name: string, value: unknown): Trace => ({ field: name, value });
    const fields = (trace: Record<string, Trace>, group: LayerGroup = layers) => {
      const [working] = workingOfPlan(planOf(setUpOf(bare({ layers: [group], trace }))));
      return Object.fromEntries(
        working!.given.map(({ term, fields }) => [term.id, fields.map((one) => one.field)]),
      );
    };

    test("the likeliest field that has it", () => {
      const trace = {
        slidingKvHeads: field("swa_heads", 2),
        globalKvHeads: field("heads_too", 2),
        kvHeads: field("heads", 8),
        headDim: field("dim", 3),
        valueDim: field("value_dims", [4, 5]),
        window: field("window", "7"),
      };
      expect(fields(trace)).toMatchObject({
        num_key_value_heads: ["heads_too"],
        key_dim: ["dim"],
        value_dim: ["value_dims"],
        sliding_window: ["window"],
      });
    });

    test("all that may decide it, where none has it", () => {
      const trace = {
        slidingKvHeads: field("swa_heads", 8),
        kvHeads: field("heads", 9.5),
        headDim: field("dim", [1, "3"]),
        rank: field("rank", 2),
      };
      expect(fields(trace)).toMatchObject({
        num_key_value_heads: ["heads", "swa_heads"],
        key_dim: ["dim"],
        value_dim: ["dim"],
        sliding_window: [],
      });
    });

    test("of layers their count, or all that deals them out", () => {
      const trace = (count: number) => ({
        count: field("layers", count),
        schedule: field("layer_types", []),
        none: field("no_cache", 1),
        shared: field("shared", 1),
        fullEvery: field("every", 4),
        denseFrom: field("from", 4),
        scheduler: field("other", 4),
        countless: field("other", 4),
        Everything: field("other", 4),
      });
      expect(fields(trace(4)).num_hidden_layers).toEqual(["layers"]);
      expect(fields(trace(5)).num_hidden_layers).toEqual([
        "layers",
        "layer_types",
        "no_cache",
        "shared",
        "every",
        "from",
      ]);
    });

    test("of states all that shapes them", () => {
      const state = {
        kind: "state",
        count: 1,
        name: "mamba-2",
        convElements: 3,
        convBytes: 2,
        stateElements: 5,
        stateBytes: 4,
      } as const;
      const trace = {
        mambaHeads: field("heads", 1),
        expand: field("expand", 2),
        myState: field("no", 5),
      };
      const found = fields(trace, state);
      for (const id of [
        "conv_elements",
        "bytes_per_conv_element",
        "state_elements",
        "bytes_per_state_element",
      ])
        expect(found[id]).toEqual(["heads", "expand"]);
      expect(fields({ expand: field("expand", 2) }).num_key_value_heads).toEqual([]);
    });
  });

  test("is the formula of the only group where there is one", () => {
    const plan = planOf(setUpOf(subjectOf("llama-3.1-8b")));
    expect(cacheFormula(plan)).toEqual({
      formula: plan.kept[0]!.formula,
      values: plan.kept[0]!.values,
    });
  });

  test("numbers the terms that are other than the lengths and requests of all", () => {
    const [wide, narrow] = [4, 2].map(
      (kvHeads) => ({ kind: "attention", count: 1, kvHeads, keyDim: 8, valueDim: 8 }) as const,
    );
    const plan = planOf(
      setUpOf(bare({ layers: [wide!, narrow!], trace: {} }), { requests: 3n, sharedPrefix: 5n }),
    );
    const { formula, values } = cacheFormula(plan);
    expect(formula).toMatchObject({ id: "cache-of-all-groups", result: { id: "kv_cache" } });
    const used = terms(formula.expression);
    const symbol = (id: string) => used.find((term) => term.id === id)?.symbol;
    expect(values).toMatchObject({
      tokens: ratio(16_384),
      batch: ratio(3),
      num_key_value_heads_1: ratio(4),
      tokens_2: ratio(5),
      batch_2: ratio(2),
      num_key_value_heads_3: ratio(2),
      tokens_4: ratio(5),
    });
    expect(Object.keys(values)).not.toContain("tokens_1");
    expect(symbol("tokens_2")).toBe(`${symbol("tokens")}^{(2)}`);
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
