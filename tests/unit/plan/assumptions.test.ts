import { expect, test } from "vitest";
import { type Architecture, planOf, type SetUp } from "../../../src/lib/index.ts";
import { bare, setUpOf, subjectOf } from "./kit.ts";

const llama = subjectOf("llama-3.1-8b");
const layer = { kind: "attention", count: 4, kvHeads: 8, keyDim: 64, valueDim: 64 } as const;
const plain = (more: Partial<Architecture> = {}) => bare({ layers: [layer], trace: {}, ...more });
const order = [[0], [0], [0], [0]];

const dealt =
  "Layers are dealt to stages as vLLM deals them: those left over go to the stages before the last.";
const noOrder = "The order of the layers is not known; their groups are taken one after the other.";
const noTensors =
  "The tensors are not known one by one; the weights are taken as dealt evenly over layers and GPUs.";
const ends =
  "Embedding and output are on the first and the last stage, all other weights dealt evenly over the layers.";
const asStored = "Bytes as stored are split as the parameters are, as if all had one format.";
const once =
  "The shared prefix is kept once on each copy of the model, in layers that still keep it; states cannot be shared.";
const asked =
  "Engines are asked for every request whole, as they find what is shared only while they run.";
const uneven = (heads: number, gpus: string) =>
  `${heads} KV heads do not come out even over ${gpus} GPUs; engines refuse that, and every GPU is counted as the fullest.`;

const two = { count: 2, pipelineParallel: 2 };
const stored = { weightType: "stored" } as const;

test.each<[string, SetUp, string[]]>([
  ["nothing on one GPU", setUpOf(plain()), []],
  ["nothing for two copies", setUpOf(plain(), { count: 2 }), []],
  [
    "what the reading assumed",
    setUpOf(plain({ assumed: "Heads are a guess" })),
    ["Heads are a guess."],
  ],
  ["tensors that are not known", setUpOf(plain(), { count: 2, tensorParallel: 2 }), [noTensors]],
  ["nothing where they are known", setUpOf(llama, { count: 2, tensorParallel: 2 }), []],
  ["heads left over", setUpOf(llama, { count: 3, tensorParallel: 3 }), [uneven(8, "3")]],
  [
    "heads left over on many GPUs",
    setUpOf(llama, { count: 1001, tensorParallel: 1001 }),
    [uneven(8, "1,001")],
  ],
  ["groups in their order", setUpOf(plain(), two), [dealt, noOrder, noTensors]],
  ["stages alone, the order known", setUpOf(plain({ order }), two), [dealt, noTensors]],
  ["the ends of a pipeline", setUpOf(llama, two), [dealt, ends]],
  [
    "bytes as stored",
    setUpOf({ ...llama, storedWeights: 5n }, { ...two, ...stored }),
    [dealt, ends, asStored],
  ],
  ["nothing of bytes on one GPU", setUpOf({ ...llama, storedWeights: 5n }, stored), []],
  [
    "nothing of bytes whose tensors are not known",
    setUpOf(plain({ order }), { ...two, ...stored }),
    [dealt, noTensors],
  ],
  ["a prefix that is shared", setUpOf(llama, { sharedPrefix: 1n, requests: 2n }), [once, asked]],
  ["nothing of the prefix of one request", setUpOf(llama, { sharedPrefix: 1n }), []],
  ["nothing of requests without a prefix", setUpOf(llama, { requests: 2n }), []],
])("a plan rests on %s", (_, setUp, sentences) => {
  expect(planOf(setUp).assumptions).toEqual(sentences);
});
