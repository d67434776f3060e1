import { describe, expect, test, vi } from "vitest";
import { llama } from "./files.ts";
import { ask, type Files, hub, json, listed, text } from "./repository.ts";

vi.setConfig({ testTimeout: 60_000 });

const answer = (status: number, code?: string) =>
  hub({}, () => new Response("{}", { status, ...(code && { headers: { "x-error-code": code } }) }));

const refused = (field: string, reason: string, advice: string) => ({
  kind: "refused",
  field,
  reason,
  advice,
});
const retry = "Try again in a moment; or download config.json and drop it here.";
const elsewhere = "Download config.json in another tab and drop it here.";
const notModel = "Check that it is a language model and not an adapter, a data set or a pipeline.";

describe("what the reader is told", () => {
  const failing = {
    fetch: async () => {
      throw new TypeError("Failed to fetch");
    },
  };

  test("offline", async () => {
    expect(await ask("org/name", failing, false)).toEqual(
      refused("network", "is not there: this browser is offline", "Connect, and press again."),
    );
  });

  test("not reached", async () => {
    expect(await ask("org/name", failing)).toEqual(
      refused(
        "huggingface.co",
        "could not be reached from this page: it is down, or a network, a browser extension or the browser’s rules on other origins (CORS) block it",
        elsewhere,
      ),
    );
  });

  test("the connection is lost after an answer", async () => {
    const served = hub({ "config.json": json(llama) }, ({ pathname }) => {
      if (pathname.includes("/resolve/")) throw new TypeError("Failed to fetch");
      return undefined;
    });
    expect(await ask("org/name", served, false)).toMatchObject({ field: "network" });
  });

  test("too many requests", async () => {
    expect(await ask("org/name", answer(429))).toEqual(
      refused("huggingface.co", "has had too many requests from this network (429)", retry),
    );
  });

  test.each([500, 502, 503])("a fault of the hub: %d", async (status) => {
    expect(await ask("org/name", answer(status))).toEqual(
      refused("huggingface.co", `has a fault of its own (${status})`, retry),
    );
  });

  test.each<[number, string | undefined]>([
    [403, undefined],
    [401, "GatedRepo"],
  ])("gated: %d", async (status, code) => {
    expect(await ask("org/name", answer(status, code))).toEqual(
      refused(
        "org/name",
        "is gated: its files are given only to those who accepted its terms (this page sends no login)",
        "Accept them on the hub, download config.json there and drop it here.",
      ),
    );
  });

  test("no such revision", async () => {
    expect(await ask("org/name@v9", answer(404, "RevisionNotFound"))).toEqual(
      refused("org/name@v9", "has no such revision", "Check the revision."),
    );
  });

  test.each([
    ["org/name", "config.json"],
    ["org/name:other.json", "other.json"],
  ])("no such entry: %s", async (link, file) => {
    expect(await ask(link, answer(404, "EntryNotFound"))).toEqual(
      refused("org/name", `has no file ${file}`, "Check the file’s name."),
    );
  });

  test.each([401, 404])("no public model: %d", async (status) => {
    expect(await ask("org/name", answer(status))).toEqual(
      refused(
        "org/name",
        "is no public model on the hub; it may be misspelt, private or removed",
        "Check the name; of a private model, drop config.json here.",
      ),
    );
  });

  test.each([400, 418, 499])("another answer: %d", async (status) => {
    expect(await ask("org/name", answer(status))).toEqual(
      refused(
        "org/name",
        `could not be read: Error: Api error with status ${status}. URL: `,
        elsewhere,
      ),
    );
  });

  test("a long answer is shortened", async () => {
    const served = hub({}, () => Response.json({ error: "x".repeat(300) }, { status: 400 }));
    expect(await ask("org/name", served)).toMatchObject({
      reason: `could not be read: Error: ${"x".repeat(113)}`,
    });
  });

  test("a file that is listed but gone", async () => {
    const served = hub({ "config.json": json(llama) }, ({ pathname }) =>
      pathname.includes("/resolve/")
        ? new Response("", { status: 404, headers: { "x-error-code": "EntryNotFound" } })
        : undefined,
    );
    expect(await ask("org/name", served)).toEqual(
      refused("org/name", "has no file config.json", elsewhere),
    );
  });

  test.each<[string, Files, string, string]>([
    ["nothing", {}, "org/name", "has no config.json, params.json or GGUF"],
    [
      "a read-me",
      { "README.md": text("#") },
      "org/name",
      "has no config.json, params.json or GGUF",
    ],
    [
      "an adapter among files",
      { "README.md": text("#"), "adapter_config.json": text("{}") },
      "org/name",
      "has no config.json, params.json or GGUF; it is an adapter of another model",
    ],
    ["no such file", { "README.md": text("#") }, "org/name:a.gguf", "has no file a.gguf"],
    [
      "no such quantisation",
      { "README.md": text("#") },
      "org/name:Q8_0",
      "has no config.json, params.json or GGUF",
    ],
  ])("no model: %s", async (_, files, link, reason) => {
    expect(await ask(link, hub(files))).toEqual(refused("org/name", reason, notModel));
  });
});

describe("an answer that is too long", () => {
  const most = 40 * 2 ** 20;
  const long = (length: number, body: BodyInit | null, url = "") => {
    const headers = { "content-length": String(length) };
    const response = new Response(body, { headers });
    if (url) Object.defineProperty(response, "url", { value: url });
    return hub({ "config.json": json(llama) }, ({ pathname }) =>
      pathname.includes("/resolve/") ? response : undefined,
    );
  };
  const reason = "sends the whole file where its header was asked for";

  test("is refused", async () => {
    expect(await ask("org/name", long(most + 1, ""))).toEqual(
      refused("huggingface.co", reason, elsewhere),
    );
  });

  test("is refused where it has no body", async () => {
    expect(await ask("org/name", long(most + 1, null))).toEqual(
      refused("huggingface.co", reason, elsewhere),
    );
  });

  test("names the host that sent it", async () => {
    expect(await ask("org/name", long(most + 1, "", "https://cdn.example/x"))).toEqual(
      refused("cdn.example", reason, elsewhere),
    );
  });

  test("is not read on", async () => {
    const cancelled = vi.fn();
    await ask("org/name", long(most + 1, new ReadableStream({ cancel: cancelled })));
    expect(cancelled).toHaveBeenCalledOnce();
  });

  test("is taken at the longest", async () => {
    const files = { "config.json": json(llama) };
    const served = hub(files, ({ pathname }) =>
      pathname.startsWith("/api/")
        ? Response.json(listed(files), { headers: { "content-length": String(most) } })
        : undefined,
    );
    expect((await ask("org/name", served)).kind).toBe("found");
  });
});

describe("what is asked", () => {
  test("no request sends a login", async () => {
    const served = hub({ "config.json": json(llama) });
    await ask("org/name", served);
    expect(served.sent.length).toBeGreaterThan(1);
    for (const init of served.sent) {
      expect(init?.credentials).toBe("omit");
      expect(new Headers(init?.headers).has("authorization")).toBe(false);
    }
  });

  test.each([
    ["org/name", "main"],
    ["org/name@v1", "v1"],
    ["https://huggingface.co/org/name/tree/refs/pr/1", "refs%2Fpr%2F1"],
  ])("the revision of %s, in every request", async (link, revision) => {
    const served = hub({ "config.json": json(llama) });
    expect((await ask(link, served)).kind).toBe("found");
    expect(served.asked[0]!.pathname).toBe(`/api/models/org/name/tree/${revision}`);
    expect(served.asked[0]!.searchParams.get("recursive")).toBe("true");
    expect(served.asked.length).toBeGreaterThan(1);
    for (const { pathname } of served.asked.slice(1))
      expect(pathname).toBe(`/org/name/resolve/${revision}/config.json`);
  });

  test("a revision is told only where one was named", async () => {
    const served = hub({ "config.json": json(llama) });
    const plain = await ask("org/name", served);
    expect(plain.kind === "found" && "revision" in plain.subject).toBe(false);
    expect(await ask("org/name@v1", served)).toMatchObject({
      kind: "found",
      subject: { repository: "org/name", revision: "v1", file: "config.json" },
    });
  });

  const paged = (pages: readonly (readonly { type: string; path: string }[])[]) =>
    hub({ "config.json": json(llama) }, ({ pathname, searchParams }) => {
      if (!pathname.startsWith("/api/")) return undefined;
      const page = Number(searchParams.get("page") ?? 0);
      const next = `<https://huggingface.co${pathname}?page=${page + 1}>; rel="next"`;
      return Response.json(
        pages[page]!.map((entry) => ({ ...entry, size: 1 })),
        { headers: page + 1 < pages.length ? [["link", next]] : [] },
      );
    });
  const many = (count: number, type = "file") =>
    Array.from({ length: count }, (_, at) => ({ type, path: `f${at}` }));
  const config = { type: "file", path: "config.json" };
  const lists = ({ asked }: ReturnType<typeof hub>) =>
    asked.filter(({ pathname }) => pathname.startsWith("/api/")).length;

  test("a second page of files", async () => {
    const served = paged([many(1999), [config]]);
    expect((await ask("org/name", served)).kind).toBe("found");
    expect(lists(served)).toBe(2);
  });

  test("no page after two thousand files", async () => {
    const served = paged([many(2000), [config]]);
    expect((await ask("org/name", served)).kind).toBe("refused");
    expect(lists(served)).toBe(1);
  });

  test("folders do not count as files", async () => {
    const served = paged([many(2000, "directory"), [config]]);
    expect((await ask("org/name", served)).kind).toBe("found");
  });

  test("a folder with a file’s name is not read", async () => {
    const served = paged([[{ type: "directory", path: "config.json" }]]);
    expect((await ask("org/name", served)).kind).toBe("refused");
    expect(served.read()).toEqual([]);
  });

  test("a file kept in chunks is still read from the hub itself", async () => {
    const files = { "config.json": json(llama) };
    let first = true;
    const served = hub(files, ({ pathname }) => {
      if (!pathname.includes("/resolve/") || !first) return undefined;
      first = false;
      return new Response("{}", {
        headers: {
          "content-type": "application/vnd.xet-fileinfo+json",
          "x-linked-size": String(files["config.json"].size),
          "x-xet-hash": "abc",
          etag: '"1"',
          link: '<https://cas.example/auth>; rel="xet-auth", <https://cas.example/info>; rel="xet-reconstruction-info"',
        },
      });
    });
    expect((await ask("org/name", served)).kind).toBe("found");
    expect(new Set(served.asked.map(({ hostname }) => hostname))).toEqual(
      new Set(["huggingface.co"]),
    );
  });
});
