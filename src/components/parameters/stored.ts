import { fromSafetensorsHeader } from "../../lib/memory/parameters/safetensors.ts";
import { type StoredWeights, storedWeights } from "../../lib/memory/parameters/stored.ts";

/** One format of a header: its tensors, what they hold and take. */
export interface TypeRow {
  readonly type: string;
  readonly tensors: number;
  readonly stored: StoredWeights;
}

export type ReadHeader =
  | { readonly refused: string }
  | { readonly rows: readonly TypeRow[]; readonly all: StoredWeights };

/** What a safetensors header, as text, lists: format by format and in all; or why it cannot be read. */
export function readHeader(text: string): ReadHeader {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { refused: "This is not JSON" };
  }
  const listed = fromSafetensorsHeader(json);
  if (listed.kind === "refused") return { refused: `This is no header: ${listed.reason}` };
  try {
    const types = [...new Set(listed.tensors.map(({ type }) => type))];
    const rows = types.map((type) => {
      const tensors = listed.tensors.filter((tensor) => tensor.type === type);
      return { type, tensors: tensors.length, stored: storedWeights(tensors) };
    });
    return { rows, all: storedWeights(listed.tensors) };
  } catch (error) {
    if (error instanceof RangeError) return { refused: `This does not add up: ${error.message}` };
    throw error;
  }
}
