import { catalogueOf } from "../../lib/audit/catalogue.ts";
import type { Catalogue, ModelEntry } from "../../lib/audit/entry.ts";
import type { Hypothesis } from "../../lib/audit/hypothesis.ts";
import { hypothesisWorking, writeWorking } from "../../lib/audit/hypothesis-working.ts";
import { type Answered, ask, type Misread, type Question } from "../../lib/audit/question.ts";
import { spaceOf } from "../../lib/audit/space.ts";
import { inBytes } from "../../lib/audit/styles.ts";
import { unitChoices } from "../../lib/audit/units.ts";
import { type Verdict, verdictLabels } from "../../lib/audit/verdict.ts";
import { fittingUnit } from "../../lib/quantity/bytes.ts";
import { grouped, printBytes, significant } from "../../lib/quantity/print.ts";
import type { Ratio } from "../../lib/quantity/ratio.ts";
import { modelFinder, type NamedModel } from "../../lib/tables/model-names.ts";
import type { Typed } from "./state.ts";

/** A model as the page knows it: what the catalogue file says, and the id. */
export type KnownModel = ModelEntry & NamedModel;

/** The models and how they are read and found. */
export interface Known {
  readonly models: readonly KnownModel[];
  readonly catalogue: Catalogue;
  readonly find: (label: string) => readonly NamedModel[];
  readonly finder: ReturnType<typeof modelFinder>;
}

export function knowing(models: readonly KnownModel[]): Known {
  const byId = new Map(models.map((model) => [model.id, model]));
  const finder = modelFinder(models);
  return {
    models,
    catalogue: catalogueOf((id) => byId.get(id)),
    finder,
    find: (label) => finder(label).models,
  };
}

/** One departure from what is stated. */
interface Step {
  readonly assumption: string;
  readonly stated: string;
  readonly used: string;
}

/** One way in which the figure comes out. */
export interface Explanation {
  readonly steps: readonly Step[];
  readonly printsAs: string;
  readonly amount: string;
  readonly working: string;
}

export interface Answer {
  readonly figure: string;
  readonly verdict: Verdict;
  readonly verdictText: string;
  /** What is stated, in a few words: the model and the lengths. */
  readonly about: string;
  /** What the formula gives for that. */
  readonly computed: string;
  readonly computedWorking: string;
  /** The best explanations, those that nothing printed tells apart together. */
  readonly groups: readonly { readonly why: string; readonly members: readonly Explanation[] }[];
  readonly further: readonly Explanation[];
  readonly more: number;
  readonly chance: string;
  readonly examined: string;
  /** Everything that was varied, and how. */
  readonly tried: readonly { readonly name: string; readonly choices: readonly string[] }[];
  /** What the reading of a config had to assume. */
  readonly assumed: string;
}

const shown = 12;

const inBoth = (bytes: bigint): string =>
  `${printBytes(bytes, fittingUnit(bytes, "decimal"), 5)} = ${printBytes(bytes, fittingUnit(bytes, "binary"), 5)}`;

function amountText(asked: Answered, bytes: bigint, value: Ratio | undefined): string {
  const { figure } = asked.claim;
  if (inBytes(figure)) return `${grouped(bytes)}\u00a0bytes = ${inBoth(bytes)}`;
  if (!value) return "";
  if (figure.kind === "percent") return `${significant(value, 6)} %`;
  return significant(value, 6);
}

function computedText({ claim, finding }: Answered): string {
  const { computed, bytes = 0n } = finding;
  if (inBytes(claim.figure)) return inBoth(bytes);
  if (!computed) return "";
  return claim.figure.kind === "percent"
    ? `${significant({ n: computed.n * 100n, d: computed.d }, 5)} %`
    : significant(computed, 5);
}

const marks: Partial<Record<Answered["claim"]["figure"]["kind"], string>> = {
  percent: " %",
  ratio: " ×",
  tokens: " tokens",
};

function explanationOf(asked: Answered, one: Hypothesis): Explanation {
  const { claim, assumed } = asked;
  const label = inBytes(claim.figure) ? ` ${one.unit}` : (marks[claim.figure.kind] ?? "");
  return {
    steps: one.departures.map(({ assumption, stated, used }) => ({ assumption, stated, used })),
    printsAs: `${one.printsAs}${label}`.replace(" ", "\u00a0"),
    amount: amountText(asked, one.bytes, one.value),
    working: writeWorking(hypothesisWorking(claim, one, assumed)),
  };
}

const roundly = (chance: number): string =>
  chance < 0.01
    ? "fewer than 0.01"
    : `about ${significant({ n: BigInt(Math.round(chance * 1000)), d: 1000n }, 2)}`;

function chanceText(chance: number): string {
  const expected = `${roundly(chance)} matches as simple as the first are to be expected by accident`;
  if (chance <= 0.1) return `A match here means something: ${expected}.`;
  if (chance <= 0.5) return `An accident is possible: ${expected}.`;
  return `An accident is likely: ${expected}, so what matches needs other evidence.`;
}

function triedIn({ claim, assumed }: Answered): Answer["tried"] {
  const units = inBytes(claim.figure) ? [unitChoices(claim.figure, assumed)] : [];
  return [...spaceOf(claim).assumptions, ...units].map(({ name, choices }) => ({
    name,
    choices: choices.map(({ label }) => label),
  }));
}

function aboutText(
  { model, own, tokens, batch, element, against }: Question,
  name: string,
): string {
  return [
    own || model ? name : "",
    against ? `against ${against}` : "",
    tokens ? `${tokens} tokens` : "",
    batch ? `${batch} sequences` : "",
    element ?? "",
  ]
    .filter((one) => one !== "")
    .join(", ");
}

/** What a question's answer says, in words and numbers ready to be set. */
function describe(question: Question, asked: Answered): Answer {
  const { claim, assumed, finding } = asked;
  const { hypotheses, ties, verdict, examined, chance } = finding;
  const first = new Set(ties.flatMap(({ members }) => members));
  const rest = hypotheses.filter((one) => !first.has(one));
  const groups = ties.map(({ why, members }) => ({
    why,
    members: members.map((one) => explanationOf(asked, one)),
  }));
  return {
    figure: claim.figure.text,
    verdict,
    verdictText: verdictLabels[verdict],
    about: aboutText(question, claim.subject.name),
    computed: computedText(asked),
    computedWorking: writeWorking(hypothesisWorking(claim, undefined, assumed)),
    groups,
    further: rest.slice(0, shown).map((one) => explanationOf(asked, one)),
    more: Math.max(0, rest.length - shown),
    chance: hypotheses.length > 0 ? chanceText(chance) : "",
    examined: grouped(examined),
    tried: triedIn(asked),
    assumed: claim.subject.architecture?.assumed ?? "",
  };
}

export type Told =
  | { readonly ok: true; readonly answer: Answer; readonly question: Question }
  | { readonly ok: false; readonly field: keyof Typed | "config"; readonly reason: string };

const names = (models: readonly NamedModel[]): string =>
  models
    .slice(0, 6)
    .map(({ name }) => name)
    .join(", ");

function modelNamed(text: string, field: "model" | "against", known: Known) {
  if (text.trim() === "") return { id: undefined };
  const found = known.find(text);
  if (found.length === 1) return { id: found[0]!.id };
  const reason =
    found.length > 1
      ? `“${text}” may be ${names(found)}: name one`
      : `no model here is called “${text.slice(0, 60)}”: choose one of ${known.models.length}, or paste its config.json`;
  return { refused: { ok: false, field, reason } as const };
}

/** A pasted config as a model; a reason where it is none. */
function ownModel(text: string): { own?: ModelEntry; reason?: string } {
  if (text.trim() === "") return {};
  if (text.length > 400_000) return { reason: "a config.json is shorter than 400,000 characters" };
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config !== "object" || config === null || Array.isArray(config)) {
      return { reason: "a config.json is an object, { … }, with the fields of one model" };
    }
    return { own: { name: "the pasted config", config: config as Record<string, unknown> } };
  } catch (error) {
    return { reason: `it is not JSON: ${(error as Error).message.slice(0, 160)}` };
  }
}

/** The question that was typed, models looked up and the config read; or what cannot be used. */
export function questionOf(
  typed: Typed,
  config: string,
  known: Known,
): Question | Extract<Told, { ok: false }> {
  const { own, reason } = ownModel(config);
  if (reason) return { ok: false, field: "config", reason };
  const model = own ? { id: undefined } : modelNamed(typed.model, "model", known);
  if (model.refused) return model.refused;
  const against = modelNamed(typed.against, "against", known);
  if (against.refused) return against.refused;
  const stated = Object.fromEntries(
    Object.entries(typed).map(([key, text]) => [key, text.trim() || undefined]),
  );
  return {
    ...stated,
    figure: typed.figure,
    own,
    model: model.id,
    against: against.id,
    weights: typed.weights === "1" ? true : undefined,
  };
}

/** Answers what was typed, or says which part cannot be used and why. */
export function answerTo(typed: Typed, config: string, known: Known): Told {
  const question = questionOf(typed, config, known);
  if ("ok" in question) return question;
  const asked = ask(question, known.catalogue);
  if (asked.ok) return { ok: true, question, answer: describe(question, asked) };
  const { field, reason } = asked as Misread;
  return { ok: false, field: field === "own" ? "config" : field, reason };
}
