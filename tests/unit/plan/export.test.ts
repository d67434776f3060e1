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

/** One layer that keeps 4 bytes for each token, beside 200 bytes of weights. */
const oneLayer = (changes: Partial<SetUp> = {}, window?: number): SetUp =>
  setUpOf(
    {
      name: "one layer",
      architecture: {
        layers: [
          {
            kind: "attention",
            count: 1,
            kvHeads: 1,
            keyDim: 1,
            valueDim: 1,
            ...(window !== undefined && { window }),
          },
        ],
        trace: {},
      },
      parameters: 100n,
    },
    {
      tokens: 10n,
      requests: 3n,
      sharedPrefix: 4n,
      share: ratio(1, 2),
      other: 5n,
      gpu: { id: "g", name: "small", bytes: 1000n },
      ...changes,
    },
  );

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

  test("says what the set-up comes to, in digits", () => {
    const { result } = JSON.parse(planJson(planOf(oneLayer())));
    expect(result).toMatchObject({
      cache: "88",
      saved: "32",
      fits: true,
      longest: "27",
      mostRequests: "11",
      groups: [{ layers: 1, keeps: "full", formula: "attention-cache", bytes: "88", saved: "32" }],
    });
    expect(result.gpus).toEqual([
      {
        stage: 0,
        rank: 0,
        firstLayer: 0,
        layers: 1,
        weights: "200",
        cache: "88",
        state: "0",
        other: "5",
        needed: "293",
        left: "207",
      },
    ]);
    for (const name of ["setUp", "kept", "fullest", "growth"])
      expect(result).not.toHaveProperty(name);
  });

  test("says that nothing is saved where nothing is shared", () => {
    const { result } = JSON.parse(planJson(planOf(oneLayer({ sharedPrefix: 0n }))));
    expect(result.groups).toMatchObject([{ bytes: "120", saved: "0" }]);
  });

  test("has a line for every field", () => {
    expect(planJson(planOf(oneLayer()))).toMatch(/^\{\n {2}"kind": "bytes-per-token\/set-up",\n/);
  });

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

  test.each([
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "a,b\r\nc",
    "a=b",
    '"',
    "a\nb",
    "a\rb",
  ])("keeps a model named %j as text", (name) => {
    const plan = planOf(setUpOf({ ...subjectOf("llama-3.1-8b"), name }));
    const cell = parsed(planCsv(plan)).find(([, what]) => what === "model")![2]!;
    expect(cell).toBe(/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);
  });

  test("has a row for every figure", () => {
    const rows = parsed(planCsv(planOf(oneLayer())));
    const reserved = (name: string) => rows.filter(([part]) => part === `reserved by ${name}`);
    expect(rows.filter(([part]) => !part!.startsWith("reserved"))).toEqual([
      ["part", "what", "amount", "unit"],
      ["set-up", "model", "one layer", ""],
      ["set-up", "length of a request", "10", "tokens"],
      ["set-up", "requests", "3", ""],
      ["set-up", "shared prefix", "4", "tokens"],
      ["set-up", "keys", "fp16", ""],
      ["set-up", "values", "fp16", ""],
      ["set-up", "weights", "fp16", ""],
      ["set-up", "GPU", "small", ""],
      ["set-up", "memory of a GPU", "1000", "bytes"],
      ["set-up", "share that may be used", "1/2", ""],
      ["set-up", "other memory", "5", "bytes"],
      ["set-up", "GPUs", "1", ""],
      ["set-up", "tensor parallel", "1", ""],
      ["set-up", "pipeline parallel", "1", ""],
      ["cache by layers", "1 × full", "88", "bytes"],
      ["all requests", "cache", "88", "bytes"],
      ["all requests", "state", "0", "bytes"],
      ["all requests", "saved by the shared prefix", "32", "bytes"],
      ["one copy", "weights", "200", "bytes"],
      ["GPU 1 of stage 1", "weights", "200", "bytes"],
      ["GPU 1 of stage 1", "cache", "88", "bytes"],
      ["GPU 1 of stage 1", "state", "0", "bytes"],
      ["GPU 1 of stage 1", "other", "5", "bytes"],
      ["GPU 1 of stage 1", "left", "207", "bytes"],
      ["fits", "fits", "yes", ""],
      ["fits", "longest", "27", "tokens"],
      ["fits", "most requests", "11", "requests"],
      [
        "rests on",
        "The shared prefix is kept once on each copy of the model, in layers that still keep it; states cannot be shared.",
        "",
        "",
      ],
      [
        "rests on",
        "Engines are asked for every request whole, as they find what is shared only while they run.",
        "",
        "",
      ],
    ]);
    // Three requests of a block of 16 tokens each, where 3 × 10 tokens were asked for.
    expect(reserved("vLLM")).toEqual([
      ["reserved by vLLM", "in all", "192", "bytes"],
      ["reserved by vLLM", "on each GPU", "192", "bytes"],
      [
        "reserved by vLLM",
        "Tokens come in whole blocks, and a window can start inside one.",
        "72",
        "bytes",
      ],
    ]);
  });

  test("says what an engine refuses", () => {
    const rows = parsed(planCsv(planOf(oneLayer({ valueType: "fp8" }))));
    expect(rows.filter(([part]) => part === "reserved by vLLM")).toEqual([
      ["reserved by vLLM", "refused", "vLLM keeps keys and values in one format", ""],
    ]);
  });

  test("says that a window sets no limit", () => {
    const rows = parsed(planCsv(planOf(oneLayer({}, 5))));
    expect(rows).toContainEqual(["fits", "longest", "no limit", ""]);
  });

  test("says what is missing", () => {
    const rows = parsed(planCsv(planOf(oneLayer({ requests: 20n }))));
    expect(rows).toContainEqual(["fits", "fits", "no", ""]);
    expect(rows).toContainEqual(["GPU 1 of stage 1", "left", "-201", "bytes"]);
  });

  test("says what is not known", () => {
    const unknown = "No file was read that says how its weights are stored.";
    const rows = parsed(planCsv(planOf(oneLayer({ weightType: "stored" }))));
    expect(rows.filter(([, , , unit]) => unit === "unknown")).toEqual([
      ["one copy", "weights", unknown, "unknown"],
      ["GPU 1 of stage 1", "weights", unknown, "unknown"],
      ["GPU 1 of stage 1", "left", unknown, "unknown"],
      ["fits", "fits", unknown, "unknown"],
      ["fits", "longest", unknown, "unknown"],
      ["fits", "most requests", unknown, "unknown"],
    ]);
  });
});
