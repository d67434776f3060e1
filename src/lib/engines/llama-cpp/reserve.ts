import type { Architecture, LayerGroup } from "../../architecture/architecture.ts";
import { climb, merge } from "../account.ts";
import { keepsState, keepsTokens, tokensPerEntry } from "../entry.ts";
import {
  EngineRefusal,
  type LogFigure,
  logBytes,
  type Reservation,
  type ReservedPart,
} from "../reservation.ts";
import { total } from "../whole.ts";
import { rules } from "./rules.ts";
import { type Context, context, type LlamaCppSettings } from "./settings.ts";
import { compressorPart, statePart } from "./state-part.ts";
import { type CountedPart, tokenPart } from "./token-part.ts";

const unit = { label: "MiB", bytes: "MiB" } as const;

/** The parts of a run of layer groups; layers that share another's cache have none. */
function partsOf(groups: readonly LayerGroup[], ctx: Context, streams: boolean): CountedPart[] {
  return groups.flatMap((group) => {
    if (keepsState(group)) return [statePart(group, ctx)];
    if (!keepsTokens(group)) return [];
    const compresses =
      (group.kind === "compressed" || group.kind === "indexer") && tokensPerEntry(group) > 1n;
    const part = tokenPart(group, ctx, streams);
    return compresses ? [part, compressorPart(group, ctx)] : [part];
  });
}

/** A layer that is given a cache and not used needs nothing by the architecture. */
const unused = (part: CountedPart): CountedPart => ({
  ...part,
  architectural: 0n,
  differences: climb(0n, [{ rule: rules.unusedMtp, bytes: part.bytes }]),
});

/** What the log prints for each cache: its size, and keys (R) and values (S) apart. */
function log(parts: readonly CountedPart[], { ownWindows }: Context): LogFigure[] {
  const sum = (of: readonly CountedPart[], what: "bytes" | "keyBytes" | "valueBytes") =>
    total(of.map((part) => part[what]));
  const figures = (label: string, of: readonly CountedPart[], [first, second] = ["K", "V"]) =>
    of.length === 0
      ? []
      : [
          logBytes(label, sum(of, "bytes"), "MiB", 2),
          logBytes(`${label}, ${first}`, sum(of, "keyBytes"), "MiB", 2),
          logBytes(`${label}, ${second}`, sum(of, "valueBytes"), "MiB", 2),
        ];
  const kind = (...kinds: CountedPart["kind"][]) => parts.filter((p) => kinds.includes(p.kind));
  const windows = ownWindows ? kind("window") : [];
  const chosen = kind("entries").length === 0 ? kind("index") : [];
  return [
    ...figures("KV cache", kind("context", "window", "entries", "index")),
    ...(windows.length > 0 ? figures("non-SWA KV cache", kind("context")) : []),
    ...figures("SWA KV cache", windows),
    ...(chosen.length > 0 ? figures("main KV cache", kind("context")) : []),
    ...figures("indexer KV cache", chosen),
    ...figures("recurrent state", kind("state"), ["R", "S"]),
  ];
}

/**
 * One row holds what keys and values are both made of, so it has one format. Source: src/llama-context.cpp;
 * the witness's records of DeepSeek V3, V3.2 and Kimi Linear.
 */
function refuseMixedLatent({ layers }: Architecture, { types, latent }: Context): void {
  if (types.keyType === types.valueType || latent !== "keys") return;
  if (layers.some(({ kind }) => kind === "latent" || kind === "compressed"))
    throw new EngineRefusal(
      "llama.cpp",
      `llama.cpp keeps a latent in one format: not keys in ${types.keyType} and values in ${types.valueType}`,
    );
}

/**
 * What llama.cpp sets aside for caches and states, in bytes over all devices (its log adds them up
 * in MiB of 2^20). Weights and compute buffers are not counted. Throws a RangeError for a setting
 * out of range or a block format that does not divide a row, and an EngineRefusal for what
 * llama.cpp does not start with.
 *
 * Checked against llama.cpp of November 2026 (release v0.5.0) and the sources each rule names;
 * settings reach back to builds of 2023.
 */
export function reserveLlamaCpp(
  architecture: Architecture,
  settings: LlamaCppSettings,
): Reservation {
  const ctx = context(architecture, settings);
  refuseMixedLatent(architecture, ctx);
  const streams = architecture.layers.some(({ kind }) => kind === "compressed");
  const extra = settings.mtp ? partsOf(architecture.extra ?? [], ctx, streams) : [];
  const mtp = extra.map((part) => ({
    ...(settings.mtp === "reserved" ? unused(part) : part),
    name: `MTP ${part.name}`,
  }));
  const main = partsOf(architecture.layers, ctx, streams);
  const parts = [...main, ...mtp];
  const bytes = total(parts.map((part) => part.bytes));
  return {
    engine: "llama.cpp",
    holdsFor: "llama.cpp v0.5.0 (November 2026)",
    unit,
    devices: 1,
    bytesPerDevice: bytes,
    bytes,
    architecturalBytes: total(parts.map(({ architectural }) => architectural)),
    parts: parts.map(
      ({ name, layers, cells, bytes }): ReservedPart => ({ name, layers, cells, bytes }),
    ),
    differences: merge(parts.flatMap(({ differences }) => differences)),
    log: [
      ...log(main, ctx),
      ...(mtp.length > 0
        ? [logBytes("MTP KV cache", total(mtp.map((part) => part.bytes)), "MiB", 2)]
        : []),
    ],
  };
}
