/** Directives of a Content-Security-Policy with their sources. */
type Policy = Readonly<Record<string, readonly string[]>>;

const own = "'self'";
const none = "'none'";

/** Compiling WebAssembly, which is not `eval` of text. */
const wasm = "'wasm-unsafe-eval'";

/**
 * What every page needs: its own files. The exception is style attributes, for KaTeX sets formulas with
 * thousands of them; without a selector, and with images of this site only, such a style can send nothing.
 */
const everyPage: Policy = {
  "default-src": [none],
  "script-src": [own],
  "style-src": [own],
  "style-src-attr": ["'unsafe-inline'"],
  "img-src": [own, "data:", "blob:"],
  "font-src": [own],
  "connect-src": [own],
  "worker-src": [own],
  "frame-src": [own],
  "form-action": [own],
  "base-uri": [none],
};

/** Where models are read from when a reader asks for one of the Hugging Face Hub, and where it redirects to. */
const hub = ["https://huggingface.co", "https://*.hf.co"];

/** What some pages need beyond, by their paths below the home page. */
const needs: readonly { at: RegExp; more: Policy }[] = [
  { at: /^(?:witness|search)\//, more: { "script-src": [wasm] } },
  { at: /^(?:articles\/the-table-that-doubled|models\/[^/]+)\//, more: { "script-src": [wasm] } },
  { at: /^workbench\//, more: { "script-src": [wasm], "connect-src": hub } },
];

const together = (policies: readonly Policy[]): Policy => {
  const all: Record<string, readonly string[]> = {};
  for (const policy of policies)
    for (const [directive, sources] of Object.entries(policy))
      all[directive] = [...new Set([...(all[directive] ?? []), ...sources])];
  return all;
};

const print = (policy: Policy): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");

/** The least that the page at a path below the home page needs. A page says it of itself, in a `meta`. */
export const pagePolicy = (path: string): string =>
  print(together([everyPage, ...needs.filter(({ at }) => at.test(path)).map(({ more }) => more)]));

/**
 * What any page may do, for the header of every response: a worker has no page to say it, and who may
 * frame a page can be said in a header only. A browser that knows both keeps to both.
 */
export const sitePolicy: string = print(together([everyPage, ...needs.map(({ more }) => more)]));

/** Keeps a page out of the frames of others. */
export const unframed = `frame-ancestors ${none}`;
