import { gguf } from "@huggingface/gguf";
import type { SyntheticGguf } from "../../../src/lib/index.ts";

/** A synthetic file as a third party's parser reads it. */
export function parse({ header }: Pick<SyntheticGguf, "header">) {
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const range = /bytes=(\d+)-(\d+)/.exec(new Headers(init?.headers).get("range") ?? "");
    const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, header.length];
    return new Response(header.slice(from, to));
  };
  return gguf("https://memory.invalid/model.gguf", {
    fetch,
    computeParametersCount: true,
    typedMetadata: true,
  });
}
