import { describe, expect, test } from "vitest";
import {
  familyOf,
  modelFinder,
  type NamedModel,
  settler,
} from "../../../src/lib/tables/model-names.ts";

const alpaca3: NamedModel = {
  id: "alpaca-3.12-8b",
  name: "Alpaca 3.12 8B",
  repository: "farm/Alpaca-3.12-8B",
  released: "2024-07",
};
const alpacaFine: NamedModel = {
  id: "alpaca-3.12-night-8b",
  name: "Alpaca 3.12 Night 8B",
  released: "2025-01",
};
const alpaca12: NamedModel = { id: "alpaca-12-70b", name: "Alpaca 12 70B", released: "2025-03" };
const vicuna: NamedModel = { id: "vicuna-v3-8b", name: "Vicuna V3 8B", released: "2025-06" };
const guanaco: NamedModel = { id: "guanaco-9-8b", name: "Guanaco 9 8B" };
const camel: NamedModel = { id: "camel-9-8b", name: "Camel 9 8B" };
const odd: NamedModel = { id: "chat", name: "Base", repository: "farm/it" };
const models = [alpaca3, alpacaFine, alpaca12, guanaco, vicuna, camel, odd];
const find = modelFinder(models);
const found = (label: string) => find(label).models.map(({ id }) => id);

describe("a model is found", () => {
  test.each([
    "Alpaca 3.12 8B",
    "alpaca3.12-8b",
    "ALPACA-3.12-8B-Instruct",
    "(Alpaca 3.12, 8B)",
    "..alpaca.. 3.12 8b...",
    "someone/Alpaca-3.12-8B-hf",
    `Alpaca 3.12 8B ${" ".repeat(200)} of a long afternoon`,
  ])("as %s", (label) => {
    expect(found(label)).toEqual([alpaca3.id]);
  });

  test.each(["Alpaca12", "alpaca 12 70B", "alpaca-12"])("by its release, as %s", (label) => {
    expect(found(label)).toEqual([alpaca12.id]);
  });

  test.each(["Vicuna V3", "VicunaV3", "vicuna-v3", "Vicuna"])("by its version, as %s", (label) => {
    expect(found(label)).toEqual([vicuna.id]);
  });

  test.each(["chat", "  Chat ", "BASE", "farm/it"])(
    "by the whole of what it is called, as %j, though no word of it says so",
    (label) => {
      expect(found(label)).toEqual([odd.id]);
    },
  );
});

test.each(["", "3.12", "12", "8", "2alpaca12", "alpaca12x", "Alpaca 13", "alpaca zebra"])(
  "%j is no model",
  (label) => {
    expect(found(label)).toEqual([]);
  },
);

test("of models with as few other words the newest comes first, those of no date last", () => {
  expect(found("8B")).toEqual([vicuna.id, alpaca3.id, camel.id, guanaco.id]);
  expect(found("Alpaca")).toEqual([alpaca12.id, alpaca3.id]);
});

test("models of one release are a family, whatever their size", () => {
  expect(familyOf({ id: "llama-3.1-405b", name: "" })).toBe("llama 3.1");
  expect(familyOf({ id: "qwen3-30b-a3b", name: "" })).toBe("qwen 3");
  expect(familyOf({ id: "mixtral-8x22b", name: "" })).toBe("mixtral");
});

describe("where several models fit", () => {
  const settled = (labels: string[], near?: NamedModel) => {
    const matches = labels.map(find);
    return matches.map(settler(matches, near)).map((one) => one?.id);
  };

  test("it stays open unless something decides", () => {
    expect(settled(["8B"])).toEqual([undefined]);
    expect(settled(["8B"], alpaca12)).toEqual([undefined]);
  });

  test("the family of the table's other labels decides", () => {
    expect(settled(["8B", "Camel 9"])).toEqual([camel.id, camel.id]);
  });

  test("the model at hand decides after that", () => {
    expect(settled(["8B"], guanaco)).toEqual([guanaco.id]);
    expect(settled(["8B", "Camel 9"], guanaco)).toEqual([camel.id, camel.id]);
  });
});
