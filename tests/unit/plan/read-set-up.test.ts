import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ratio, readSetUp } from "../../../src/lib/index.ts";

/** An export with every field there is, and a group of layers of every kind. */
const exported = {
  kind: "bytes-per-token/set-up",
  version: 1,
  setUp: {
    subject: {
      name: "one of each",
      architecture: {
        layers: [
          {
            kind: "attention",
            count: 2,
            kvHeads: 2,
            keyDim: 3,
            valueDim: 4,
            window: 5,
            chunked: true,
          },
          { kind: "latent", count: 1, rank: 6, ropeDim: 0, window: 7 },
          { kind: "compressed", count: 1, width: 8, ratio: 9 },
          { kind: "indexer", count: 1, keyDim: 10, ratio: 11, entryBytes: 12 },
          {
            kind: "state",
            count: 1,
            name: "kda",
            convElements: 0,
            convBytes: 2,
            stateElements: 0,
            stateBytes: 4,
          },
          { kind: "shared", count: 1 },
        ],
        extra: [{ kind: "shared", count: 3 }],
        order: [[0], [1], [2, 3], [4], [0], [5]],
        trace: {
          window: { field: "sliding_window", value: 5 },
          keyDim: { field: "head_dim", value: 3, rule: "hidden_size / num_attention_heads" },
        },
        assumed: "The window is a guess",
      },
      config: { hidden_size: 12 },
      parametersUnknown: "nobody counted them",
      repository: "some/model",
      revision: "main",
      file: "model.gguf",
      parameters: "7000",
      storedWeights: "14000",
      maxTokens: "4096",
    },
    tokens: "100",
    requests: "3",
    sharedPrefix: "0",
    keyType: "q8_0",
    valueType: "q4_0",
    mtp: true,
    weightType: "stored",
    engine: "vllm",
    settings: {
      vllm: {
        blockSize: 32,
        available: "5000",
        hybridManager: false,
        stateMode: "align",
        kvType: "fp8",
      },
      sglang: { fraction: { n: "8", d: "10" } },
    },
    gpu: { id: "h100", name: "H100", bytes: "85899345920" },
    count: 8,
    tensorParallel: 2,
    pipelineParallel: 4,
    share: { n: "9", d: "10" },
    other: "0",
  },
};

/** A value with another at a path, or without what is there. */
function withOther(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined) return other;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = withOther(copy[name], rest, other);
  return copy;
}

const names = (path: string): string[] => path.match(/[^.[\]]+/g) ?? [];
const readWith = (path: string, other: unknown) =>
  readSetUp(withOther(exported, names(path), other));

const subject = "setUp.subject";
const model = `${subject}.architecture`;
const vllm = "setUp.settings.vllm";

describe("an export", () => {
  test("is read field by field", () => {
    const { setUp } = exported;
    expect(readSetUp(exported)).toStrictEqual({
      kind: "set-up",
      setUp: {
        ...setUp,
        subject: { ...setUp.subject, parameters: 7000n, storedWeights: 14_000n, maxTokens: 4096n },
        tokens: 100n,
        requests: 3n,
        sharedPrefix: 0n,
        settings: {
          vllm: { ...setUp.settings.vllm, available: 5000n },
          sglang: { fraction: ratio(4, 5) },
        },
        gpu: { id: "h100", name: "H100", bytes: 80n * 2n ** 30n },
        share: ratio(9, 10),
        other: 0n,
      },
    });
  });

  test.each([
    "setUp.mtp",
    "setUp.settings",
    `${subject}.config`,
    `${subject}.parametersUnknown`,
    `${subject}.repository`,
    `${subject}.revision`,
    `${subject}.file`,
    `${subject}.parameters`,
    `${subject}.storedWeights`,
    `${subject}.maxTokens`,
    `${model}.extra`,
    `${model}.order`,
    `${model}.assumed`,
    `${model}.layers[0].window`,
    `${model}.layers[0].chunked`,
    `${model}.layers[1].window`,
    `${model}.layers[3].entryBytes`,
    `${model}.trace.keyDim.rule`,
  ])("may do without %s", (path) => {
    const read = readWith(path, undefined);
    if (read.kind === "refused") throw new Error(read.reason);
    const holder = names(path)
      .slice(0, -1)
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], read);
    expect(holder).not.toHaveProperty([names(path).at(-1)!]);
  });

  test("without a trace has an empty one", () => {
    expect(readWith(`${model}.trace`, undefined)).toHaveProperty(`${model}.trace`, {});
  });

  test.each([
    ["setUp.tokens", "9".repeat(30)],
    [`${subject}.name`, "n".repeat(500)],
    [`${model}.order`, undefined],
    ["setUp.share", { n: "1", d: "1" }],
    ["setUp.engine", "none"],
    ["setUp.weightType", "fp8"],
  ])("may go as far as it can at %s", (path, most) => {
    expect(readWith(path, most)).toMatchObject({ kind: "set-up" });
  });

  test("may have as many groups as a model of 4,096 layers", () => {
    const layers = (count: number) =>
      Array.from({ length: count }, () => exported.setUp.subject.architecture.extra[0]);
    const of = (count: number) =>
      readSetUp(
        withOther(
          withOther(exported, names(`${model}.order`), undefined),
          names(`${model}.layers`),
          layers(count),
        ),
      );
    expect(of(4096)).toMatchObject({ kind: "set-up" });
    expect(of(4097)).toMatchObject({ reason: `${model}.layers is not a list of up to 4096` });
  });
});

describe("what is malformed is refused with its place", () => {
  const notWhole = "is not a whole number in quotes";
  const notText = "is not a short text";

  test.each<[string, unknown, string]>([
    ["setUp", [], "is not an object"],
    [subject, null, "is not an object"],
    [subject, "text", "is not an object"],
    ["setUp.gpu", 80, "is not an object"],
    ["setUp.gpu.id", 80, notText],
    ["setUp.gpu.name", undefined, notText],
    ["setUp.gpu.bytes", "80 GiB", notWhole],
    [`${subject}.name`, "n".repeat(501), notText],
    [`${subject}.file`, 5, notText],
    [`${subject}.parameters`, 7000, notWhole],
    ["setUp.tokens", "-1", notWhole],
    ["setUp.tokens", "1.5", notWhole],
    ["setUp.tokens", "", notWhole],
    ["setUp.tokens", "9".repeat(31), notWhole],
    ["setUp.requests", 3, notWhole],
    ["setUp.sharedPrefix", undefined, notWhole],
    ["setUp.other", "x5", notWhole],
    ["setUp.engine", 5, notText],
    ["setUp.count", 0, "is 0, outside 1 to 2147483648"],
    ["setUp.tensorParallel", 1.5, "is 1.5, not a whole number"],
    ["setUp.pipelineParallel", "4", 'is "4", not a whole number'],
    [model, undefined, "is not an object"],
    [`${model}.layers`, {}, "is not a list of up to 4096"],
    [`${model}.layers[1]`, "latent", "is not an object"],
    [`${model}.layers[1].rank`, 0, "is 0, outside 1 to 2147483648"],
    [`${model}.layers[1].ropeDim`, -1, "is -1, outside 0 to 2147483648"],
    [`${model}.layers[4].convElements`, -1, "is -1, outside 0 to 2147483648"],
    [`${model}.layers[4].stateElements`, -1, "is -1, outside 0 to 2147483648"],
    [`${model}.extra[0].count`, 0, "is 0, outside 1 to 2147483648"],
    [`${model}.order`, "0", "is not a list of up to 4096"],
    [`${model}.order`, [0], "names groups that are not there"],
    [`${model}.order`, [[0, 6]], "names groups that are not there"],
    [`${model}.order`, [[6]], "names groups that are not there"],
    [`${model}.order`, [["0"]], "names groups that are not there"],
    [`${model}.order`, [["length"]], "names groups that are not there"],
    [
      `${model}.order`,
      [[0], [1], [2, 3], [4], [5]],
      "does not have the layers that the groups have",
    ],
    [`${model}.trace`, [], "is not an object"],
    [`${model}.trace.window`, 5, "is not an object"],
    [`${model}.trace.window.field`, 5, notText],
    [`${model}.trace.keyDim.rule`, 5, notText],
    [`${model}.assumed`, true, notText],
    ["setUp.share.n", 9, notWhole],
    ["setUp.settings", 5, "is not an object"],
    [vllm, 5, "is not an object"],
    [`${vllm}.engine`, "none", "is no setting"],
    [`${vllm}.blockSize`, 0.5, notWhole],
    [`${vllm}.blockSize`, "fp16", notWhole],
    ["setUp.settings.sglang.fraction", { n: "1", d: "0" }, "divides by zero"],
    ["setUp.settings.sglang.fraction.n", 8, notWhole],
  ])("%s, when it is %j", (field, wrong, reason) => {
    expect(readWith(field, wrong)).toEqual({
      kind: "refused",
      field,
      reason: `${field} ${reason}`,
    });
  });

  test.each<[string, unknown, string]>([
    ["setUp.keyType", "fp3", "fp3 is no format known here"],
    ["setUp.weightType", "toString", "toString is no format known here"],
    ["setUp.engine", "toString", "toString is no engine known here"],
    ["setUp.settings.exllama", {}, "exllama is no engine known here"],
    [`${vllm}.kvType`, "align", "align is no format known here"],
    [`${model}.layers`, [], "no layer keeps anything"],
    [`${model}.layers[0].kind`, "toString", `${model}.layers[0] is of no kind known here`],
    [`${model}.layers[4].name`, "toString", "toString is no state known here"],
    ["setUp.share", { n: "11", d: "10" }, "the share of memory has to be from 0 to 1"],
    ["setUp.share", { n: "0", d: "0" }, "the share of memory has to be from 0 to 1"],
  ])("%s, when it is %j, in words of its own", (field, wrong, reason) => {
    expect(readWith(field, wrong)).toEqual({ kind: "refused", field, reason });
  });

  test.each<[string, unknown]>([
    ["kind", "another"],
    ["kind", undefined],
    ["version", "1"],
    ["version", 2],
  ])("a file whose %s is %j", (path, other) => {
    expect(readWith(path, other)).toEqual({
      kind: "refused",
      field: "kind",
      reason: "this is no set-up that was exported here, or of a later version",
    });
  });

  test.each([[[]], [null], ["text"]])("a file that is %j", (json) => {
    expect(readSetUp(json)).toEqual({
      kind: "refused",
      field: "set-up",
      reason: "an exported set-up is a JSON object",
    });
  });
});

test("settings keep their words, numbers and flags", () => {
  const word = fc.constantFrom("keys", "keys-and-values", "align", "none", "served", "reserved");
  fc.assert(
    fc.property(fc.oneof(word, fc.maxSafeInteger(), fc.boolean()), (value) => {
      expect(readWith(`${vllm}.some`, value)).toHaveProperty(`${vllm}.some`, value);
    }),
  );
});
