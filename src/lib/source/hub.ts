import type { HubAddress } from "./address.ts";
import { type Found, together, type Wanting } from "./gather.ts";
import { type Piece, pieceOfFile } from "./piece.ts";
import { NotReadable, orProblem, type Problem, problem } from "./problem.ts";

/** A file of a repository, with its size in bytes. */
interface HubFile {
  readonly path: string;
  readonly size: number;
}

/** A repository without a config whose GGUF files are to be chosen from. */
export interface Choosing {
  readonly kind: "choosing";
  readonly address: HubAddress;
  readonly files: readonly HubFile[];
}

/** Files that are listed before a repository is held to be no model's. */
const mostFiles = 2000;
/** Longest answer to a question that was not for a part of a file, in bytes. */
const mostBytes = 40 * 2 ** 20;

const main = "config.json";
const configs = [main, "params.json"];
const index = "model.safetensors.index.json";
const single = "model.safetensors";

/** What the hub answered last, beside what its library throws. */
interface Answered {
  status?: number;
  code?: string | null;
}

const retry = "Try again in a moment; or download config.json and drop it here.";
const elsewhere = "Download config.json in another tab and drop it here.";

function told(answered: Answered, address: HubAddress, error: unknown, online: boolean): Problem {
  const { status, code } = answered;
  const name = address.repository;
  if (error instanceof NotReadable) return error.problem;
  if (status === undefined)
    return online
      ? problem(
          "huggingface.co",
          "could not be reached from this page: it is down, or a network, a browser extension or the browser’s rules on other origins (CORS) block it",
          elsewhere,
        )
      : problem("network", "is not there: this browser is offline", "Connect, and press again.");
  if (status === 429)
    return problem("huggingface.co", "has had too many requests from this network (429)", retry);
  if (code === "GatedRepo" || status === 403)
    return problem(
      name,
      "is gated: its files are given only to those who accepted its terms (this page sends no login)",
      "Accept them on the hub, download config.json there and drop it here.",
    );
  if (code === "RevisionNotFound")
    return problem(`${name}@${address.revision}`, "has no such revision", "Check the revision.");
  if (code === "EntryNotFound")
    return problem(name, `has no file ${address.file ?? main}`, "Check the file’s name.");
  if (status === 401 || status === 404)
    return problem(
      name,
      "is no public model on the hub; it may be misspelt, private or removed",
      "Check the name; of a private model, drop config.json here.",
    );
  if (status >= 500) return problem("huggingface.co", `has a fault of its own (${status})`, retry);
  return problem(name, `could not be read: ${String(error).slice(0, 120)}`, elsewhere);
}

/** `fetch` that remembers the answer and takes no more than a header needs. */
const watched = (fetch: typeof globalThis.fetch, answered: Answered): typeof globalThis.fetch =>
  async function asked(url, init) {
    answered.status = undefined;
    const response = await fetch(url, { ...init, credentials: "omit" });
    answered.status = response.status;
    answered.code = response.headers.get("x-error-code");
    if (Number(response.headers.get("content-length") ?? 0) > mostBytes) {
      await response.body?.cancel();
      throw new NotReadable(
        new URL(response.url || String(url)).hostname,
        "sends the whole file where its header was asked for",
        elsewhere,
      );
    }
    return response;
  };

const isWeights = (path: string) => /\.gguf$/i.test(path) && !/(^|\/)mmproj/i.test(path);
const isLater = (path: string) => /-(?!00001)\d{5}-of-\d{5}\.gguf$/i.test(path);

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The GGUF files an address may mean: the one it names, those of its quantisation, or all. */
function meant({ file, quantisation }: HubAddress, files: readonly HubFile[]): readonly HubFile[] {
  const ggufs = files.filter(({ path }) => isWeights(path) && !isLater(path));
  if (file !== undefined) return ggufs.filter(({ path }) => path === file);
  if (quantisation === undefined) return ggufs;
  const exact = new RegExp(`(^|[-_./])${quantisation.replace(/[^\w]/g, "\\$&")}([-_./]|$)`, "i");
  const some = ggufs.filter(({ path }) => exact.test(path));
  return some.length > 0
    ? some
    : ggufs.filter(({ path }) => letters(path).includes(letters(quantisation)));
}

/** The parts of a GGUF that is cut into several, the first among them. */
function partsOf(first: HubFile, files: readonly HubFile[]): readonly HubFile[] {
  const stem = /^(.*)-00001-of-(\d{5})\.gguf$/i.exec(first.path);
  if (!stem) return [first];
  return files.filter(
    ({ path }) => path.startsWith(`${stem[1]}-`) && path.endsWith(`${stem[2]}.gguf`),
  );
}

const wantsConfig = ({ file, quantisation }: HubAddress): boolean =>
  quantisation === undefined && (file === undefined || !isWeights(file));

/** What to read of a repository: a config and the headers of its weights, or a GGUF. */
function toRead(address: HubAddress, files: readonly HubFile[]): readonly HubFile[] | Choosing {
  const at = (path: string) => files.filter((file) => file.path === path);
  const asked = address.file?.endsWith(".json") ? at(address.file) : [];
  const config = asked[0] ?? configs.flatMap(at)[0];
  if (config && wantsConfig(address)) {
    const weights = at(index)[0] ?? at(single)[0];
    return [config, ...(weights && weights.path !== config.path ? [weights] : [])];
  }
  const ggufs = meant(address, files);
  if (ggufs.length === 1) return partsOf(ggufs[0]!, files);
  if (ggufs.length > 1) return { kind: "choosing", address, files: ggufs };
  const all = meant({ repository: address.repository }, files);
  if (all.length > 0 && !wantsConfig(address)) return { kind: "choosing", address, files: all };
  throw new NotReadable(
    address.repository,
    address.file && !at(address.file)[0]
      ? `has no file ${address.file}`
      : `has no config.json, params.json or GGUF${files.some(({ path }) => path === "adapter_config.json") ? "; it is an adapter of another model" : ""}`,
    "Check that it is a language model and not an adapter, a data set or a pipeline.",
  );
}

const isPiece = (piece: Piece | Problem): piece is Piece => piece.kind !== "refused";

/** What reading from the hub needs of the page. */
export interface Way {
  readonly fetch: typeof globalThis.fetch;
  readonly online: () => boolean;
}

/**
 * Reads a model from the Hugging Face hub: the list of its files, its config and the headers of its
 * weights, or of its only GGUF. Sends no login. What stops it is told apart: gated, missing, offline,
 * blocked, too many requests, no model.
 */
export async function fromHub(
  address: HubAddress,
  way: Way,
): Promise<Found | Wanting | Choosing | Problem> {
  const { downloadFile, listFiles } = await import("@huggingface/hub");
  const answered: Answered = {};
  const fetch = watched(way.fetch, answered);
  const repo = { type: "model", name: address.repository } as const;
  const { revision } = address;
  const at = { repo, fetch, ...(revision !== undefined && { revision }) };
  const list = async () => {
    const files: HubFile[] = [];
    const encoded = revision && { revision: encodeURIComponent(revision) };
    for await (const { type, path, size } of listFiles({ ...at, ...encoded, recursive: true })) {
      if (type === "file") files.push({ path, size });
      if (files.length >= mostFiles) break;
    }
    return files;
  };
  const read = async ({ path }: HubFile): Promise<Piece | Problem> => {
    const file = await downloadFile({ ...at, path, xet: false });
    if (!file) throw new NotReadable(address.repository, `has no file ${path}`, elsewhere);
    return pieceOfFile(file, path);
  };
  try {
    const chosen = await orProblem(async () => toRead(address, await list()));
    if ("kind" in chosen) return chosen;
    const pieces: Piece[] = [];
    for (const file of chosen) {
      const piece = await read(file);
      if (isPiece(piece)) pieces.push(piece);
      else if (pieces.length === 0) return piece;
    }
    const file = pieces[0]!.name;
    return together(pieces, {
      repository: address.repository,
      ...(revision !== undefined && { revision }),
      file,
    });
  } catch (error) {
    return told(answered, address, error, way.online());
  }
}
