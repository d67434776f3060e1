import { attentionReaders } from "./attention.ts";
import { chunkReaders } from "./chunks.ts";
import { compressedReaders } from "./compressed.ts";
import { earlyReaders } from "./early.ts";
import { gatedDeltaReaders } from "./gated-delta.ts";
import { gemmaReaders } from "./gemma.ts";
import { kdaReaders } from "./kda.ts";
import { latentReaders } from "./latent.ts";
import { mamba1Readers } from "./mamba1.ts";
import { mamba2Readers } from "./mamba2.ts";
import { minimaxReaders } from "./minimax.ts";
import { nemotronHReaders } from "./nemotron-h.ts";
import type { ConfigReader, Readers } from "./reader.ts";
import { searchedReaders } from "./searched.ts";
import { sharedReaders } from "./shared.ts";
import { shortConvReaders } from "./short-conv.ts";
import { slidingHeadReaders } from "./sliding-heads.ts";

/** Every family that is read, by model_type. */
const readers: Readers = {
  ...attentionReaders,
  ...earlyReaders,
  ...gemmaReaders,
  ...latentReaders,
  ...compressedReaders,
  ...gatedDeltaReaders,
  ...kdaReaders,
  ...minimaxReaders,
  ...slidingHeadReaders,
  ...chunkReaders,
  ...sharedReaders,
  ...searchedReaders,
  ...mamba1Readers,
  ...mamba2Readers,
  ...nemotronHReaders,
  ...shortConvReaders,
};

/** A name without case, punctuation and the suffixes that nesting and heads add. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(forcausallm|forconditionalgeneration|lmheadmodel)$/, "")
    .replace(/_text$/, "")
    .replace(/[^a-z0-9]/g, "");

/** Looks up what a table has for a model_type or an architecture's class name, if it has it. */
export function byFamily<T>(table: Readonly<Record<string, T>>): (name: string) => T | undefined {
  const byPlainName = new Map(Object.entries(table).map(([type, found]) => [plain(type), found]));
  return (name) => byPlainName.get(plain(name));
}

/** The reader of a model_type or an architecture's class name, if its family is known. */
export const readerFor: (name: string) => ConfigReader | undefined = byFamily(readers);

/** The model types that are read without assuming anything. */
export const knownModelTypes = (): string[] => Object.keys(readers).sort();
