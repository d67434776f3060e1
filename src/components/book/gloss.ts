/** Shows what a glossary word means while it is pointed at or focused; Escape puts it away. */
const gap = 6;
const tip = document.createElement("div");
tip.id = "gloss";
tip.className = "gloss-tip";
tip.role = "tooltip";
tip.popover = "manual";

export {};

let shown: HTMLElement | undefined;
let leaving = 0;

function place(word: HTMLElement): void {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = tip;
  const right = document.documentElement.clientWidth - gap;
  tip.style.left = `${Math.max(gap, Math.min(left, right - offsetWidth))}px`;
  const below = bottom + gap;
  const fits = below + offsetHeight <= innerHeight;
  tip.style.top = `${fits ? below : Math.max(gap, top - gap - offsetHeight)}px`;
}

function show(word: HTMLElement): void {
  clearTimeout(leaving);
  if (word === shown) return;
  hide();
  shown = word;
  tip.textContent = word.dataset.meaning ?? "";
  word.setAttribute("aria-describedby", tip.id);
  if (!tip.isConnected) document.body.append(tip);
  tip.showPopover();
  place(word);
}

function hide(): void {
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = undefined;
  if (tip.matches(":popover-open")) tip.hidePopover();
}

const wordAt = ({ target }: Event) =>
  target instanceof Element ? target.closest<HTMLElement>(".gloss") : null;

/** The pointer may wander from the word onto its meaning without losing it. */
function pointed(event: PointerEvent): void {
  const word = wordAt(event);
  if (word) show(word);
  else if (event.target === tip) clearTimeout(leaving);
  else if (shown) leaving ||= window.setTimeout(hide, 200);
  if (word || event.target === tip) leaving = 0;
}

document.addEventListener("pointerover", pointed);
document.addEventListener("focusin", (event) => {
  const word = wordAt(event);
  if (word) show(word);
  else hide();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") hide();
});
addEventListener("scroll", () => shown && place(shown), { passive: true });
