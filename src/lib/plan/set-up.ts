import type { Architecture } from "../architecture/architecture.ts";
import type { OwnSettings } from "../engines/engines.ts";
import type { EngineId } from "../engines/reservation.ts";
import type { ElementTypeId } from "../quantity/element.ts";
import type { Ratio } from "../quantity/ratio.ts";

/** A model as the workbench knows it. */
export interface Subject {
  readonly name: string;
  /** What its layers keep; its trace says where every number was read. */
  readonly architecture: Architecture;
  /** What it was read from: a config as parsed. */
  readonly config?: unknown;
  /** Parameters as counted; left out where they are not known. */
  readonly parameters?: bigint;
  /** Why the parameters are not known. */
  readonly parametersUnknown?: string;
  /** Bytes of the weights as a file's header lists them. */
  readonly storedWeights?: bigint;
  /** The longest sequence the model was made for. */
  readonly maxTokens?: bigint;
  /** Where it can be had: `org/name` on the Hugging Face hub, and the revision read. */
  readonly repository?: string;
  readonly revision?: string;
  /** Name of the file it was read from. */
  readonly file?: string;
}

/** A GPU by the memory its driver reports. */
export interface Gpu {
  readonly id: string;
  readonly name: string;
  readonly bytes: bigint;
}

/** Everything a plan is worked out from. */
export interface SetUp {
  readonly subject: Subject;
  /** Tokens of each request, its shared prefix among them. */
  readonly tokens: bigint;
  /** Requests held at once, over all copies of the model. */
  readonly requests: bigint;
  /** Tokens that all requests begin with. */
  readonly sharedPrefix: bigint;
  readonly keyType: ElementTypeId;
  readonly valueType: ElementTypeId;
  /** Whether the layers of multi-token prediction are served too. */
  readonly mtp?: boolean;
  /** Format of the weights, or as a file stores them. */
  readonly weightType: ElementTypeId | "stored";
  readonly engine: EngineId | "none";
  /** What engines are told beyond what every engine is asked: page size, batch, pools. */
  readonly settings?: OwnSettings;
  readonly gpu: Gpu;
  /** GPUs there are; each copy of the model takes `tensorParallel * pipelineParallel` of them. */
  readonly count: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  /** Part of each GPU's memory that may be used: 9/10. */
  readonly share: Ratio;
  /** Bytes each GPU needs for all that is neither weights nor cache. */
  readonly other: bigint;
}

/** Said in place of a figure that cannot be known, with the reason. */
export interface Unknown {
  readonly unknown: string;
}

/** A figure in bytes, or why there is none. */
export type Known<Value> = Value | Unknown;

export const isUnknown = (value: unknown): value is Unknown =>
  typeof value === "object" && value !== null && "unknown" in value;
