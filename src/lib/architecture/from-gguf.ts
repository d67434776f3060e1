import type { Architecture } from "./architecture.ts";
import type { ArchitectureReading } from "./from-config.ts";
import { ggufReaderFor, plainBlocks } from "./gguf/readers.ts";
import { Fields, isRecord } from "./reading/fields.ts";
import { inGroups, inOrder } from "./reading/groups.ts";
import { orRefused, refuse } from "./reading/refusal.ts";

/** Keys that decide what blocks keep; unread, one of them makes the reader refuse. */
const decisive =
  /ssm|sliding|lora|indexer|compress|shared_kv|wkv|conv|kda|recurrent|interval|chunk|swa|nextn|time_mix|token_shift|latent|sparse|_mla|linear|pooling/;

/** Models of other kinds, whose keys may look like attention's. */
const unread = /t5|bert|rwkv|mamba|clip|vision|audio|wav|diffusion|dream|llada|encoder|embed/;

const says = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== 0 && value !== false && value !== "";

/** Numbers as numbers: parsers give 64-bit integers as bigint and arrays as typed arrays. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>, plain);
  return Array.isArray(value) && value.length <= 4096 ? value.map(plain) : value;
}

/** The keys of one architecture, without its name before them. */
function own(metadata: Readonly<Record<string, unknown>>, architecture: string): Fields {
  const prefix = `${architecture}.`;
  const entries = Object.entries(metadata)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), plain(value)] as const);
  return new Fields(Object.fromEntries(entries), prefix);
}

function read(metadata: Readonly<Record<string, unknown>>): Architecture {
  const name = Object.hasOwn(metadata, "general.architecture")
    ? metadata["general.architecture"]
    : undefined;
  if (typeof name !== "string" || !/^[\w-]{1,60}$/.test(name))
    return refuse("general.architecture", "general.architecture is missing or not a name");
  const fields = own(metadata, name);
  const reader = ggufReaderFor(name);
  if (!reader && unread.test(name))
    return refuse("general.architecture", `${name} is a layout that is not read`);
  const { layers, extra } = (reader ?? plainBlocks)(fields);
  for (const [key, value] of fields.unused())
    if (says(value) && decisive.test(key) && !key.startsWith("rope."))
      fields.refuse(key, `${fields.path(key)} hints at a layout that is not understood`);
  const groups = inGroups(layers);
  if (groups.length === 0) fields.refuse("block_count", "no block keeps anything");
  const extraGroups = inGroups(extra ?? []);
  return {
    layers: groups,
    ...(extraGroups.length > 0 ? { extra: extraGroups } : {}),
    order: inOrder(layers),
    trace: fields.trace,
    ...(reader
      ? {}
      : { assumed: `${name} is not a known architecture; its keys are plain attention's` }),
  };
}

/**
 * Reads the architecture from a GGUF's metadata (keys and values, as a parser gives them). Numbers
 * are traced to their keys; what is not understood, malformed or out of range is refused, naming
 * the key. Never throws. Key names: llama.cpp, gguf-py/gguf/constants.py.
 */
export function fromGguf(metadata: unknown): ArchitectureReading {
  return orRefused(() => {
    if (!isRecord(metadata)) return refuse("metadata", "metadata is an object of keys and values");
    return { kind: "architecture", architecture: read(metadata) } as const;
  });
}
