import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fromGguf,
  planCsv,
  planJson,
  planOf,
  ratio,
  readSetUp,
  type SetUp,
} from "../../../src/lib/index.ts";
import { anyModel } from "../engines/arbitrary.ts";
import { bare, setUpOf, subjectOf } from "./kit.ts";

const readBack = (setUp: SetUp): SetUp => {
  const read = readSetUp(JSON.parse(planJson(planOf(setUp))));
  if (read.kind === "refused") throw new Error(`${read.field}: ${read.reason}`);
  return read.setUp;
};

/** The rows of a CSV text, as RFC 4180 reads them. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(csv); match; match = cell.exec(csv)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === "\r\n") rows.push([]);
    if (cell.lastIndex === csv.length) break;
  }
  return rows.slice(0, -1);
}

describe("JSON", () => {
  test("gives the very set-up back", () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.bigInt({ min: 1n, max: 2n ** 70n }),
        fc.boolean(),
        (model, bytes, mtp) => {
          const setUp = setUpOf(bare(model), {
            other: bytes,
            share: ratio(bytes, bytes + 7n),
            mtp,
          });
          expect(readBack(setUp)).toEqual(setUp);
        },
      ),
    );
  });

  test.each(["llama-3.1-405b", "deepseek-v3", "gemma-4-31b", "qwen3-next-80b-a3b"])(
    "gives %s back with its config and where its numbers came from",
    (id) => {
      const setUp = setUpOf(subjectOf(id), {
        requests: 3n,
        sharedPrefix: 100n,
        settings: {
          vllm: { blockSize: 32, available: 2n ** 60n, hybridManager: true },
          "tensorrt-llm": { fraction: ratio(4, 5) },
          "llama.cpp": { keyType: "q8_0" },
        },
      });
      const back = readBack(setUp);
      expect(back).toEqual(setUp);
      expect(JSON.parse(planJson(planOf(back)))).toEqual(JSON.parse(planJson(planOf(setUp))));
    },
  );

  test("gives a GGUF's model back, with what its header stores", () => {
    const reading = fromGguf({
      "general.architecture": "llama",
      "llama.block_count": 2,
      "llama.embedding_length": 64,
      "llama.attention.head_count": 4,
      "llama.attention.head_count_kv": 2,
    });
    if (reading.kind === "refused") throw new Error(reading.reason);
    const setUp = setUpOf(
      { name: "a.gguf", file: "a.gguf", architecture: reading.architecture, storedWeights: 12345n },
      { weightType: "stored" },
    );
    expect(readBack(setUp)).toEqual(setUp);
  });

  test("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readSetUp(value)));
    const whole = JSON.parse(planJson(planOf(setUpOf(subjectOf("gemma-3-27b")))));
    const path = fc.constantFrom(...Object.keys(whole.setUp));
    fc.assert(
      fc.property(path, fc.jsonValue(), (name, value) => {
        const read = readSetUp({ ...whole, setUp: { ...whole.setUp, [name]: value } });
        if (read.kind === "refused") expect(read.reason).not.toBe("");
      }),
    );
  });

  test.each<[string, RegExp, string]>([
    ["setUp.tokens", /"tokens": "\d+"/, '"tokens": 5'],
    ["setUp.share", /"d": "\d+"/, '"d": "0"'],
    ["setUp.subject.architecture.layers[0].kvHeads", /"kvHeads": 8/, '"kvHeads": 1e12'],
    ["setUp.subject.architecture.layers[0].kind", /"kind": "attention"/, '"kind": "toString"'],
    ["setUp.subject.architecture.order", /"order": \[\s*\[\s*0\s*\],/, '"order": ['],
    ["setUp.subject.architecture.layers", /"layers": \[[^\]]*\]/, '"layers": []'],
    ["setUp.settings.constructor", /"other": "0"/, '"other": "0", "settings": {"constructor": {}}'],
    ["setUp.keyType", /"keyType": "fp16"/, '"keyType": "__proto__"'],
  ])("is refused at %s when that is wrong", (field, right, wrong) => {
    const exported = planJson(planOf(setUpOf(subjectOf("llama-3.1-8b")))).replace(right, wrong);
    expect(readSetUp(JSON.parse(exported))).toMatchObject({ kind: "refused", field });
  });

  test("of another kind or a later version is refused", () => {
    const exported = JSON.parse(planJson(planOf(setUpOf(subjectOf("llama-3.1-8b")))));
    expect(readSetUp({ ...exported, version: 2 })).toMatchObject({ kind: "refused" });
    expect(readSetUp(exported.setUp)).toMatchObject({ kind: "refused", field: "kind" });
  });
});

describe("CSV", () => {
  test("has four cells in every row, and the exact bytes", () => {
    const plan = planOf(setUpOf(subjectOf("deepseek-v3"), { count: 2, tensorParallel: 2 }));
    const rows = parsed(planCsv(plan));
    for (const row of rows) expect(row).toHaveLength(4);
    expect(rows[0]).toEqual(["part", "what", "amount", "unit"]);
    expect(rows).toContainEqual(["all requests", "cache", String(plan.cache), "bytes"]);
    expect(rows).toContainEqual(["one copy", "weights", String(plan.weights), "bytes"]);
    expect(rows.filter(([part]) => part?.startsWith("GPU "))).toHaveLength(10);
  });

  test.each(['=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "\tx", "a,b\r\nc", '"'])(
    "keeps a model named %j as text",
    (name) => {
      const plan = planOf(setUpOf({ ...subjectOf("llama-3.1-8b"), name }));
      const cell = parsed(planCsv(plan)).find(([, what]) => what === "model")![2]!;
      expect(cell).toBe(/^[=+\-@\t]/.test(name) ? `'${name}` : name);
    },
  );

  test("says what is missing and what is not known", () => {
    const little = setUpOf(subjectOf("llama-3.1-8b"), {
      gpu: { id: "small", name: "small", bytes: 10n },
    });
    expect(planCsv(planOf(little))).toContain(",no,");
    expect(planCsv(planOf(little))).toMatch(/left,-\d+,bytes/);
    expect(planCsv(planOf({ ...little, weightType: "stored" }))).toContain(",unknown\r\n");
  });
});
