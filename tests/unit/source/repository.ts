import { type HubAddress, readAddress } from "../../../src/lib/source/address.ts";
import { fromHub } from "../../../src/lib/source/hub.ts";
import { llamaGguf } from "./files.ts";

/** What a file begins with and how long it is; zeros follow. */
interface Held {
  readonly start: Uint8Array<ArrayBuffer>;
  readonly size: number;
}
export type Files = Readonly<Record<string, Held>>;
type Answer = (url: URL) => Response | undefined;

export const held = (start: Uint8Array<ArrayBuffer>, size = start.length): Held => ({
  start,
  size,
});
export const text = (content: string) => held(new TextEncoder().encode(content));
export const json = (value: unknown) => text(JSON.stringify(value));
export const gguf = () => {
  const { header, zeros } = llamaGguf();
  return held(new Uint8Array(header), header.length + Number(zeros));
};

export const listed = (files: Files) =>
  Object.entries(files).map(([path, { size }]) => ({ type: "file", path, size }));

function part({ start, size }: Held, range: string): Response {
  const [from, last] = range.replace("bytes=", "").split("-").map(Number) as [number, number];
  const to = Math.min(last + 1, size);
  const bytes = new Uint8Array(to - from);
  bytes.set(start.subarray(from, to));
  return new Response(bytes, {
    status: 206,
    headers: { etag: '"1"', "content-range": `bytes ${from}-${to - 1}/${size}` },
  });
}

/** A hub with one repository; `instead` answers first where it has an answer. */
export function hub(files: Files, instead: Answer = () => undefined) {
  const asked: URL[] = [];
  const sent: (RequestInit | undefined)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    asked.push(url);
    sent.push(init);
    const other = instead(url);
    if (other) return other;
    if (url.pathname.startsWith("/api/models/")) return Response.json(listed(files));
    const path = decodeURIComponent(/\/resolve\/[^/]+\/(.+)$/.exec(url.pathname)![1]!);
    const file = files[path];
    if (!file)
      return new Response("", { status: 404, headers: { "x-error-code": "EntryNotFound" } });
    return part(file, new Headers(init?.headers).get("range") ?? `bytes=0-${file.size - 1}`);
  };
  /** Files that were asked for, each once, in order. */
  const read = () => [
    ...new Set(
      asked
        .map(({ pathname }) => /\/resolve\/[^/]+\/(.+)$/.exec(pathname)?.[1])
        .filter((path) => path !== undefined)
        .map(decodeURIComponent),
    ),
  ];
  return { fetch, asked, sent, read };
}

export function address(link: string): HubAddress {
  const reading = readAddress(link);
  if (reading.kind === "refused") throw new Error(reading.reason);
  const { kind: _, ...rest } = reading;
  return rest;
}

export const ask = (
  link: string,
  { fetch }: Pick<ReturnType<typeof hub>, "fetch">,
  online = true,
) => fromHub(address(link), { fetch, online: () => online });
