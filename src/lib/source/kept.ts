import { fromConfig } from "../architecture/from-config.ts";
import { isRecord } from "../architecture/reading/fields.ts";
import { parametersFromConfig } from "../memory/parameters/count.ts";
import { subjectFromConfig } from "./subject.ts";

type Record_ = Readonly<Record<string, unknown>>;

/** Fields that name the family, kept whether or not they decide a number here. */
const names = new Set(["model_type", "architectures"]);
/** Most fields that are tried one by one. */
const most = 300;

const bigint = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}` : value);

/** All that is read from a config, as a text that two configs share only if they say the same. */
function told(config: unknown): string {
  const subject = subjectFromConfig(config);
  const maxTokens = "kind" in subject ? undefined : subject.maxTokens;
  return JSON.stringify([fromConfig(config), parametersFromConfig(config), maxTokens], bigint);
}

/** Numbers and switches cost a link little, and an engine may ask for any of them. */
const isShort = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean";

function less(record: Record_, whole: (record: Record_) => unknown, wanted: string): Record_ {
  let kept = record;
  for (const [name, value] of Object.entries(record).slice(0, most)) {
    if (isShort(value) || names.has(name)) continue;
    const { [name]: _, ...without } = kept;
    if (value === null || told(whole(without)) === wanted) kept = without;
    else if (isRecord(value)) {
      const place = (inner: Record_) => whole({ ...kept, [name]: inner });
      kept = { ...kept, [name]: less(value, place, wanted) };
    }
  }
  return kept;
}

/**
 * A config without the texts, lists and objects that change nothing of what is read from it: towers for
 * images, labels, quantisation. What is read from the two is the same, to the field.
 */
export const keptOf = (config: Record_): Record_ => less(config, (record) => record, told(config));
