import { fromConfig } from "../architecture/from-config.ts";
import { fromGguf } from "../architecture/from-gguf.ts";
import type { StoredTensor } from "../memory/parameters/stored.ts";
import type { Subject } from "../plan/set-up.ts";
import type { Piece } from "./piece.ts";
import { type Problem, problem } from "./problem.ts";
import {
  addedUp,
  type Origin,
  type Stored,
  subjectFromConfig,
  subjectFromGguf,
} from "./subject.ts";

type Of<Kind> = Extract<Piece, { kind: Kind }>;

/** A model that was found, and what should be known about how. */
export interface Found {
  readonly kind: "found";
  readonly subject: Subject;
  readonly notes: readonly string[];
}

/** Weights without the config that says what they are for. */
export interface Wanting {
  readonly kind: "wanting";
  /** What there is, to be handed over again with what is missing. */
  readonly pieces: readonly Piece[];
  readonly stored: Stored;
}

const ofKind = <Kind extends Piece["kind"]>(pieces: readonly Piece[], kind: Kind): Of<Kind>[] =>
  pieces.filter((piece): piece is Of<Kind> => piece.kind === kind);

const numbersIn = (tensors: readonly StoredTensor[]): bigint =>
  tensors.reduce(
    (sum, { shape }) => sum + shape.reduce<bigint>((numbers, size) => numbers * BigInt(size), 1n),
    0n,
  );

/** How many files a model is cut into, as the name of one of them says. */
const partsIn = (name: string): number => Number(/-\d{5}-of-(\d{5})\.\w+$/.exec(name)?.[1] ?? 1);

function missing(names: readonly string[]): string | undefined {
  const parts = Math.max(...names.map(partsIn));
  const here = new Set(names).size;
  return here < parts ? `${here} of ${parts} files of weights are here` : undefined;
}

function fromGgufs(files: readonly Of<"gguf">[], origin: Origin): Found | Problem {
  const stems = new Set(files.map(({ name }) => name.replace(/-\d{5}-of-\d{5}\.gguf$/i, "")));
  if (stems.size > 1)
    return problem(
      [...stems].slice(0, 3).join(", "),
      "are different models",
      "Hand over one model at a time; the parts of one may come together.",
    );
  const short = files.find(
    ({ header, size }) => (addedUp(header.tensors).bytes ?? 0n) > BigInt(size) - header.dataFrom,
  );
  if (short)
    return problem(
      short.name,
      "ends before the tensors that its header lists do, so the file is cut short",
      "Download it again.",
    );
  const first =
    files.find(({ header }) => fromGguf(header.metadata).kind === "architecture") ?? files[0]!;
  const lacking = missing(files.map(({ name }) => name));
  const tensors = files.flatMap(({ header }) => header.tensors);
  const all = addedUp(tensors);
  const stored = lacking ? { notes: [] } : { ...all, count: numbersIn(tensors) };
  const subject = subjectFromGguf(first.header.metadata, stored, { file: first.name, ...origin });
  if ("kind" in subject) return subject;
  const notes = lacking ? [`The size of the weights is not known: ${lacking}.`] : all.notes;
  return { kind: "found", subject, notes };
}

function storedIn(pieces: readonly Piece[]): Stored | undefined {
  const files = ofKind(pieces, "safetensors");
  const index = ofKind(pieces, "index")[0]?.index;
  if (!index && files.length === 0) return undefined;
  const wholeSet = index
    ? index.files.every((name) => files.some((file) => file.name === name))
    : missing(files.map(({ name }) => name)) === undefined;
  if (files.length > 0 && wholeSet) return addedUp(files.flatMap(({ tensors }) => tensors));
  if (index?.bytes !== undefined) return { ...index, notes: [] };
  return {
    notes: [
      `The size of the weights is not known: ${missing(files.map(({ name }) => name)) ?? "the index does not say it"}.`,
    ],
  };
}

/** The config among several files of a folder: that whose layers are understood. */
function theConfig(configs: readonly Of<"config">[]): Of<"config"> | Problem | undefined {
  const readable = configs.filter(({ config }) => fromConfig(config).kind === "architecture");
  if (readable.length > 1)
    return problem(
      readable.map(({ name }) => name).join(", "),
      "each describe a model",
      "Hand over one model at a time.",
    );
  return (
    readable[0] ??
    configs.find(({ name }) => /(^|\/)(config|params)\.json$/.test(name)) ??
    configs[0]
  );
}

/**
 * Puts together what files say of one model: a GGUF and its parts, or a config and the headers of its
 * weights. Weights alone are found wanting; what describes two models, or none, is refused.
 */
export function together(pieces: readonly Piece[], origin: Origin = {}): Found | Wanting | Problem {
  const ggufs = ofKind(pieces, "gguf");
  if (ggufs.length > 0) return fromGgufs(ggufs, origin);
  const config = theConfig(ofKind(pieces, "config"));
  const stored = storedIn(pieces);
  if (config?.kind === "refused") return config;
  if (config === undefined)
    return stored
      ? { kind: "wanting", pieces, stored }
      : problem("files", "hold no model", "Hand over a config.json, a GGUF or a safetensors file.");
  const subject = subjectFromConfig(config.config, { file: config.name, ...origin }, stored);
  if ("kind" in subject) return subject;
  return { kind: "found", subject, notes: stored?.notes ?? [] };
}
