/** What a reader does who does not wait. */
const acts = ["scroll", "keydown", "pointerdown"];

const nextFrame = () => new Promise(requestAnimationFrame);

const nextTask = () =>
  "scheduler" in globalThis && "yield" in scheduler
    ? scheduler.yield()
    : new Promise<void>((resolve) => setTimeout(resolve));

/** Whether the browser scrolls by itself, sometime: to where the reader was, or to words that a link quotes. */
const isLed = () =>
  performance
    .getEntriesByType("navigation")
    .some(
      (entry) =>
        (entry as PerformanceNavigationTiming).type !== "navigate" || entry.name.includes(":~:"),
    );

/** Whether a section is laid out without our doing, or is about to be since it is on the screen. */
const isNear = (section: HTMLElement) =>
  section.getBoundingClientRect().top < innerHeight ||
  section.firstElementChild!.checkVisibility({ contentVisibilityAuto: true });

const cellsOf = (section: HTMLElement) => [
  ...section.querySelectorAll<HTMLElement>(":scope > .cell"),
];

/** Shows the first section part by part, each laid out in a task of its own, and then what else is on the screen. */
async function showInTurn(
  article: HTMLElement,
  sections: readonly HTMLElement[],
  signal: AbortSignal,
): Promise<void> {
  for (const part of sections[0]!.children) {
    for (const hiding of part.getAnimations()) hiding.cancel();
    part.getBoundingClientRect();
    await nextTask();
    if (signal.aborted) return;
  }
  article.dataset.far = "guessed";
  const below = sections.filter((section) => section.getBoundingClientRect().top > innerHeight);
  for (const { style } of below) style.contentVisibility = "hidden";
}

/** Learns how high a section is, where it is far from the screen a cell a task: none keeps the page busy. */
async function learnInTurn(section: HTMLElement, signal: AbortSignal): Promise<void> {
  const remember = () => {
    section.style.containIntrinsicBlockSize = `auto ${section.getBoundingClientRect().height}px`;
  };
  if (signal.aborted) return;
  if (isNear(section)) return remember();
  const cells = cellsOf(section);
  section.style.contentVisibility = "visible";
  section.style.containIntrinsicBlockSize = "";
  for (const { style } of cells) style.contentVisibility = "hidden";
  for (const cell of [undefined, ...cells]) {
    if (cell) cell.style.contentVisibility = "";
    section.getBoundingClientRect();
    await nextTask();
    if (signal.aborted) return;
  }
  remember();
  section.style.contentVisibility = "";
}

/** Lays every section out, and moves nothing of what is in the middle of the screen. */
function layOut(article: HTMLElement, sections: readonly HTMLElement[]): void {
  const middle = innerHeight / 2;
  const held =
    sections.find((section) => section.getBoundingClientRect().bottom > middle) ?? sections.at(-1)!;
  const before = held.getBoundingClientRect();
  const edge = before.bottom > middle ? "top" : "bottom";
  article.dataset.far = "shown";
  for (const { style } of sections.flatMap((section) => [section, ...cellsOf(section)]))
    style.contentVisibility = "";
  const moved = held.getBoundingClientRect()[edge] - before[edge];
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}

/**
 * Leaves out the sections that are far from the screen, from the first sight of a page on, and moves nothing
 * that a reader reaches: heights are guessed only until they are learnt, one after the other or, where the
 * reader does not wait, all at once. What a link points into or a reader comes back to is laid out whole
 * first, and so is what gets a new width.
 */
export async function skipFarSections(): Promise<void> {
  const article = document.querySelector<HTMLElement>(".article")!;
  const sections = [...article.querySelectorAll<HTMLElement>(":scope > .section")];
  const hurry = new AbortController();
  const { signal } = hurry;
  /** The browser learns all heights by itself in a frame in which all is laid out. */
  const learnAtOnce = () => {
    hurry.abort();
    layOut(article, sections);
    requestAnimationFrame(() =>
      setTimeout(() => {
        article.dataset.far = "skipped";
      }),
    );
  };
  for (const act of acts) addEventListener(act, learnAtOnce, { passive: true, signal });
  let fontsCame = false;
  const seeFonts = () => {
    fontsCame = true;
  };
  document.fonts.addEventListener("loadingdone", seeFonts, { signal });

  if (isLed()) article.dataset.far = "shown";
  await nextFrame();
  await nextTask();
  if (article.dataset.far === "unseen") await showInTurn(article, sections, signal);
  let width = article.clientWidth;
  new ResizeObserver(() => {
    if (article.clientWidth !== width) learnAtOnce();
    width = article.clientWidth;
  }).observe(article);
  do {
    fontsCame = false;
    for (const section of sections) await learnInTurn(section, signal);
    await document.fonts.ready;
  } while (fontsCame && !signal.aborted);
  if (signal.aborted) return;
  if (article.matches("[data-far=shown], :has(:target)")) learnAtOnce();
  else article.dataset.far = "skipped";
  hurry.abort();
}
