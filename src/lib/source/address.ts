import { type Problem, problem } from "./problem.ts";

/** A model on the Hugging Face hub, as a link or an id names it. */
export interface HubAddress {
  /** `org/name`; the oldest models have a name alone. */
  readonly repository: string;
  /** A branch, a tag or a commit; left out for the main branch. */
  readonly revision?: string;
  /** A file in it: `config.json`, `Q4_K_M/model.gguf`. */
  readonly file?: string;
  /** A GGUF's quantisation, as `org/name:Q4_K_M` asks for it. */
  readonly quantisation?: string;
}

export type AddressReading = ({ readonly kind: "address" } & HubAddress) | Problem;

/** First parts of the hub's own addresses that are no owner of models. */
const notOwners = new Set(
  "datasets spaces collections papers docs blog models posts settings organizations tasks learn chat join login pricing enterprise search new".split(
    " ",
  ),
);

const hosts = /^(www\.)?(huggingface\.co|hf\.co)$/i;
const named = /^[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?$/;
const revisioned = /^[\w][\w./-]{0,199}$/;
const longest = 2000;

const paste = "Paste an id such as org/name, or the address of the model’s page on huggingface.co.";

const refuse = (part: string, reason: string, advice = paste): Problem =>
  problem(part.slice(0, 80) || "link", reason, advice);

function checked(address: HubAddress): AddressReading {
  const { repository, revision, file, quantisation } = address;
  const parts = repository.split("/");
  if (parts.length > 2 || !parts.every((part) => named.test(part) && !/\.\.|--/.test(part)))
    return refuse(repository, "is not the name of a model on the hub");
  if (/\.(json|gguf|safetensors|bin)$/i.test(repository))
    return refuse(repository, "is the name of a file, not of a model");
  if (quantisation !== undefined && !/^[\w.-]{1,60}$/.test(quantisation))
    return refuse(quantisation, "is not the name of a quantisation");
  if (revision !== undefined && (!revisioned.test(revision) || revision.includes("..")))
    return refuse(revision, "is not a revision: a branch, a tag or a commit");
  if (file !== undefined && (file.length > 400 || /(^|\/)\.{1,2}(\/|$)|[\\?#]/.test(file)))
    return refuse(file, "is not the path of a file");
  return { kind: "address", ...address };
}

/** What follows a model's name: `tree/REV`, `blob/REV/FILE`, with `refs/pr/1` a revision of three parts. */
function within(repository: string, rest: readonly string[]): AddressReading {
  const [view, ...path] = rest;
  if (view === undefined || !/^(tree|blob|resolve|raw|edit|blame|commit)$/.test(view))
    return checked({ repository });
  const parts = path[0] === "refs" ? 3 : 1;
  const revision = path.slice(0, parts).join("/");
  const file = path.slice(parts).join("/");
  return checked({
    repository,
    ...(revision && revision !== "main" && { revision }),
    ...(file && /^(blob|resolve|raw|edit|blame)$/.test(view) && { file }),
  });
}

/** The parts of an id: `org/name`, `org/name@rev`, `org/name:Q4_K_M`, `org/name:file.gguf`. */
function fromId(id: string): AddressReading {
  const parts = /^([^@:]+)(?:@([^:]+))?(?::(.+))?$/.exec(id);
  if (!parts) return refuse(id, "is not an id");
  const [, repository, revision, after] = parts;
  return checked({
    repository: repository!,
    ...(revision && revision !== "main" && { revision }),
    ...(after && (/\.(gguf|json)$/i.test(after) ? { file: after } : { quantisation: after })),
  });
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function fromUrl(url: URL): AddressReading {
  if (!hosts.test(url.hostname))
    return refuse(
      url.hostname,
      "is not the Hugging Face hub",
      "Links to the hub are read; from elsewhere, download config.json and drop it here.",
    );
  const parts = url.pathname.split("/").filter(Boolean).map(decoded);
  if (parts.some((part) => part === undefined)) return refuse(url.pathname, "is not an address");
  const path = parts.join("/").split("/");
  if (path[0] === "api" && path[1] === "models") path.splice(0, 2);
  const [owner, name, ...rest] = path;
  if (!owner) return refuse(url.hostname, "is the hub itself, not a model");
  if (notOwners.has(owner))
    return refuse(`/${owner}`, "is a page of the hub that is not a model’s");
  if (name === undefined || /^(tree|blob|resolve|raw)$/.test(name))
    return name === undefined ? fromId(owner) : within(owner, [name, ...rest]);
  if (/[@:]/.test(name)) return fromId(`${owner}/${name}`);
  const address = within(`${owner}/${name}`, rest);
  const shown = url.searchParams.get("show_file_info");
  return address.kind === "address" && !address.file && shown
    ? checked({ ...address, file: shown })
    : address;
}

/** The word that names a model in a command line, as in `ollama run hf.co/org/name:Q4_K_M`. */
function wordIn(text: string): string | undefined {
  const words = text.split(/\s+/);
  if (words.length === 1) return text;
  const links = words.filter((word) => /(^|\/|\.)(huggingface|hf)\.co\//i.test(word));
  return links.length === 1 ? links[0] : undefined;
}

/**
 * Reads a link or an id of a model on the Hugging Face hub in the forms in which people paste them. Never
 * throws; what is no such thing is refused, saying why.
 */
export function readAddress(pasted: string): AddressReading {
  const text = pasted.trim().replace(/^[<"'`(]+|[>"'`),.;]+$/g, "");
  if (text === "") return refuse("link", "is empty");
  if (text.length > longest) return refuse("link", `is longer than ${longest} characters`);
  const word = wordIn(text)?.replace(/\.git$/, "");
  if (word === undefined) return refuse(text, "is several words, not one link or id");
  const bare = word.replace(/^hf:\/\//i, "https://huggingface.co/");
  const link = /^(www\.)?(huggingface|hf)\.co(\/|$)/i.test(bare) ? `https://${bare}` : bare;
  if (!/^https?:\/\//i.test(link))
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(link) || /^[\w-]+(\.[\w-]+)+\/[^/]+\//.test(link)
      ? refuse(link, "is not a link to the Hugging Face hub")
      : fromId(link.replace(/[?#].*$/, "").replace(/\/$/, ""));
  return URL.canParse(link) ? fromUrl(new URL(link)) : refuse(link, "is not an address");
}

/** An address as an id that `readAddress` reads: `org/name@revision:file`. */
export function printAddress({ repository, revision, file, quantisation }: HubAddress): string {
  const after = quantisation ?? file;
  return `${repository}${revision ? `@${revision}` : ""}${after ? `:${after}` : ""}`;
}
