import type { StoredTensor } from "../memory/parameters/stored.ts";
import { NotReadable } from "./problem.ts";

/** What stands before the tensors of a GGUF file. */
export interface GgufHeader {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly tensors: readonly StoredTensor[];
  /** Where the tensors' data begins, in bytes from the file's start. */
  readonly dataFrom: bigint;
}

/** How far behind what it has read the parser asks for more, in bytes. */
const leeway = 500_000;

/** Answers a parser that fetches ranges from a file that is already here. */
const rangesOf = (file: Blob, name: string): typeof fetch =>
  async function ranges(_, init) {
    const range = new Headers(init?.headers).get("range") ?? "";
    const [from, to] = range.replace("bytes=", "").split("-").map(Number) as [number, number];
    if (from > 0 && file.size < from - leeway) throw cut(name);
    const bytes = await file.slice(Math.min(from, file.size), to + 1).arrayBuffer();
    return new Response(bytes, {
      headers: { "content-range": `bytes ${from}-${to}/${file.size}` },
    });
  };

const cut = (name: string) =>
  new NotReadable(
    name,
    "ends before its header does, so the file is cut short",
    "Download it again: the whole header has to be there.",
  );

/** More than any model has; what claims more is not a model and would only take time. */
const mostTensors = 200_000n;
const mostKeys = 10_000n;

/** Refuses counts that cannot be, which stand in 24 bytes after the magic and the version. */
async function refuseClaims(file: Blob, name: string): Promise<void> {
  if (file.size < 24) throw cut(name);
  const start = new DataView(await file.slice(0, 24).arrayBuffer());
  const little = start.getUint32(4, true) < 2 ** 16;
  if (start.getUint32(4, little) < 2) return;
  const [tensors, keys] = [start.getBigUint64(8, little), start.getBigUint64(16, little)];
  if (tensors > mostTensors || keys > mostKeys)
    throw new NotReadable(
      name,
      `claims ${tensors} tensors and ${keys} keys, more than any model has`,
      "Check that the download is complete, or hand over the model’s config.json.",
    );
}

/**
 * Reads the header of a GGUF file: slices of it, never the whole. Throws a `NotReadable` where the file is
 * cut short within its header or is not GGUF. Source of the format: ggml, docs/gguf.md.
 */
export async function readGguf(file: Blob, name: string): Promise<GgufHeader> {
  await refuseClaims(file, name);
  const { gguf, GGMLQuantizationType } = await import("@huggingface/gguf");
  try {
    const { metadata, tensorInfos, tensorDataOffset, tensorInfoByteRange } = await gguf(
      "https://file.invalid/model.gguf",
      { fetch: rangesOf(file, name) },
    );
    if (tensorInfoByteRange[1] > file.size) throw cut(name);
    const tensors = tensorInfos.map(({ name, dtype, shape }) => ({
      name,
      type: GGMLQuantizationType[dtype] ?? `format ${dtype}`,
      shape,
    }));
    return { metadata: { ...metadata }, tensors, dataFrom: tensorDataOffset };
  } catch (error) {
    if (error instanceof NotReadable) throw error;
    throw new NotReadable(
      name,
      `is not a GGUF that can be read: ${(error as Error).message.slice(0, 160)}`,
      "Check that the download is complete, or hand over the model’s config.json.",
    );
  }
}
