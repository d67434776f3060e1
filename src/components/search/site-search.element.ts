/** What Pagefind's own module offers, as far as it is used: https://pagefind.app/docs/api/. */
interface Pagefind {
  debouncedSearch(query: string): Promise<{ results: { data(): Promise<Found> }[] } | null>;
}

interface Found {
  readonly url: string;
  readonly meta: { readonly title: string };
  readonly excerpt: string;
  readonly sub_results: readonly { title: string; url: string; excerpt: string }[];
}

const most = 12;
const mostParts = 3;

const kinds: Readonly<Record<string, string>> = {
  articles: "Article",
  models: "Model",
  ledger: "Ledger",
  glossary: "Glossary",
  explain: "Explain",
  witness: "Witness",
};

const kindOf = (url: string, home: string): string =>
  kinds[new URL(url, location.href).pathname.slice(home.length).split("/")[0] ?? ""] ?? "";

/** An excerpt's text with what was found marked, and nothing else of its HTML. */
function marked(excerpt: string): Node[] {
  const { body } = new DOMParser().parseFromString(excerpt, "text/html");
  return [...body.childNodes].map((node) => {
    if (node.nodeName !== "MARK") return document.createTextNode(node.textContent ?? "");
    const mark = document.createElement("mark");
    mark.textContent = node.textContent;
    return mark;
  });
}

function link(url: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = text;
  return anchor;
}

function entry({ url, meta, excerpt, sub_results }: Found, home: string): HTMLLIElement {
  const item = document.createElement("li");
  const heading = document.createElement("p");
  const kind = document.createElement("span");
  kind.className = "quiet";
  const name = kindOf(url, home);
  kind.textContent = name === meta.title ? "" : name;
  heading.append(link(url, meta.title), " ", kind);
  const parts = sub_results.filter((part) => part.url !== url).slice(0, mostParts);
  const about = parts.length > 0 ? parts : [{ title: "", url, excerpt }];
  item.append(
    heading,
    ...about.map((part) => {
      const line = document.createElement("p");
      line.className = "found";
      if (part.title) line.append(link(part.url, part.title), ": ");
      line.append(...marked(part.excerpt));
      return line;
    }),
  );
  return item;
}

/** `<site-search>`: looks up what is typed, keeps it in the address, and walks the results by arrow keys. */
class SiteSearch extends HTMLElement {
  #pagefind: Promise<Pagefind> | undefined;
  #home = this.dataset.home ?? "/";
  #field = this.querySelector("input")!;
  #said = this.querySelector("[role=status]")!;
  #list = this.querySelector("ol")!;

  connectedCallback() {
    this.#field.value = new URL(location.href).searchParams.get("q") ?? "";
    this.#field.addEventListener("input", () => this.#look());
    this.querySelector("form")!.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#look();
    });
    this.addEventListener("keydown", (event) => this.#walk(event));
    this.#look();
  }

  async #look() {
    const query = this.#field.value.trim();
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    if (!query) {
      this.#list.replaceChildren();
      this.#said.textContent = "";
      return;
    }
    try {
      this.#pagefind ??= import(/* @vite-ignore */ `${this.#home}pagefind/pagefind.js`);
      const found = await (await this.#pagefind).debouncedSearch(query);
      if (!found) return;
      const shown = await Promise.all(found.results.slice(0, most).map((one) => one.data()));
      if (query !== this.#field.value.trim()) return;
      this.#list.replaceChildren(...shown.map((one) => entry(one, this.#home)));
      this.#said.textContent = this.#sentence(found.results.length, query);
    } catch {
      this.#pagefind = undefined;
      this.#said.textContent =
        "The index could not be loaded. Try again, or see the lists of articles and models.";
    }
  }

  #sentence(count: number, query: string): string {
    if (count === 0) return `Nothing has “${query}”.`;
    const pages = count === 1 ? "One page" : `${count} pages`;
    return count > most ? `${pages}; the best ${most}:` : `${pages}:`;
  }

  #walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const stops: HTMLElement[] = [this.#field, ...this.#list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const next = stops[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

customElements.define("site-search", SiteSearch);
