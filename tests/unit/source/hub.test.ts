import { describe, expect, test, vi } from "vitest";
import { type HubAddress, readAddress } from "../../../src/lib/source/address.ts";
import { fromHub } from "../../../src/lib/source/hub.ts";
import { header, llama, llamaGguf, safetensorsStart } from "./files.ts";

vi.setConfig({ testTimeout: 60_000 });

type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

const json = (value: unknown) => JSON.stringify(value);

/** A hub with one repository, that answers as huggingface.co does; `failing` answers by path instead. */
function hub(files: Files, failing: (path: string) => Response | undefined = () => undefined) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(String(input));
    asked.push(url.pathname);
    const failed = failing(url.pathname);
    if (failed) return failed;
    if (url.pathname.startsWith("/api/models/"))
      return Response.json(
        Object.entries(files).map(([path, { length: size }]) => ({ type: "file", path, size })),
      );
    const path = /\/resolve\/[^/]+\/(.+)$/.exec(url.pathname)![1]!;
    const file = files[decodeURIComponent(path)];
    if (file === undefined)
      return new Response("", { status: 404, headers: { "x-error-code": "EntryNotFound" } });
    const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
    const range = new Headers(init?.headers).get("range")?.replace("bytes=", "").split("-");
    const [from, to] = range ? [Number(range[0]), Number(range[1]) + 1] : [0, bytes.length];
    return new Response(bytes.slice(from, to), {
      status: range ? 206 : 200,
      headers: { etag: '"1"', "content-range": `bytes ${from}-${to - 1}/${bytes.length}` },
    });
  };
  return { fetch, asked };
}

function address(text: string): HubAddress {
  const reading = readAddress(text);
  if (reading.kind === "refused") throw new Error(reading.reason);
  const { kind: _, ...rest } = reading;
  return rest;
}

const online = () => true;
const ask = (text: string, { fetch }: ReturnType<typeof hub>) =>
  fromHub(address(text), { fetch, online });

test("a config and the header of its weights", async () => {
  const weights = new Uint8Array(2_000_000);
  weights.set(safetensorsStart(header));
  const served = hub({
    "config.json": json(llama),
    "model.safetensors": weights,
    "README.md": "#",
  });
  expect(await ask("org/name@v1", served)).toMatchObject({
    kind: "found",
    subject: { name: "org/name", revision: "v1", storedWeights: 6000n, maxTokens: 131_072n },
  });
  expect(served.asked[0]).toBe("/api/models/org/name/tree/v1");
});

test("a config and an index of weights", async () => {
  const index = { metadata: { total_size: 16 }, weight_map: { a: "x.safetensors" } };
  const served = hub({ "config.json": json(llama), "model.safetensors.index.json": json(index) });
  expect(await ask("org/name", served)).toMatchObject({ subject: { storedWeights: 16n } });
});

function withGgufs() {
  const { header, zeros } = llamaGguf();
  const bytes = new Uint8Array(header.length + Number(zeros));
  bytes.set(header);
  return hub({ "m-Q4_K_M.gguf": bytes, "m-Q8_0.gguf": bytes, "mmproj-F16.gguf": bytes });
}

test("a repository of GGUF files gives them to choose from, and the one chosen", async () => {
  const served = withGgufs();
  const choosing = await ask("org/name", served);
  expect(choosing.kind).toBe("choosing");
  if (choosing.kind === "choosing")
    expect(choosing.files.map(({ path }) => path)).toEqual(["m-Q4_K_M.gguf", "m-Q8_0.gguf"]);
  for (const text of ["org/name:Q4_K_M", "org/name:q8_0", "org/name:m-Q8_0.gguf"])
    expect(await ask(text, served)).toMatchObject({ subject: { name: "Little llama" } });
  expect((await ask("org/name:Q2_K", served)).kind).toBe("choosing");
});

const answer = (status: number, code?: string) => () =>
  new Response("{}", { status, ...(code && { headers: { "x-error-code": code } }) });
const config = { "config.json": json(llama) };
const later = (make: () => Response) => (path: string) =>
  path.includes("/resolve/") ? make() : undefined;

describe("what stops it is told apart", () => {
  test.each<[string, ReturnType<typeof hub>, RegExp]>([
    ["missing", hub({}, answer(401, "RepoNotFound")), /no public model/],
    ["missing, as 404", hub({}, answer(404)), /no public model/],
    ["a revision", hub({}, answer(404, "RevisionNotFound")), /no such revision/],
    ["gated", hub(config, later(answer(401, "GatedRepo"))), /gated/],
    ["gated, as 403", hub(config, later(answer(403))), /gated/],
    ["too many requests", hub({}, answer(429)), /too many requests/],
    ["its own fault", hub({}, answer(503)), /fault of its own \(503\)/],
    ["no model", hub({ "README.md": "#" }), /no config.json/],
    ["an adapter", hub({ "adapter_config.json": "{}" }), /adapter/],
    ["a page", hub({ "config.json": "<html>" }), /web page/],
    ["another file", hub({ "config.json": '{"model_type":"bert"}' }), /bert/],
  ])("%s", async (_, served, reason) => {
    const read = await ask("org/name@abc", served);
    expect(read).toMatchObject({ kind: "refused", reason: expect.stringMatching(reason) });
    if (read.kind === "refused") expect(read.advice).toMatch(/\.$/);
  });

  test("a file that is not there", async () => {
    expect(await ask("org/name:Q4.gguf", hub(config))).toMatchObject({
      reason: expect.stringMatching(/no file Q4.gguf/),
    });
  });

  test("offline, and blocked", async () => {
    const fetch = async () => {
      throw new TypeError("Failed to fetch");
    };
    const at = address("org/name");
    const reason = async (is: boolean) => {
      const read = await fromHub(at, { fetch, online: () => is });
      return read.kind === "refused" ? read.reason : "";
    };
    expect(await reason(false)).toMatch(/offline/);
    expect(await reason(true)).toMatch(/could not be reached/);
  });

  test("a server that sends the whole file instead of its header", async () => {
    const huge = () => new Response("", { headers: { "content-length": "100000000000" } });
    expect(await ask("org/name", hub(config, later(huge)))).toMatchObject({
      reason: expect.stringMatching(/whole file/),
    });
  });
});
