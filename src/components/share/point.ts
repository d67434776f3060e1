import { openMenu } from "./menu.ts";
import { cellTitle, isCell, nameOf, titleAround } from "./part-names.ts";
import { pointable } from "./pointable.ts";
import { say } from "./say.ts";

/** One button for all that can be pointed at: it stands at the corner of what is pointed at now. */
const button = document.createElement("button");
button.type = "button";
button.className = "point";
button.textContent = "···";
button.tabIndex = -1;
button.hidden = true;
button.setAttribute("aria-haspopup", "dialog");
document.querySelector("main")!.append(button);

let pointed: Element | undefined;

/** What a cell or a term is called, where it stands. */
export async function titleOf(element: Element): Promise<string> {
  if (isCell(element)) return cellTitle(element);
  const { termById } = await import("./terms.ts");
  const id = element.getAttribute("data-term")!;
  return `${termById(id)?.name ?? id}, ${titleAround(element)}`;
}

function place(): void {
  const { right = 0, top = 0 } = pointed?.getBoundingClientRect() ?? {};
  const shown = pointed?.checkVisibility() && top > 0 && top < innerHeight;
  button.hidden = !shown;
  if (!shown) return;
  const edge = document.documentElement.clientWidth - button.offsetWidth;
  button.style.left = `${Math.min(right - button.offsetWidth / 2, edge)}px`;
  button.style.top = `${top - button.offsetHeight / 2}px`;
}

/** Offers what an element is or is in, if it can be linked to; takes the offer back if not. */
export async function pointAt(element: Element): Promise<void> {
  const found = element.closest(pointable) ?? undefined;
  if (found === pointed) return;
  pointed = found;
  const title = found && (await titleOf(found));
  if (pointed !== found) return;
  if (title) button.setAttribute("aria-label", `Copy “${title}”`);
  place();
}

const isOpen = () => button.getAttribute("aria-expanded") === "true";

document.addEventListener("pointerover", ({ target }) => {
  if (!(target instanceof Element) || isOpen() || target.closest(".point, .copy-menu")) return;
  if (document.activeElement !== walked) pointAt(target);
});
document.addEventListener("scroll", place, { capture: true, passive: true });
button.addEventListener("click", () => {
  if (pointed) openMenu(button, nameOf(pointed));
});

/** The cell that the keyboard stands on: the one cell of its table that Tab reaches. */
let walked: HTMLElement | undefined;
let home: HTMLElement | undefined;

function stand(cell: HTMLElement): void {
  for (const one of cell.closest("table")!.querySelectorAll("[data-walked]")) {
    one.removeAttribute("tabindex");
    one.removeAttribute("data-walked");
  }
  cell.dataset.walked = "";
  cell.tabIndex = 0;
  walked = cell;
  cell.focus();
  pointAt(cell);
}

const inView = (cell: Element) => cell.matches(pointable) && cell.checkVisibility();

/** The cell that a key leads to. */
function next(cell: Element, key: string): Element | undefined {
  const row = cell.parentElement!;
  const cells = [...row.children].filter(inView);
  const at = cells.indexOf(cell);
  if (key === "ArrowLeft") return cells[at - 1];
  if (key === "ArrowRight") return cells[at + 1];
  if (key === "Home") return cells[0];
  if (key === "End") return cells.at(-1);
  const rows = [...cell.closest("table")!.querySelectorAll("tbody > tr")].filter((one) =>
    [...one.children].some(inView),
  );
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  const other = step === undefined ? undefined : rows[rows.indexOf(row) + step];
  const others = [...(other?.children ?? [])].filter(inView);
  return others[Math.min(at, others.length - 1)];
}

document.addEventListener("keydown", async (event) => {
  if (!walked || event.target !== walked || event.ctrlKey || event.altKey || event.metaKey) return;
  const { key } = event;
  if (["Enter", " ", "ContextMenu"].includes(key)) {
    event.preventDefault();
    const cell = walked;
    await pointAt(cell);
    openMenu(button, nameOf(cell), cell);
  } else if (key === "Escape") {
    event.preventDefault();
    home?.focus();
    pointAt(document.body);
  } else if (/^Arrow|^Home$|^End$/.test(key)) {
    event.preventDefault();
    const cell = next(walked, key);
    if (cell) stand(cell as HTMLElement);
  }
});

document.addEventListener("focusin", ({ target }) => {
  if (!(target instanceof HTMLElement)) return;
  if (target.dataset.walked === undefined) return;
  walked = target;
  pointAt(target);
});

/** Puts the keyboard on the first cell of a part's tables; Escape leads back to `from`. */
export function walk(part: Element, from: HTMLElement): void {
  const first = [...part.querySelectorAll<HTMLElement>(pointable)].find(
    (one) => isCell(one) && inView(one),
  );
  if (!first) return;
  home = from;
  stand(first);
  say(from.parentElement!, "Arrow keys choose a cell, Enter offers it, Escape leads back", 10_000);
}
