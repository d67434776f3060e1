import { addressOf } from "./address.ts";
import { save } from "./save.ts";
import { say } from "./say.ts";

const menu = document.createElement("div");
menu.className = "copy-menu";
menu.popover = "auto";
menu.role = "dialog";

let opener: HTMLElement | undefined;

menu.addEventListener("toggle", ({ newState }) => {
  opener?.setAttribute("aria-expanded", String(newState === "open"));
});

menu.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((at + step) % buttons.length)?.focus();
});

/** Copies what is still being worked out: the reader's leave to copy ends before a download may. */
async function put(type: string, content: Promise<string | Blob>): Promise<void> {
  const blob = content.then((one) => (one instanceof Blob ? one : new Blob([one], { type })));
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}

/** The ways to take a part of the page along, by what the reader calls them. */
async function ways(id: string, title: string): Promise<Record<string, () => Promise<unknown>>> {
  const { asPng, asSvg, drawingOf } = await import("./picture.ts");
  const text = async (form: "markdown" | "plain") =>
    (await import("./excerpt.ts")).excerpt(id, title, form);
  const drawing = drawingOf(id);
  const address = addressOf(id);
  return {
    "Copy link": () => navigator.clipboard.writeText(address),
    "Copy as Markdown": () => put("text/plain", text("markdown")),
    "Copy as text": () => put("text/plain", text("plain")),
    ...(drawing && {
      "Copy picture": () => put("image/png", asPng(drawing, address)),
      "Save picture as SVG": async () =>
        save(`${id}.svg`, "image/svg+xml", asSvg(drawing, address).svg),
    }),
  };
}

/** Offers the part of the page that `id` names in the forms a discussion may want, beside the button. */
export async function openMenu(button: HTMLElement, id: string): Promise<void> {
  if (opener === button && menu.matches(":popover-open")) return menu.hidePopover();
  opener = button;
  const title = button.getAttribute("aria-label")?.replace(/^Copy “(.*)”$/, "$1") ?? id;
  menu.setAttribute("aria-label", `Copy “${title}”`);
  const offered = await ways(id, title);
  menu.replaceChildren(
    ...Object.entries(offered).map(([label, act]) => {
      const item = document.createElement("button");
      item.type = "button";
      item.textContent = label;
      item.addEventListener("click", async () => {
        const done = act().then(
          () => (label.startsWith("Save") ? "Saved" : "Copied"),
          () => "Copying is blocked here",
        );
        menu.hidePopover();
        button.focus();
        say(button.parentElement ?? button, await done);
      });
      return item;
    }),
  );
  button.after(menu);
  menu.showPopover({ source: button });
  const { left, bottom, top } = button.getBoundingClientRect();
  const below = bottom + menu.offsetHeight + 4 <= innerHeight;
  menu.style.left = `${Math.max(4, Math.min(left, document.documentElement.clientWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(4, top - menu.offsetHeight - 4)}px`;
  menu.querySelector("button")?.focus();
}
