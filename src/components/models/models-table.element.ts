import { partOfLink, placeNamed } from "../share/address.ts";

/** What is shown of the models and in which order; part of links: `?q=gemma&kind=window&sort=-at-1024`. */
interface View {
  q: string;
  kind: string;
  sort: string;
}

const initial: View = { q: "", kind: "any", sort: "name" };
const longest = 100;

/** Milliseconds without a change before the address follows: writing it takes longer than filtering. */
const pause = 200;

interface Row {
  readonly element: HTMLTableRowElement;
  readonly text: string;
  readonly kinds: readonly string[];
  readonly keys: readonly string[];
}

/** A cell's key as a number where it is one; nothing where the cell has none. */
const numeric = (key: string): number => (key === "" ? Number.NaN : Number(key));

/** Rows by one column; those without a figure stay last in both directions. */
function compare(column: number, down: boolean) {
  const turn = down ? -1 : 1;
  return (a: Row, b: Row): number => {
    const [x, y] = [a.keys[column]!, b.keys[column]!];
    if (x === y) return 0;
    if (x === "" || y === "") return x === "" ? 1 : -1;
    const difference = numeric(x) - numeric(y);
    return turn * (Number.isNaN(difference) ? (x < y ? -1 : 1) : difference);
  };
}

/** `<models-table>` over a table of the server: sorts, filters, points at lines of the chart. */
class ModelsTable extends HTMLElement {
  #view: View = { ...initial };
  #rows: Row[] = [];
  #heads: HTMLTableCellElement[] = [];
  #lines = new Map<string, Element[]>();
  #timer = 0;

  connectedCallback() {
    this.#rows = [...this.querySelectorAll("tbody tr")].map((element) => ({
      element: element as HTMLTableRowElement,
      text: element.textContent!.toLowerCase(),
      kinds: (element as HTMLElement).dataset.kinds!.split(" "),
      keys: [...(element as HTMLTableRowElement).cells].map((cell) => cell.dataset.sort ?? ""),
    }));
    this.#heads = [...this.querySelectorAll<HTMLTableCellElement>("thead th")];
    for (const head of this.#heads) this.#makeButton(head);
    for (const line of document.querySelectorAll("[data-model]")) {
      const slug = line.getAttribute("data-model")!;
      this.#lines.set(slug, [...(this.#lines.get(slug) ?? []), line]);
    }
    this.#listen();
    this.#read();
  }

  disconnectedCallback() {
    removeEventListener("popstate", this.#read);
  }

  get #form(): HTMLFormElement {
    return this.querySelector("form")!;
  }

  #makeButton(head: HTMLTableCellElement) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const { key } = head.dataset;
      const first = head.classList.contains("number") ? `-${key}` : key!;
      const other = first === key ? `-${key}` : key!;
      this.#change({ sort: this.#view.sort === first ? other : first });
    });
  }

  #listen() {
    const form = this.#form;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const data = new FormData(form);
      this.#change({ q: String(data.get("q")), kind: String(data.get("kind")) });
    });
    const body = this.querySelector("tbody")!;
    for (const type of ["pointerover", "focusin"]) {
      body.addEventListener(type, ({ target }) => this.#point((target as Element).closest("tr")));
    }
    for (const type of ["pointerleave", "focusout"]) {
      body.addEventListener(type, () => this.#point(null));
    }
    addEventListener("popstate", this.#read);
  }

  #point(row: Element | null) {
    const lines = row ? (this.#lines.get(row.id) ?? []) : [];
    for (const lit of document.querySelectorAll("[data-model].lit")) lit.classList.remove("lit");
    for (const line of lines) {
      line.classList.add("lit");
      line.parentElement?.append(line);
    }
    document.querySelector(".comparison")?.toggleAttribute("data-pointing", lines.length > 0);
  }

  #change(part: Partial<View>) {
    this.#view = { ...this.#view, ...part };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), pause);
    this.#ignored([]);
    this.#show();
  }

  #write() {
    const url = new URL(location.href);
    for (const name of Object.keys(initial) as (keyof View)[]) {
      if (this.#view[name] === initial[name]) url.searchParams.delete(name);
      else url.searchParams.set(name, this.#view[name]);
    }
    history.replaceState(history.state, "", url);
  }

  /** Takes the view from the address; what it does not know is said, the rest is used. */
  #read = () => {
    const given = new URLSearchParams(location.search);
    const takes: Record<keyof View, (text: string) => string | undefined> = {
      q: (text) => (text.length <= longest ? undefined : `at most ${longest} characters`),
      kind: (text) => {
        const known = [...this.#form.querySelector("select")!.options].map(({ value }) => value);
        return known.includes(text) ? undefined : `one of ${known.join(", ")}`;
      },
      sort: (text) => {
        const known = this.#heads.map(({ dataset }) => dataset.key!);
        return known.includes(text.replace(/^-/, "")) ? undefined : `one of ${known.join(", ")}`;
      },
    };
    const view = { ...initial };
    const ignored: string[] = [];
    for (const [name, text] of given) {
      if (name.startsWith("utm_")) continue;
      if (!Object.hasOwn(initial, name))
        ignored.push(`${partOfLink(name, text)}: this page has no such input`);
      else {
        const expected = takes[name as keyof View](text);
        if (expected) ignored.push(`${partOfLink(name, text)}: takes ${expected}`);
        else view[name as keyof View] = text;
      }
    }
    this.#view = view;
    const form = this.#form;
    (form.elements.namedItem("q") as HTMLInputElement).value = view.q;
    (form.elements.namedItem("kind") as HTMLSelectElement).value = view.kind;
    this.#ignored(ignored);
    this.#show();
  };

  #ignored(parts: readonly string[]) {
    const place = this.querySelector(".ignored-part")!;
    place.replaceChildren();
    if (parts.length === 0) return;
    const box = document.createElement("div");
    box.className = "ignored";
    box.role = "alert";
    box.textContent = `Part of this link could not be used; the rest was applied. ${parts.join("; ")}.`;
    place.append(box);
  }

  #show() {
    const { q, kind, sort } = this.#view;
    const down = sort.startsWith("-");
    const column = this.#heads.findIndex(({ dataset }) => dataset.key === sort.replace(/^-/, ""));
    for (const [index, head] of this.#heads.entries()) {
      if (index === column) head.ariaSort = down ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    }
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const named = document.getElementById(placeNamed());
    let shown = 0;
    for (const { element, text, kinds } of this.#rows) {
      const fits =
        (kind === "any" || kinds.includes(kind)) && words.every((word) => text.includes(word));
      element.hidden = !fits && !element.contains(named);
      if (fits) shown += 1;
      for (const line of this.#lines.get(element.id) ?? []) line.toggleAttribute("data-out", !fits);
    }
    this.#order(compare(column, down));
    const all = this.#rows.length;
    const text = shown === all ? `${all} models` : `${shown} of ${all} models`;
    this.querySelector(".shown")!.textContent = text;
  }

  /** Rows that stand in order already are left alone: moving them lays the whole table out again. */
  #order(by: (a: Row, b: Row) => number) {
    const sorted = this.#rows.toSorted(by);
    const body = this.querySelector("tbody")!;
    if (sorted.some(({ element }, at) => body.rows[at] !== element))
      body.append(...sorted.map(({ element }) => element));
  }
}

customElements.define("models-table", ModelsTable);
