import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { besideRules } from "../../src/components/witness/beside.ts";
import { type EvidenceRecord, records } from "../evidence/record.ts";

const folder = new URL("../../src/content/allocations/", import.meta.url);
const entries = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => ({
    id: file.replace(/\.yaml$/, ""),
    entry: parse(readFileSync(new URL(file, folder), "utf8")),
  }));

const engineOf = ({ engine }: EvidenceRecord): string => {
  if (engine.includes("llama")) return "llama.cpp";
  if (engine.startsWith("SGLang")) return "sglang";
  return engine.startsWith("TensorRT") ? "tensorrt-llm" : "vllm";
};

describe("allocations as content", () => {
  test("are the records that have an address and were not fitted to their figure", () => {
    const published = records.filter(
      ({ url, independence }) => url !== null && independence !== "fitted",
    );
    expect(entries.map(({ id }) => id).sort()).toEqual(published.map(({ id }) => id).sort());
  });

  test.each(entries.map(({ id, entry }) => [id, entry]))(
    "%s says what the evidence says",
    (id, entry) => {
      const found = records.find((candidate) => candidate.id === id)!;
      expect(entry.address).toBe(found.url);
      expect(entry.engine).toBe(engineOf(found));
      expect(entry.model).toBe(found.model);
      expect(entry.independence).toBe(found.independence);
      expect(entry.differs === undefined).toBe(found.agrees);
      const printed = [found.printed, ...(found.printed_more ?? [])];
      expect(entry.printed.map(({ value }: { value: string }) => value)).toEqual(
        printed.map(({ value }) => value),
      );
      printed.forEach(({ unit, text }, index) => {
        const means = /\((\w+)\)/.exec(unit)?.[1] ?? (unit === "bytes" ? "B" : unit);
        expect(entry.printed[index].unit).toBe(means);
        expect(entry.printed[index].text.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      });
    },
  );
});

describe("what the rules give for the printed figures", () => {
  const config = (id: string | undefined) =>
    id && JSON.parse(readFileSync(new URL(`../models/${id}.json`, folder), "utf8")).config;

  test.each(entries.map(({ id, entry }) => [id, entry] as const))("%s", (_, entry) => {
    const figures = besideRules(entry, config(entry.architecture));
    const agree = figures.map(({ nearness }) => nearness !== undefined && nearness !== "not");
    expect(agree).toEqual(entry.printed.map(() => entry.differs === undefined));
  });
});
