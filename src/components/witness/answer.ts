import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserveLlamaCpp } from "../../lib/engines/llama-cpp/reserve.ts";
import type { Reservation } from "../../lib/engines/reservation.ts";
import { grouped, plural } from "../../lib/quantity/print.ts";
import { type ComparedFigure, compareFigures, compareRefusals } from "../../lib/witness/compare.ts";
import { readLog } from "../../lib/witness/read-log.ts";
import { syntheticGguf } from "../../lib/witness/synthetic.ts";
import type { ContextSettings, ModelFile } from "./engine.ts";
import { engineType, type Question } from "./question.ts";

/** The most memory this build of llama.cpp can address, in bytes: `getHeapMax` of its glue. */
export const addressable = 2n ** 32n;

/** What this build says first wherever it is kept on the processor. */
const aside = /^ggml_webgpu/;

/** Tokens of all slots together that llama.cpp's glue can be told: a signed 32-bit number. */
const mostTokens = 2 ** 31 - 1;

/** A buffer that llama.cpp asked for and did not get. */
export interface Missed {
  readonly bytes: bigint;
  /** The cache that takes exactly these bytes by the formula. */
  readonly cache: string | undefined;
  readonly tooLarge: boolean;
}

/** What llama.cpp's log says to a question. */
export interface Answer {
  readonly question: Question;
  /** llama.cpp's build and commit. */
  readonly version: string;
  /** Every cache that was allocated or should have been, as a whole. */
  readonly caches: readonly ComparedFigure[];
  readonly missed: Missed | undefined;
  /** Whether all that was printed is what the formula gives, keys and values apart too. */
  readonly agrees: boolean;
  /** Lines the answer rests on; what went wrong where there is no answer. */
  readonly evidence: readonly string[];
  readonly log: readonly string[];
}

const contextOf = ({ tokens, slots, keyType, valueType }: Question) => ({
  ctx: tokens * slots,
  parallel: slots,
  keyType,
  valueType,
});

/** What llama.cpp sets aside by the formula. Throws a RangeError where it would not start. */
function reservation(question: Question): Reservation {
  const reading = fromConfig(question.config);
  if (reading.kind === "refused") throw new RangeError(reading.reason);
  return reserveLlamaCpp(reading.architecture, contextOf(question));
}

/** The model file and settings that put a question to llama.cpp. Throws a RangeError if none can. */
export function asked(question: Question): { file: ModelFile; settings: ContextSettings } {
  const { ctx, parallel, keyType, valueType } = contextOf(question);
  const file = syntheticGguf(question.config, { name: question.model });
  if (file.kind === "refused") throw new RangeError(file.reason);
  if (ctx > mostTokens)
    throw new RangeError(`llama.cpp takes at most ${grouped(mostTokens)} tokens`);
  const settings = {
    n_ctx: ctx,
    n_parallel: parallel,
    cache_type_k: engineType(keyType),
    cache_type_v: engineType(valueType),
  };
  reservation(question);
  return { file: { header: file.header, zeros: Number(file.zeros) }, settings };
}

/** Reads a log as the answer to a question. */
export function answerOf(question: Question, version: string, log: readonly string[]): Answer {
  const reading = readLog(log.join("\n"));
  const formula = reservation(question);
  const figures = compareFigures(formula, reading);
  const [refusal] = reading.refusals;
  const [cache] = compareRefusals(formula, reading);
  const lines = [...reading.parts, ...reading.refusals.slice(0, 1)].map(({ line }) => line);
  return {
    question,
    version,
    caches: figures.filter(({ label }) => !label.includes(",")),
    missed: refusal && {
      bytes: refusal.bytes,
      cache: cache?.label,
      tooLarge: refusal.bytes >= addressable,
    },
    agrees: figures.length > 0 ? figures.every(({ agrees }) => agrees) : cache?.label !== undefined,
    evidence: lines.length > 0 ? lines : reading.errors.filter((line) => !aside.test(line)),
    log,
  };
}

/** The question in words: model, tokens, slots and formats. */
export function inWords({ model, tokens, slots, keyType, valueType }: Question): string {
  const of = slots === 1 ? "one slot" : `each of ${slots} slots`;
  const formats =
    keyType === valueType
      ? `keys and values in ${engineType(keyType)}`
      : `keys in ${engineType(keyType)}, values in ${engineType(valueType)}`;
  return `${model}, ${plural(tokens, "token")} for ${of}, ${formats}`;
}

const same = (agrees: boolean) => (agrees ? "the same" : "another figure");

const ofCache = ({ label, printed, computed, agrees }: ComparedFigure): string =>
  `${printed ?? "nothing"} for the ${label}, where the formula gives ${computed ?? "nothing"}: ${same(agrees)}`;

/** The answer in one sentence. */
export function sentence({ caches, missed, evidence }: Answer): string {
  if (caches.length > 0) return `llama.cpp allocated ${caches.map(ofCache).join("; ")}.`;
  if (!missed) return `llama.cpp allocated no cache: ${evidence[0] ?? "its log does not say why"}.`;
  const bytes = `${grouped(missed.bytes)} bytes`;
  const formula = missed.cache
    ? `the formula gives ${bytes} for the ${missed.cache}: the same`
    : "by the formula no cache takes as many";
  return `llama.cpp asked for ${bytes} and did not get them; ${formula}.`;
}

/** The answer as Markdown for a comment. */
export function asMarkdown(answer: Answer, link: string): string {
  return [
    `**${inWords(answer.question)}**`,
    sentence(answer),
    ["```", ...answer.evidence, "```"].join("\n"),
    `llama.cpp ${answer.version} as WebAssembly in a browser. The numbers that decide the cache were the model's, its weights small and zero. [Ask it yourself](${link})`,
  ].join("\n\n");
}
