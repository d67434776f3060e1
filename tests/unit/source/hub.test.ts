import { describe, expect, test, vi } from "vitest";
import { fromHub } from "../../../src/lib/source/hub.ts";
import { header, llama, safetensorsStart } from "./files.ts";
import { address, ask, gguf, held, hub, json, text } from "./repository.ts";

vi.setConfig({ testTimeout: 60_000 });

test("a config and the header of its weights", async () => {
  const served = hub({
    "config.json": json(llama),
    "model.safetensors": held(safetensorsStart(header), 2_000_000),
    "README.md": text("#"),
  });
  expect(await ask("org/name@v1", served)).toMatchObject({
    kind: "found",
    subject: { name: "org/name", revision: "v1", storedWeights: 6000n, maxTokens: 131_072n },
  });
  expect(served.asked[0]?.pathname).toBe("/api/models/org/name/tree/v1");
});

test("a config and an index of weights", async () => {
  const index = { metadata: { total_size: 16 }, weight_map: { a: "x.safetensors" } };
  const served = hub({ "config.json": json(llama), "model.safetensors.index.json": json(index) });
  expect(await ask("org/name", served)).toMatchObject({ subject: { storedWeights: 16n } });
});

test("a repository of GGUF files gives them to choose from, and the one chosen", async () => {
  const served = hub({ "m-Q4_K_M.gguf": gguf(), "m-Q8_0.gguf": gguf(), "mmproj-F16.gguf": gguf() });
  const choosing = await ask("org/name", served);
  expect(choosing.kind).toBe("choosing");
  if (choosing.kind === "choosing")
    expect(choosing.files.map(({ path }) => path)).toEqual(["m-Q4_K_M.gguf", "m-Q8_0.gguf"]);
  for (const link of ["org/name:Q4_K_M", "org/name:q8_0", "org/name:m-Q8_0.gguf"])
    expect(await ask(link, served)).toMatchObject({ subject: { name: "Little llama" } });
  expect((await ask("org/name:Q2_K", served)).kind).toBe("choosing");
});

const answer = (status: number, code?: string) => () =>
  new Response("{}", { status, ...(code && { headers: { "x-error-code": code } }) });
const config = { "config.json": json(llama) };
const later =
  (make: () => Response) =>
  ({ pathname }: URL) =>
    pathname.includes("/resolve/") ? make() : undefined;

describe("what stops it is told apart", () => {
  test.each<[string, ReturnType<typeof hub>, RegExp]>([
    ["missing", hub({}, answer(401, "RepoNotFound")), /no public model/],
    ["missing, as 404", hub({}, answer(404)), /no public model/],
    ["a revision", hub({}, answer(404, "RevisionNotFound")), /no such revision/],
    ["gated", hub(config, later(answer(401, "GatedRepo"))), /gated/],
    ["gated, as 403", hub(config, later(answer(403))), /gated/],
    ["too many requests", hub({}, answer(429)), /too many requests/],
    ["its own fault", hub({}, answer(503)), /fault of its own \(503\)/],
    ["no model", hub({ "README.md": text("#") }), /no config.json/],
    ["an adapter", hub({ "adapter_config.json": json({}) }), /adapter/],
    ["a page", hub({ "config.json": text("<html>") }), /web page/],
    ["another file", hub({ "config.json": json({ model_type: "bert" }) }), /bert/],
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
