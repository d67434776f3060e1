import type { Architecture, LayerGroup, StateLayers, Trace } from "../architecture/architecture.ts";
import { Fields, isRecord } from "../architecture/reading/fields.ts";
import { orRefused, type Refused, refuse } from "../architecture/reading/refusal.ts";
import { stateNames } from "../architecture/words.ts";
import { isEngine } from "../engines/engines.ts";
import { isElementType } from "../quantity/element.ts";
import { compare, ratio } from "../quantity/ratio.ts";
import type { SetUp, Subject } from "./set-up.ts";

/** More groups of layers, or layers, than any model has. */
const mostLayers = 4096;

const inside = (fields: Fields, name: string): Fields => {
  const value = fields.raw(name);
  if (!isRecord(value)) return fields.refuse(name, `${fields.path(name)} is not an object`);
  return new Fields(value, `${fields.path(name)}.`);
};

function text(fields: Fields, name: string): string {
  const value = fields.raw(name);
  if (typeof value !== "string" || value.length > 500)
    return fields.refuse(name, `${fields.path(name)} is not a short text`);
  return value;
}

function amount(fields: Fields, name: string): bigint {
  const value = fields.raw(name);
  if (typeof value !== "string" || !/^\d{1,30}$/.test(value))
    return fields.refuse(name, `${fields.path(name)} is not a whole number in quotes`);
  return BigInt(value);
}

const whole = (fields: Fields, name: string, least = 1): number =>
  fields.checked(name, fields.raw(name), least);

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields.raw(name);
  if (!Array.isArray(value) || value.length > mostLayers)
    return fields.refuse(name, `${fields.path(name)} is not a list of up to ${mostLayers}`);
  return value;
}

const window = (fields: Fields) =>
  fields.has("window") ? { window: whole(fields, "window") } : {};

const stateName = (fields: Fields): StateLayers["name"] => {
  const name = text(fields, "name");
  if (!Object.hasOwn(stateNames, name)) fields.refuse("name", `${name} is no state known here`);
  return name as StateLayers["name"];
};

const kinds: {
  [Kind in LayerGroup["kind"]]: (fields: Fields) => Extract<LayerGroup, { kind: Kind }>;
} = {
  attention: (fields) => ({
    kind: "attention",
    count: whole(fields, "count"),
    kvHeads: whole(fields, "kvHeads"),
    keyDim: whole(fields, "keyDim"),
    valueDim: whole(fields, "valueDim"),
    ...window(fields),
    ...(fields.has("chunked") ? { chunked: fields.raw("chunked") === true } : {}),
  }),
  latent: (fields) => ({
    kind: "latent",
    count: whole(fields, "count"),
    rank: whole(fields, "rank"),
    ropeDim: whole(fields, "ropeDim", 0),
    ...window(fields),
  }),
  compressed: (fields) => ({
    kind: "compressed",
    count: whole(fields, "count"),
    width: whole(fields, "width"),
    ratio: whole(fields, "ratio"),
  }),
  indexer: (fields) => ({
    kind: "indexer",
    count: whole(fields, "count"),
    keyDim: whole(fields, "keyDim"),
    ratio: whole(fields, "ratio"),
    ...(fields.has("entryBytes") ? { entryBytes: whole(fields, "entryBytes") } : {}),
  }),
  state: (fields) => ({
    kind: "state",
    count: whole(fields, "count"),
    name: stateName(fields),
    convElements: whole(fields, "convElements", 0),
    convBytes: whole(fields, "convBytes"),
    stateElements: whole(fields, "stateElements", 0),
    stateBytes: whole(fields, "stateBytes"),
  }),
  shared: (fields) => ({ kind: "shared", count: whole(fields, "count") }),
};

function groups(fields: Fields, name: string): LayerGroup[] {
  return list(fields, name).map((value, place) => {
    const path = `${fields.path(name)}[${place}]`;
    if (!isRecord(value)) return refuse(path, `${path} is not an object`);
    const group = new Fields(value, `${path}.`);
    const kind = text(group, "kind");
    if (!Object.hasOwn(kinds, kind))
      return group.refuse("kind", `${path} is of no kind known here`);
    return kinds[kind as LayerGroup["kind"]](group);
  });
}

function orderOf(fields: Fields, layers: readonly LayerGroup[]): number[][] {
  const counts = layers.map(() => 0);
  const order = list(fields, "order").map((places) => {
    const isThere = (place: unknown) => typeof place === "number" && counts[place] !== undefined;
    if (!Array.isArray(places) || !places.every(isThere))
      return fields.refuse("order", `${fields.path("order")} names groups that are not there`);
    for (const place of places) counts[place] = counts[place]! + 1;
    return places as number[];
  });
  if (layers.some(({ count }, place) => count !== counts[place]))
    fields.refuse("order", `${fields.path("order")} does not have the layers that the groups have`);
  return order;
}

function traceOf(fields: Fields): Record<string, Trace> {
  if (!fields.has("trace")) return {};
  const all = inside(fields, "trace");
  return Object.fromEntries(
    all.names().map((what) => {
      const one = inside(all, what);
      const rule = one.has("rule") ? { rule: text(one, "rule") } : {};
      return [what, { field: text(one, "field"), value: one.raw("value"), ...rule }];
    }),
  );
}

function architectureOf(fields: Fields): Architecture {
  const layers = groups(fields, "layers");
  if (layers.length === 0) fields.refuse("layers", "no layer keeps anything");
  return {
    layers,
    ...(fields.has("extra") ? { extra: groups(fields, "extra") } : {}),
    ...(fields.has("order") ? { order: orderOf(fields, layers) } : {}),
    trace: traceOf(fields),
    ...(fields.has("assumed") ? { assumed: text(fields, "assumed") } : {}),
  };
}

const texts = ["parametersUnknown", "repository", "revision", "file"] as const;
const amounts = ["parameters", "storedWeights", "maxTokens"] as const;

function subjectOf(fields: Fields): Subject {
  const some = <Value>(names: readonly string[], read: (fields: Fields, name: string) => Value) =>
    Object.fromEntries(
      names.filter((name) => fields.has(name)).map((name) => [name, read(fields, name)]),
    );
  return {
    name: text(fields, "name"),
    architecture: architectureOf(inside(fields, "architecture")),
    ...(fields.has("config") ? { config: fields.raw("config") } : {}),
    ...some(texts, text),
    ...some(amounts, amount),
  };
}

function elementOf(fields: Fields, name: string) {
  const id = text(fields, name);
  return isElementType(id) ? id : fields.refuse(name, `${id} is no format known here`);
}

/** Words that settings of engines take beside names of formats. */
const words: ReadonlySet<unknown> = new Set([
  "keys",
  "keys-and-values",
  "align",
  "none",
  "served",
  "reserved",
]);

/** A setting as it was before it was exported: digits in quotes were a bigint. */
function setting(own: Fields, name: string): unknown {
  if (name === "engine") return own.refuse(name, `${own.path(name)} is no setting`);
  if (name.endsWith("Type")) return elementOf(own, name);
  const value = own.raw(name);
  if (typeof value === "boolean" || Number.isSafeInteger(value) || words.has(value)) return value;
  if (isRecord(value)) {
    const parts = inside(own, name);
    const [n, d] = [amount(parts, "n"), amount(parts, "d")];
    return d === 0n ? own.refuse(name, `${own.path(name)} divides by zero`) : ratio(n, d);
  }
  return amount(own, name);
}

function settingsOf(fields: Fields): Pick<SetUp, "settings"> {
  if (!fields.has("settings")) return {};
  const all = inside(fields, "settings");
  const settings = all.names().map((engine) => {
    if (!isEngine(engine)) return all.refuse(engine, `${engine} is no engine known here`);
    const own = inside(all, engine);
    return [engine, Object.fromEntries(own.names().map((name) => [name, setting(own, name)]))];
  });
  return { settings: Object.fromEntries(settings) };
}

function setUpOf(fields: Fields): SetUp {
  const share = inside(fields, "share");
  const [n, d] = [amount(share, "n"), amount(share, "d")];
  if (d === 0n || compare(ratio(n, d), ratio(1)) > 0)
    fields.refuse("share", "the share of memory has to be from 0 to 1");
  const gpu = inside(fields, "gpu");
  const weightType = fields.raw("weightType");
  const engine = text(fields, "engine");
  return {
    subject: subjectOf(inside(fields, "subject")),
    tokens: amount(fields, "tokens"),
    requests: amount(fields, "requests"),
    sharedPrefix: amount(fields, "sharedPrefix"),
    keyType: elementOf(fields, "keyType"),
    valueType: elementOf(fields, "valueType"),
    ...(fields.has("mtp") ? { mtp: fields.raw("mtp") === true } : {}),
    weightType: weightType === "stored" ? "stored" : elementOf(fields, "weightType"),
    engine:
      engine === "none" || isEngine(engine)
        ? engine
        : fields.refuse("engine", `${engine} is no engine known here`),
    ...settingsOf(fields),
    gpu: { id: text(gpu, "id"), name: text(gpu, "name"), bytes: amount(gpu, "bytes") },
    count: whole(fields, "count"),
    tensorParallel: whole(fields, "tensorParallel"),
    pipelineParallel: whole(fields, "pipelineParallel"),
    share: ratio(n, d),
    other: amount(fields, "other"),
  };
}

/**
 * The set-up of a plan that was exported, from its JSON as parsed. Only what is needed to make the
 * plan again is read: what it came to is worked out anew. Never throws: what is malformed or out of
 * range is refused, naming the field.
 */
export function readSetUp(
  json: unknown,
): { readonly kind: "set-up"; readonly setUp: SetUp } | Refused {
  return orRefused(() => {
    if (!isRecord(json)) return refuse("set-up", "an exported set-up is a JSON object");
    const fields = new Fields(json);
    if (fields.raw("kind") !== "bytes-per-token/set-up" || fields.raw("version") !== 1)
      return fields.refuse(
        "kind",
        "this is no set-up that was exported here, or of a later version",
      );
    return { kind: "set-up", setUp: setUpOf(inside(fields, "setUp")) } as const;
  });
}
