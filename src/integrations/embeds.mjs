import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseHTML } from "linkedom";
import { embeddable, embedPath } from "../components/embed/embeddable.ts";

/** What a part must hold for a script of its page to come along, by the component the script is of. */
const servedBy = {
  Permalink: null,
  CopyText: "copy-text",
  Gloss: ".gloss",
  Tex: "[data-term]",
  CheckYourself: "check-yourself",
};
const lively = "[data-live], ask-llama-cpp";

const inHead =
  "meta[charset], meta[name=viewport], meta[name=color-scheme], meta[http-equiv], link[rel=icon], link[rel=preload], link[rel=stylesheet], link[rel=canonical]";

const clean = (text) => text.replace(/\s+/g, " ").trim();
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const markup = (elements) => [...elements].map((one) => one.outerHTML).join("\n");

/** A link as it reads elsewhere on the site; `address` is that of its page. */
function moved(href, address) {
  const { origin, pathname, search, hash } = new URL(href, `http://page${address}`);
  return origin === "http://page" ? `${pathname}${search}${hash}` : href;
}

/** Takes the frame of embeds out of the page that explains them; what that page loads belongs to it. */
function takeFrame(document) {
  const template = document.querySelector("#embed-frame");
  const script = template.nextElementSibling;
  const frame = {
    html: template.innerHTML + script.outerHTML,
    styles: [...document.querySelectorAll("link[rel=stylesheet]")],
  };
  script.remove();
  template.remove();
  return frame;
}

/** The scripts of a page that serve a part of it. */
const scriptsFor = (part, scripts) =>
  scripts.filter(({ src }) => {
    const component = /([^/]+)\.astro_astro_type_script/.exec(src)?.[1];
    const served = component in servedBy ? servedBy[component] : lively;
    return served !== null && part.querySelector(served) !== null;
  });

/** Puts the fields that a part follows, and that stand elsewhere on its page, below its title. */
function bringFields(part, original, document) {
  for (const name of (part.dataset.follows ?? "").split(" ").filter(Boolean)) {
    const place = document.querySelector(`[data-live="${name}"]`);
    if (!place) throw new Error(`${part.id} follows ${name}, which its page does not have`);
    if (original.contains(place)) continue;
    part.querySelector("header").after(place.cloneNode(true));
  }
}

/** Makes the part's own heading the first of its page, and the others follow without a gap; all look as they did. */
function raiseHeadings(part) {
  const level = (heading) => Number(heading.tagName[1]);
  const headings = [...part.querySelectorAll("h2, h3, h4")];
  const raise = level(headings[0]) - 1;
  for (const one of headings) one.setAttribute("aria-level", level(one) - raise);
}

/** A part within its ancestors, whose classes its styles may ask for. */
function inPlace(part, original) {
  let html = part.outerHTML;
  for (let outer = original.parentElement; outer.tagName !== "MAIN"; outer = outer.parentElement) {
    if (outer.className) html = `<div class="${outer.className}">${html}</div>`;
  }
  return html;
}

/** A part of a page as a page of its own. `address` is that of the page it is from. */
function embed(original, document, address, frame) {
  const part = original.cloneNode(true);
  const title = clean(part.querySelector("h2, h3").textContent);
  const from = clean(document.querySelector("h1").textContent);
  for (const one of part.querySelectorAll(".permalink, script")) one.remove();
  bringFields(part, original, document);
  raiseHeadings(part);
  for (const link of part.querySelectorAll("a[href]")) {
    const inside = /^#(.+)/.exec(link.getAttribute("href"))?.[1];
    if (inside && part.querySelector(`[id="${inside}"]`)) link.setAttribute("target", "_self");
    else link.setAttribute("href", moved(link.getAttribute("href"), address));
  }
  const isLive = part.querySelector(lively) !== null;
  const live = isLive
    ? markup(document.querySelectorAll('script[data-known], [data-live="status"]'))
    : "";
  const scripts = scriptsFor(part, [...document.querySelectorAll("script[type=module][src]")]);
  const head = markup(document.querySelectorAll(inHead));
  const added = frame.styles.filter((one) => !head.includes(one.getAttribute("href")));
  const { document: end } = parseHTML(`<html><body>${frame.html}</body></html>`);
  end.querySelector("a").setAttribute("href", `${address}#${encodeURIComponent(original.id)}`);
  end.querySelector(".from").textContent = `“${from}”`;
  if (!isLive) end.querySelector("noscript").remove();
  return `<!doctype html>
<html lang="en" class="embedded">
<head>
${head}
${markup(added)}
<meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(from)} · Bytes per Token</title>
<base target="_blank">
</head>
<body>
<main aria-label="${escaped(title)}">${inPlace(part, original)}${live}</main>
${end.body.innerHTML}
${markup(scripts)}
</body>
</html>
`;
}

/** Writes every part of a page that can stand alone as a page of its own, to be framed by others. */
export default function embeds() {
  let base = "/";
  return {
    name: "embeds",
    hooks: {
      "astro:config:done": ({ config }) => {
        base = config.base.replace(/\/?$/, "/");
      },
      "astro:build:done": async ({ dir, pages }) => {
        const root = fileURLToPath(dir);
        const read = async (path) =>
          parseHTML(await readFile(join(root, path, "index.html"), "utf8")).document;
        const explained = await read("embed/");
        const frame = takeFrame(explained);
        await writeFile(join(root, "embed", "index.html"), explained.toString());
        for (const { pathname: path } of pages) {
          if (path.startsWith("404")) continue;
          const document = await read(path);
          for (const part of document.querySelectorAll(embeddable)) {
            const folder = join(root, decodeURIComponent(embedPath(path, part.id)));
            await mkdir(folder, { recursive: true });
            const html = embed(part, document, `${base}${path}`, frame);
            await writeFile(join(folder, "index.html"), html);
          }
        }
      },
    },
  };
}
