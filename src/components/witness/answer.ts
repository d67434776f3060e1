import { fromConfig } from "../../lib/architecture/from-config.ts";
import { reserveLlamaCpp } from "../../lib/engines/llama-cpp/reserve.ts";
import type { LogFigure } from "../../lib/engines/reservation.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { type MeasuredPart, readLog } from "../../lib/witness/read-log.ts";
import { syntheticGguf } from "../../lib/witness/synthetic.ts";
import type { ContextSettings, ModelFile } from "./engine.ts";
import { engineType, type Question } from "./question.ts";

/** The most memory this build of llama.cpp can address, in bytes: `getHeapMax` of its glue. */
const addressable = 2n ** 32n;

/** A cache that llama.cpp allocated, beside what the formula gives for it. */
export interface Compared {
  readonly label: string;
  readonly line: string;
  readonly measured: string;
  readonly computed: string | undefined;
}

/** A buffer that llama.cpp did not get, beside the cache that takes as many bytes by the formula. */
export interface Missed {
  readonly line: string;
  readonly bytes: bigint;
  readonly computed: bigint | undefined;
  readonly tooLarge: boolean;
}

/** What llama.cpp's log says to a question. */
export interface Answer {
  readonly question: Question;
  /** llama.cpp's build and commit. */
  readonly version: string;
  readonly compared: readonly Compared[];
  readonly missed: Missed | undefined;
  /** What went wrong where there is neither. */
  readonly errors: readonly string[];
  readonly log: readonly string[];
}

const contextOf = ({ tokens, slots, keyType, valueType }: Question) => ({
  ctx: tokens * slots,
  parallel: slots,
  keyType,
  valueType,
});

/** The model file and settings that put a question to llama.cpp. Throws a RangeError if none can. */
export function asked(question: Question): { file: ModelFile; settings: ContextSettings } {
  const { ctx, parallel, keyType, valueType } = contextOf(question);
  const file = syntheticGguf(question.config, { name: question.model });
  if (file.kind === "refused") throw new RangeError(file.reason);
  computed(question);
  return {
    file: { header: file.header, zeros: Number(file.zeros) },
    settings: {
      n_ctx: ctx,
      n_parallel: parallel,
      cache_type_k: engineType(keyType),
      cache_type_v: engineType(valueType),
    },
  };
}

/** What llama.cpp's log is to say by the formula. */
function computed(question: Question): readonly LogFigure[] {
  const reading = fromConfig(question.config);
  if (reading.kind === "refused") throw new RangeError(reading.reason);
  return reserveLlamaCpp(reading.architecture, contextOf(question)).log;
}

const bytesOf = ({ value }: LogFigure): bigint => (value.n * 2n ** 20n) / value.d;

function compare({ label, line, size }: MeasuredPart, figures: readonly LogFigure[]): Compared {
  const computed = figures.find((figure) => figure.label === label)?.text;
  return { label, line, measured: size.text, computed };
}

/** Reads a log as the answer to a question. */
export function answerOf(question: Question, version: string, log: readonly string[]): Answer {
  const { parts, refusals, errors } = readLog(log.join("\n"));
  const figures = computed(question);
  const [refusal] = refusals;
  return {
    question,
    version,
    compared: parts.map((part) => compare(part, figures)),
    missed: refusal && {
      ...refusal,
      computed: figures.map(bytesOf).find((bytes) => bytes === refusal.bytes),
      tooLarge: refusal.bytes >= addressable,
    },
    errors,
    log,
  };
}

/** Whether everything llama.cpp printed is what the formula gives. */
export const agrees = ({ compared, missed }: Answer): boolean =>
  compared.length + (missed ? 1 : 0) > 0 &&
  compared.every(({ measured, computed }) => measured === computed) &&
  (compared.length > 0 || missed?.computed !== undefined);

/** The question in words: model, tokens, slots and formats. */
export function inWords({ model, tokens, slots, keyType, valueType }: Question): string {
  const many = slots === 1 ? "one slot" : `each of ${slots} slots`;
  const formats =
    keyType === valueType
      ? `keys and values in ${engineType(keyType)}`
      : `keys in ${engineType(keyType)}, values in ${engineType(valueType)}`;
  return `${model}, ${grouped(tokens)} ${tokens === 1 ? "token" : "tokens"} for ${many}, ${formats}`;
}

/** The answer in one sentence. */
export function sentence(answer: Answer): string {
  const { compared, missed } = answer;
  const same = agrees(answer) ? "the same" : "another figure";
  if (compared.length > 0) {
    const parts = compared.map(
      ({ label, measured, computed }) =>
        `${measured} for the ${label}; the formula gives ${computed ?? "none"}`,
    );
    return `llama.cpp allocated ${parts.join(", and ")}: ${same}.`;
  }
  if (!missed)
    return `llama.cpp did not get as far as a cache: ${answer.errors[0] ?? "its log does not say why"}.`;
  const formula =
    missed.computed === undefined
      ? "the formula has no cache of that size"
      : `the formula gives ${grouped(missed.computed)} bytes: ${same}`;
  return `llama.cpp asked for ${grouped(missed.bytes)} bytes and did not get them; ${formula}.`;
}

/** The lines of the log that the answer rests on. */
export const evidence = ({ compared, missed, errors }: Answer): readonly string[] => [
  ...compared.map(({ line }) => line),
  ...(missed ? [missed.line] : []),
  ...(compared.length === 0 && !missed ? errors : []),
];

/** The answer as Markdown for a comment. */
export function asMarkdown(answer: Answer, link: string): string {
  return [
    `**${inWords(answer.question)}**: ${sentence(answer)}`,
    ["```", ...evidence(answer), "```"].join("\n"),
    `llama.cpp ${answer.version} as WebAssembly in a browser, one thread. The numbers that decide the cache are the model's; its weights were small and zero. [Ask it yourself](${link})`,
  ].join("\n\n");
}
