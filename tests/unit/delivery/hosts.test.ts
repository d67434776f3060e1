import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everywhere } from "../../../src/delivery/headers.ts";
import { caddyfile, headersFile } from "../../../src/delivery/hosts.ts";
import { sitePolicy, unframed } from "../../../src/delivery/policy.ts";
import { precompress } from "../../../src/delivery/precompress.ts";

/** What a host that reads `_headers` sends for a path: every rule that fits, values of one name joined. */
function sent(file: string, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let fits = false;
  for (const line of file.trimEnd().split("\n")) {
    if (line.startsWith("/")) {
      fits = line.endsWith("*") ? path.startsWith(line.slice(0, -1)) : path === line;
    } else if (fits) {
      const [, name, value] = /^ {2}([\w-]+): (.*)$/.exec(line)!;
      headers[name!] = headers[name!] ? `${headers[name!]}, ${value}` : value!;
    }
  }
  return headers;
}

describe("the `_headers` file", () => {
  const file = headersFile(["_astro", "articles", "embed"], "/");

  it("sends the policy with every page, and lets none stand in a frame but embeds", () => {
    for (const path of ["/", "/articles/will-it-fit/", "/_astro/llama.worker.js"])
      expect(sent(file, path)).toMatchObject({
        ...everywhere,
        "Content-Security-Policy": `${sitePolicy}, ${unframed}`,
      });
    expect(sent(file, "/embed/cell/")).toEqual(everywhere);
  });

  it("lets only files whose names change with what they hold be kept for good", () => {
    expect(sent(file, "/_astro/a.js")["Cache-Control"]).toContain("immutable");
    expect(sent(file, "/articles/will-it-fit/")["Cache-Control"]).toBeUndefined();
  });

  it("says the same below a sub-path", () => {
    const below = headersFile(["articles"], "/memory/");
    expect(below.match(/^\/.*/gm)).toEqual([
      "/memory/*",
      "/memory/",
      "/memory/articles/*",
      "/memory/_astro/*",
    ]);
  });
});

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

function installed(program: string): boolean {
  try {
    execFileSync(program, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("the compressed files", () => {
  const folder = mkdtempSync(join(tmpdir(), "compressed-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("hold the same, and stand only beside files that shrink", async () => {
    const page = "<p>bytes per token</p>".repeat(50);
    writeFileSync(join(folder, "index.html"), page);
    writeFileSync(join(folder, "tiny.txt"), "8");
    writeFileSync(join(folder, "card.png"), page);
    await precompress(folder);
    expect(brotliDecompressSync(readFileSync(join(folder, "index.html.br"))).toString()).toBe(page);
    for (const none of ["tiny.txt.br", "tiny.txt.gz", "card.png.br"])
      expect(() => readFileSync(join(folder, none)), none).toThrow();
  });
});

/** Caddy itself where it is installed; the container has it in any case. */
describe.skipIf(!installed("caddy"))("the container's server", () => {
  const folder = mkdtempSync(join(tmpdir(), "served-"));
  const root = join(folder, "srv");
  let home = "";
  let server: ChildProcess;

  beforeAll(async () => {
    const pages = ["index.html", "404.html", "embed/cell/index.html", "_astro/a.js"];
    for (const page of pages) {
      mkdirSync(dirname(join(root, page)), { recursive: true });
      writeFileSync(join(root, page), `${page} `.repeat(100));
    }
    await precompress(root);
    const port = await freePort();
    home = `http://127.0.0.1:${port}`;
    const config = join(folder, "Caddyfile");
    writeFileSync(config, caddyfile(root, port));
    server = spawn("caddy", ["run", "--config", config, "--adapter", "caddyfile"], {
      env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    await new Promise<void>((ready, fail) => {
      server.stderr!.on("data", (said) => {
        if (String(said).includes("serving initial configuration")) ready();
      });
      server.once("exit", () => fail(new Error("caddy refused its configuration")));
    });
  });

  afterAll(async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });

  it("sends the same headers", async () => {
    for (const [path, status] of [
      ["/", 200],
      ["/_astro/a.js", 200],
      ["/nowhere/", 404],
    ] as const) {
      const response = await fetch(`${home}${path}`);
      expect(response.status, path).toBe(status);
      for (const [name, value] of Object.entries(everywhere))
        expect(response.headers.get(name), path).toContain(value);
      expect(response.headers.get("content-security-policy"), path).toContain(unframed);
    }
    const embed = await fetch(`${home}/embed/cell/`);
    expect(embed.headers.get("content-security-policy")).toBe(sitePolicy);
  });

  it("sends what was compressed ahead, and says how long it may be kept", async () => {
    const script = await fetch(`${home}/_astro/a.js`, { headers: { "accept-encoding": "br" } });
    expect(script.headers.get("content-encoding")).toBe("br");
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(await script.text()).toBe("_astro/a.js ".repeat(100));
    const page = await fetch(`${home}/`);
    expect(page.headers.get("cache-control")).toBe("no-cache");
  });

  it("shows the site's own page for what is not there", async () => {
    expect(await (await fetch(`${home}/nowhere/`)).text()).toContain("404.html");
  });

  it("has nothing kept that is not there", async () => {
    for (const path of ["/nowhere/", "/_astro/gone.js"]) {
      const response = await fetch(`${home}${path}`);
      expect(response.status).toBe(404);
      expect(response.headers.get("cache-control"), path).toBe("no-cache");
    }
  });
});
