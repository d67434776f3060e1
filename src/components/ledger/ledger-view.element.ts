import { partOfLink, placeNamed } from "../share/address.ts";

/** Milliseconds without typing before the address and the spoken count follow. */
const pause = 200;

const filterNames = ["verdict", "cause", "model", "quantity", "publication"] as const;
const sortable = ["what", "printed", "computed", "ratio", "verdict", "cause"] as const;
type Sort = (typeof sortable)[number];

/** Made when it is first needed: a browser takes its time to bring what it knows of languages. */
let collator: Intl.Collator | undefined;

function compare(a: string, b: string): number {
  collator ??= new Intl.Collator("en", { numeric: true });
  return collator.compare(a, b);
}

/** A row with everything filters and sorting ask of it, read from the table once. */
interface Row {
  readonly element: HTMLTableRowElement;
  readonly text: string;
  readonly order: number;
}

/** `<ledger-view>`: filters and sorts the server's table; the address holds what differs. */
class LedgerView extends HTMLElement {
  #form!: HTMLFormElement;
  #body!: HTMLTableSectionElement;
  #rows: Row[] = [];
  #marks = new Map<string, Element[]>();
  #sort: { by: Sort; down: boolean } | undefined;
  #ignored: string[] = [];
  #timer = 0;

  connectedCallback() {
    this.#form = this.querySelector("form")!;
    this.#body = this.querySelector("tbody")!;
    this.#rows = [...this.#body.rows].map((element, order) => ({
      element,
      order,
      text: `${element.textContent} ${element.id}`.toLowerCase(),
    }));
    for (const mark of this.querySelectorAll("[data-figure]")) {
      const id = (mark as SVGElement).dataset.figure!;
      this.#marks.set(id, [...(this.#marks.get(id) ?? []), mark]);
    }
    for (const th of this.querySelectorAll<HTMLElement>("th[data-sort]")) this.#makeButton(th);
    this.#form.hidden = false;
    this.#read();
    this.#form.addEventListener("input", () => this.#change());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.#ignored = [];
      this.#sort = undefined;
      this.#set(new URLSearchParams());
      this.#change();
    });
    this.addEventListener("click", (event) => this.#follow(event));
    for (const kind of ["pointerover", "focusin"]) {
      this.addEventListener(kind, (event) => this.#light(event));
    }
    addEventListener("popstate", () => this.#read());
    addEventListener("hashchange", () => this.#show());
    this.#goToTarget();
  }

  #makeButton(th: HTMLElement) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = th.textContent;
    button.addEventListener("click", () => {
      const by = th.dataset.sort as Sort;
      if (this.#sort?.by !== by) this.#sort = { by, down: false };
      else this.#sort = this.#sort.down ? undefined : { by, down: true };
      this.#change();
    });
    th.replaceChildren(button);
  }

  #field(name: string) {
    return this.#form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  }

  /** Takes filters and order from the address, and says which parts of it mean nothing here. */
  #read() {
    const query = new URLSearchParams(location.search);
    this.#ignored = [];
    this.#set(query);
    const sort = query.get("sort");
    const by = sortable.find((name) => name === sort?.replace(/^-/, ""));
    this.#sort = by && { by, down: sort!.startsWith("-") };
    if (sort !== null && !by) this.#ignore("sort", sort, `takes ${sortable.join(", ")}`);
    for (const [key, value] of query) {
      const known = key === "q" || key === "sort" || filterNames.some((name) => name === key);
      if (!known && !key.startsWith("utm_")) this.#ignore(key, value, "is no filter of this page");
    }
    this.#show();
  }

  #ignore(key: string, value: string, why: string) {
    this.#ignored.push(`${partOfLink(key, value)}: ${key.slice(0, 40)} ${why}`);
  }

  #set(query: URLSearchParams) {
    this.#field("q").value = (query.get("q") ?? "").slice(0, 100);
    for (const name of filterNames) {
      const select = this.#field(name) as HTMLSelectElement;
      const wanted = query.get(name) ?? "";
      select.value = wanted;
      if (select.selectedIndex < 0) {
        select.value = "";
        this.#ignore(name, wanted, "has no such value");
      }
    }
  }

  #query(): string {
    const query = new URLSearchParams();
    for (const name of ["q", ...filterNames]) {
      const value = this.#field(name).value.trim();
      if (value !== "") query.set(name, value);
    }
    if (this.#sort) query.set("sort", (this.#sort.down ? "-" : "") + this.#sort.by);
    return query.toString();
  }

  #change() {
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const url = new URL(location.href);
      url.search = this.#query();
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }, pause);
  }

  #show() {
    const words = this.#field("q").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = filterNames
      .map((name) => [name, this.#field(name).value] as const)
      .filter(([, value]) => value !== "");
    const target = document.getElementById(placeNamed());
    let shown = 0;
    let named = false;
    for (const { element, text } of this.#rows) {
      const fits =
        wanted.every(([name, value]) => element.dataset[name] === value) &&
        words.every((word) => text.includes(word));
      const isNamed = element.contains(target);
      if (fits) shown++;
      else if (isNamed) named = true;
      element.hidden = !fits && !isNamed;
      for (const mark of this.#marks.get(element.id) ?? []) mark.classList.toggle("dim", !fits);
    }
    this.#order();
    const all = this.#rows.length;
    const count = shown === all ? `All ${all} figures` : `${shown} of ${all} figures`;
    const summary = this.querySelector<HTMLElement>(".summary")!;
    const text = `${count}${named ? ", and the one this link names" : ""}${shown === 0 ? ". Nothing fits: take a filter away" : ""}.`;
    if (summary.textContent !== text) summary.textContent = text;
    this.#complain();
  }

  /** The value a row is ordered by: a number, or the place of its filter's option. */
  #key({ element, text }: Row, by: Sort): number | string | undefined {
    if (by === "what") return text;
    if (by === "cause") return element.querySelector(".cause")!.textContent || undefined;
    if (by === "verdict") {
      const { options } = this.#field("verdict") as HTMLSelectElement;
      return [...options].findIndex(({ value }) => value === element.dataset.verdict);
    }
    const value = element.dataset[by];
    return value === undefined ? undefined : Number(value);
  }

  #order() {
    const { by, down = false } = this.#sort ?? {};
    for (const th of this.querySelectorAll<HTMLElement>("th[data-sort]")) {
      if (th.dataset.sort === by) th.ariaSort = down ? "descending" : "ascending";
      else th.removeAttribute("aria-sort");
    }
    const keyed = this.#rows.map((row) => ({ row, key: by && this.#key(row, by) }));
    if (by) {
      keyed.sort((a, b) => {
        if (a.key === undefined || b.key === undefined)
          return Number(a.key === undefined) - Number(b.key === undefined);
        const order =
          typeof a.key === "number" ? a.key - Number(b.key) : compare(a.key, String(b.key));
        return (down ? -order : order) || a.row.order - b.row.order;
      });
    }
    const moved = keyed.some(({ row }, at) => this.#body.rows[at] !== row.element);
    if (moved) this.#body.append(...keyed.map(({ row }) => row.element));
  }

  #complain() {
    const note = this.querySelector<HTMLElement>(".ignored")!;
    note.hidden = this.#ignored.length === 0;
    if (note.hidden) return note.replaceChildren();
    const list = document.createElement("ul");
    for (const part of this.#ignored) {
      const item = document.createElement("li");
      item.textContent = `${part}.`;
      list.append(item);
    }
    const words = document.createElement("p");
    words.textContent = "Part of this link could not be used; the rest was applied.";
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.textContent = "Dismiss";
    dismiss.addEventListener("click", () => {
      this.#ignored = [];
      this.#complain();
      this.#change();
    });
    note.replaceChildren(words, list, dismiss);
  }

  /** A count leads to its figures without loading the page again; a mark leads to its row. */
  #follow(event: MouseEvent) {
    const target = event.target as Element;
    const mark = target.closest<SVGElement>("[data-figure]");
    if (mark) {
      location.hash = mark.dataset.figure!;
      return this.#goToTarget();
    }
    const link = target.closest<HTMLAnchorElement>(".tallies a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(this.#timer);
    history.pushState(null, "", link.href);
    this.#read();
    const place = document.getElementById("figures")!;
    place.scrollIntoView();
    this.#field(new URL(link.href).search.slice(1).split("=")[0]!).focus({ preventScroll: true });
  }

  #goToTarget() {
    const id = placeNamed();
    const row = this.#rows.find(({ element }) => element.id === id)?.element;
    if (row) requestAnimationFrame(() => row.scrollIntoView({ block: "center" }));
  }

  #light(event: Event) {
    const target = event.target as Element;
    const id =
      target.closest<SVGElement>("[data-figure]")?.dataset.figure ??
      target.closest<HTMLElement>("tbody tr")?.id;
    for (const lit of this.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (id === undefined) return;
    document.getElementById(id)?.classList.add("lit");
    for (const mark of this.#marks.get(id) ?? []) mark.classList.add("lit");
  }
}

customElements.define("ledger-view", LedgerView);
