import type { Subject } from "../../../lib/plan/set-up.ts";
import { printByHand } from "../../../lib/source/by-hand.ts";
import { type Found, together, type Wanting } from "../../../lib/source/gather.ts";
import { keptOf } from "../../../lib/source/kept.ts";
import { type Piece, pieceOfFile, pieceOfText } from "../../../lib/source/piece.ts";
import { type Problem, problem } from "../../../lib/source/problem.ts";
import { rowsOf } from "../../../lib/source/rows-of.ts";
import { subjectFromConfig } from "../../../lib/source/subject.ts";
import type { KnownModel } from "../../explain/answer.ts";
import { pack, unpack } from "../../share/pack.ts";
import { models } from "./catalogue.ts";
import { links } from "./chosen.ts";

type Outcome = Found | Wanting | Problem;

/** More files than any model is cut into. */
const mostFiles = 500;

const isPiece = (piece: Piece | Problem): piece is Piece => piece.kind !== "refused";

/** A model of the catalogue. */
export async function ofCatalogue(id: string): Promise<Outcome> {
  const model = (await models()).find((each) => each.id === id);
  if (!model)
    return problem(
      id.slice(0, 60),
      "is not a model of the catalogue",
      "Choose another from the list.",
    );
  const { name, repository, config, published_parameters: published }: KnownModel = model;
  const subject = subjectFromConfig(config, {
    name,
    ...(repository && { repository }),
    ...(published && { published }),
  });
  return "kind" in subject ? subject : { kind: "found", subject, notes: [] };
}

/** Files of one model. What cannot be read is passed over where the rest gives a model. */
export async function ofFiles(files: readonly File[], before: readonly Piece[]): Promise<Outcome> {
  if (files.length > mostFiles)
    return problem(`${files.length} files`, "are more than one model has", "Drop fewer.");
  const read: (Piece | Problem)[] = [];
  for (const file of files) read.push(await pieceOfFile(file, file.name));
  const wrong = read.find((piece): piece is Problem => !isPiece(piece));
  const outcome = together([...before, ...read.filter(isPiece)]);
  if (outcome.kind === "found" || !wrong) return outcome;
  return wrong;
}

/** A text that was pasted. */
export async function ofText(text: string, before: readonly Piece[]): Promise<Outcome> {
  const piece = await pieceOfText(text);
  return isPiece(piece) ? together([...before, piece], { file: "Pasted config" }) : piece;
}

/** The config that a link carries, or undefined where it is damaged. */
export async function ofPacked(packed: string): Promise<Outcome | undefined> {
  const text = await unpack(packed).catch(() => undefined);
  return text === undefined ? undefined : ofText(text, []);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** How a link carries a model that was handed over, and what it cannot carry. */
export async function asLink(subject: Subject) {
  const notes =
    subject.storedWeights === undefined
      ? []
      : ["A link to this carries the layers and parameters, not the bytes of the weights."];
  if (isRecord(subject.config)) {
    const text = JSON.stringify(keptOf(subject.config));
    const packed = await pack(text).catch(() => undefined);
    return packed !== undefined && packed.length <= links.config.longest
      ? { link: { config: packed }, notes }
      : { link: {}, unlinked: text };
  }
  const rows = rowsOf(subject);
  return rows
    ? { link: { layers: printByHand(rows) }, notes }
    : {
        link: {},
        notes: ["A link cannot carry this model: who follows it has to be given the file too."],
      };
}
