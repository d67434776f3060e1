import { embeddable } from "../embed/embeddable.ts";
import { addressOf } from "./address.ts";
import { put } from "./clipboard.ts";
import { elementNamed, isCell, nameOf } from "./part-names.ts";
import { pointable } from "./pointable.ts";
import { save } from "./save.ts";
import { say } from "./say.ts";

const menu = document.createElement("div");
menu.className = "copy-menu";
menu.popover = "auto";
menu.role = "dialog";

let opener: HTMLElement | undefined;
/** Where the keyboard was when the menu opened. */
let leadsTo: HTMLElement | undefined;

menu.addEventListener("toggle", ({ newState }) => {
  opener?.setAttribute("aria-expanded", String(newState === "open"));
});

menu.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault();
    menu.hidePopover();
    leadsTo?.focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((at + step) % buttons.length)?.focus();
});

/** The ways to take a part of the page along, by what the reader calls them. */
async function ways(id: string, title: string): Promise<Record<string, () => Promise<unknown>>> {
  const { asPng, asSvg, drawingOf } = await import("./picture.ts");
  const text = async (form: "markdown" | "plain") =>
    (await import("./excerpt.ts")).excerpt(id, title, form);
  // Looked for when it is asked for: a chart that follows its inputs is drawn anew under an open menu.
  const drawing = () => drawingOf(id)!;
  const address = addressOf(id);
  const cited = async () => (await import("./cite.ts")).citation(id, title);
  const framed = async () => (await import("../embed/copy-code.ts")).embedCode(id, title);
  return {
    "Copy link": () => navigator.clipboard.writeText(address),
    "Copy as Markdown": () => put("text/plain", text("markdown")),
    "Copy as text": () => put("text/plain", text("plain")),
    "Copy BibTeX": () => put("text/plain", cited()),
    ...(document.getElementById(id)?.matches(embeddable) && {
      "Copy embed code": () => put("text/plain", framed()),
    }),
    ...(drawingOf(id) && {
      "Copy picture": () => put("image/png", asPng(drawing(), address)),
      "Save picture as SVG": async () =>
        save(`${id}.svg`, "image/svg+xml", asSvg(drawing(), address).svg),
    }),
  };
}

/** Ways on from a part to what is in it: a cell of its tables, a term of its formulas. */
async function waysOn(id: string, button: HTMLElement): Promise<Record<string, () => void>> {
  const part = elementNamed(id);
  const inside = part?.matches(pointable) ? [] : [...(part?.querySelectorAll(pointable) ?? [])];
  const terms = new Map(
    inside
      .filter((one) => !isCell(one))
      .map((one) => [one.getAttribute("data-term")!, nameOf(one)] as const)
      .reverse(),
  );
  return {
    ...(inside.some((one) => isCell(one) && one.checkVisibility()) && {
      "Choose a cell…": async () => {
        menu.hidePopover();
        (await import("./point.ts")).walk(part!, button);
      },
    }),
    ...(terms.size > 0 && {
      "Choose a term…": async () => {
        const { titleOf } = await import("./point.ts");
        const offers = [...terms.values()].reverse().map(async (name) => {
          const title = await titleOf(elementNamed(name)!);
          return [title, () => offer(button, name, title, button)] as const;
        });
        fill(Object.fromEntries(await Promise.all(offers)), {}, button, button);
      },
    }),
  };
}

/** Fills the menu: first what leads on within it, else what is done and ends it. */
function fill(
  on: Record<string, () => void>,
  done: Record<string, () => Promise<unknown>>,
  button: HTMLElement,
  back: HTMLElement,
): void {
  const item = (label: string, act: () => void) => {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };
  menu.replaceChildren(
    ...Object.entries(done).map(([label, act]) =>
      item(label, async () => {
        const said = act().then(
          () => (label.startsWith("Save") ? "Saved" : "Copied"),
          () => "Copying is blocked here",
        );
        menu.hidePopover();
        back.focus();
        say(button.parentElement ?? button, await said);
      }),
    ),
    ...Object.entries(on).map(([label, act]) => item(label, act)),
  );
  place(button);
  menu.querySelector("button")?.focus();
}

function place(button: HTMLElement): void {
  const { left, bottom, top } = button.getBoundingClientRect();
  const below = bottom + menu.offsetHeight + 4 <= innerHeight;
  menu.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(4, top - menu.offsetHeight - 4)}px`;
}

async function offer(button: HTMLElement, id: string, title: string, back: HTMLElement) {
  menu.setAttribute("aria-label", `Copy “${title}”`);
  const [done, on] = await Promise.all([ways(id, title), waysOn(id, button)]);
  fill(on, done, button, back);
}

/**
 * Offers the part of the page that `id` names in the forms a discussion may want, beside the button;
 * afterwards the keyboard is back at `back`.
 */
export async function openMenu(button: HTMLElement, id: string, back = button): Promise<void> {
  if (opener === button && menu.matches(":popover-open")) return menu.hidePopover();
  opener = button;
  leadsTo = back;
  const title = button.getAttribute("aria-label")?.replace(/^Copy “(.*)”$/, "$1") ?? id;
  menu.replaceChildren();
  button.after(menu);
  menu.showPopover({ source: button });
  await offer(button, id, title, back);
}
