import { addressOf } from "./address.ts";
import { put } from "./clipboard.ts";
import { titleAround } from "./part-names.ts";
import { say } from "./say.ts";

/** Fewest characters worth a link of their own. */
const fewest = 3;

const offered = document.createElement("span");
offered.className = "quote-offer";
offered.role = "group";
offered.popover = "manual";
offered.setAttribute("aria-label", "The text you selected");

let range: Range | undefined;

const around = (node: Node): Element =>
  node instanceof Element ? node : (node.parentElement ?? document.body);

const sectionOf = (from: Range) => around(from.startContainer).closest("section[id]");

/** The address of the selected text: the browser finds the words, or else their section. */
async function link(selected: Range): Promise<string> {
  const { address } = await import("./text-fragment.ts");
  return address(selected, addressOf(sectionOf(selected)?.id ?? ""));
}

async function asQuote(selected: Range): Promise<string> {
  const { quotation } = await import("./excerpt.ts");
  return quotation(selected, titleAround(around(selected.startContainer)), await link(selected));
}

function add(label: string, text: (selected: Range) => Promise<string>): void {
  const button = document.createElement("button");
  button.type = "button";
  // Named and drawn without text, which would be taken for words of the page beside the selected ones.
  button.ariaLabel = label;
  // Pressing the button would otherwise end the selection.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    if (!range) return;
    const made = text(range);
    const done = await put("text/plain", made).then(
      () => "Copied",
      () =>
        made.then(
          () => "Copying is blocked here",
          () => "No link finds these words alone: select a few more",
        ),
    );
    say(offered, done);
  });
  offered.append(button);
}
add("Copy link to this text", link);
add("Copy as quote", asQuote);

/** Where Tab leads next from the selection: the end of its paragraph, or what is live around it. */
function settle(selected: Range): void {
  const end = around(selected.endContainer);
  const live = end.closest("[data-live]");
  const block = end.closest("p, li, dd, dt, td, th, figcaption, blockquote, section");
  if (live) live.after(offered);
  else (block ?? end).append(offered);
}

function place(): void {
  if (!range || !offered.matches(":popover-open")) return;
  const rects = [...range.getClientRects()];
  const { left, bottom } = rects.at(-1) ?? range.getBoundingClientRect();
  const widest = document.documentElement.clientWidth - offered.offsetWidth - 4;
  offered.style.left = `${Math.max(4, Math.min(left, widest))}px`;
  const lowest = innerHeight - offered.offsetHeight - 4;
  offered.style.top = `${Math.max(4, Math.min(bottom + 8, lowest))}px`;
}

/** Offers a link to the text that is selected now, or takes the offer back. */
export function offer(): void {
  if (offered.contains(document.activeElement)) return;
  const selection = document.getSelection();
  const now = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
  const fits =
    now !== undefined &&
    now.toString().trim().length >= fewest &&
    around(now.commonAncestorContainer).closest("main") !== null;
  if (!fits) {
    range = undefined;
    offered.remove();
    return;
  }
  // While the pointer is still selecting, nothing may get in its way.
  if (document.documentElement.matches(":active")) return;
  range = now.cloneRange();
  settle(range);
  offered.showPopover();
  place();
}

document.addEventListener("selectionchange", offer);
document.addEventListener("pointerup", () => requestAnimationFrame(offer));
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !offered.isConnected) return;
  offered.remove();
});
addEventListener("scroll", place, { capture: true, passive: true });
