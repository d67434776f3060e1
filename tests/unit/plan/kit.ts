import { findModel } from "../../../bin/catalogue.ts";
import {
  type Architecture,
  fromConfig,
  parametersFromConfig,
  ratio,
  type SetUp,
  type PlannedModel as Subject,
} from "../../../src/lib/index.ts";

/** A model from a config, as the workbench knows it. */
export function subjectFrom(name: string, config: unknown): Subject {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${name}: ${reading.reason}`);
  const count = parametersFromConfig(config);
  return {
    name,
    architecture: reading.architecture,
    config,
    ...(count.kind === "parameters"
      ? { parameters: count.total }
      : { parametersUnknown: count.reason }),
  };
}

/** A model of the catalogue. */
export const subjectOf = (id: string): Subject => subjectFrom(id, findModel(id)?.config);

/** A model of which nothing but the layers is known. */
export const bare = (architecture: Architecture): Subject => ({
  name: "some model",
  architecture,
  parametersUnknown: "nobody counted them",
});

/** A set-up with one request on one GPU of 80 GiB, all of which may be used. */
export const setUpOf = (subject: Subject, changes: Partial<SetUp> = {}): SetUp => ({
  subject,
  tokens: 16_384n,
  requests: 1n,
  sharedPrefix: 0n,
  keyType: "fp16",
  valueType: "fp16",
  weightType: "fp16",
  engine: "none",
  gpu: { id: "some", name: "80 GiB", bytes: 80n * 2n ** 30n },
  count: 1,
  tensorParallel: 1,
  pipelineParallel: 1,
  share: ratio(1),
  other: 0n,
  ...changes,
});

/** Two layers of states, and nothing that grows. */
export const state = {
  kind: "state",
  count: 2,
  name: "mamba-2",
  convElements: 64,
  convBytes: 2,
  stateElements: 64,
  stateBytes: 2,
} as const;
