import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A page of others to measure ours beside, and its address while it is served. */
export interface Reference {
  readonly name: string;
  readonly address: string;
  readonly stop: () => void;
}

const own = (name: string) => readFileSync(new URL(name, import.meta.url));

async function serve(name: string, page: Buffer, script?: Buffer): Promise<Reference> {
  const server = createServer(({ url }, response) => {
    if (url === "/") response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    else if (url === "/template.js" && script)
      response.setHeader("content-type", "text/javascript; charset=utf-8").end(script);
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { name, address: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

/** Distill's template as npm has it; nothing where npm cannot be asked. */
function distillTemplate(): Buffer | undefined {
  const place = mkdtempSync(join(tmpdir(), "distill-"));
  try {
    const options = { cwd: place, encoding: "utf8" as const };
    const packed = execFileSync("npm", ["pack", "distill-template@1.1.0", "--silent"], options);
    execFileSync("tar", ["-xzf", packed.trim(), "package/dist/template.js"], options);
    return readFileSync(join(place, "package/dist/template.js"));
  } catch {
    return undefined;
  }
}

/**
 * The floor, a page with one field and a table that follows it, no library and no style; and the same in
 * Distill's template, where it can be had.
 */
export async function serveReferences(): Promise<[Reference, ...Reference[]]> {
  const floor = await serve("the floor: a bare page with one field and a table", own("floor.html"));
  const template = distillTemplate();
  if (!template) return [floor];
  const name = "Distill's template 1.1.0 with a slider and a table of nine numbers";
  return [floor, await serve(name, own("distill.html"), template)];
}
