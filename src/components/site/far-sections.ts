const pointedInto = ":has(:target)";

/** What a reader does who does not wait. */
const acts = ["scroll", "keydown", "pointerdown"];

/** Comes when the reader first does something. */
const acted = () =>
  new Promise<unknown>((resolve) => {
    for (const act of acts) addEventListener(act, resolve, { once: true, passive: true });
  });

/** Waits until the browser has nothing more urgent to do. */
const idle = () =>
  new Promise<unknown>((resolve) =>
    "requestIdleCallback" in globalThis
      ? requestIdleCallback(resolve, { timeout: 500 })
      : setTimeout(resolve, 20),
  );

/** Lays one section out, so that what the style sheet skips has its true height and no guessed one. */
function learnHeight(section: HTMLElement): void {
  section.style.contentVisibility = "visible";
  section.style.containIntrinsicBlockSize = `auto ${section.getBoundingClientRect().height}px`;
  section.style.contentVisibility = "";
}

/** Lays the whole article out for one frame, in which the browser learns every height by itself. */
function learnAll(article: HTMLElement): void {
  article.dataset.far = "shown";
  requestAnimationFrame(() =>
    setTimeout(() => {
      article.dataset.far = "skipped";
    }),
  );
}

/**
 * Learns the heights one by one, all that are left at once when the reader acts, and once more when that
 * has brought fonts; not where all are laid out anyway.
 */
async function learnEach(article: HTMLElement): Promise<void> {
  const hurry = acted();
  let brought = false;
  document.fonts.addEventListener("loadingdone", () => {
    brought = true;
  });
  await Promise.race([document.fonts.ready, hurry]);
  do {
    brought = false;
    for (const section of article.querySelectorAll<HTMLElement>(":scope > .section")) {
      await Promise.race([idle(), hurry]);
      if (article.matches(pointedInto)) return;
      learnHeight(section);
    }
    await document.fonts.ready;
  } while (brought);
}

/**
 * Lets the style sheet skip the sections that are far from the screen without moving anything a reader
 * reaches: learns their heights while the browser is idle, and anew when the width changes. A page that a
 * link points into is laid out whole from the start.
 */
export async function skipFarSections(): Promise<void> {
  const article = document.querySelector<HTMLElement>(".article")!;
  let width = article.clientWidth;
  await learnEach(article);
  if (article.matches(pointedInto)) learnAll(article);
  else article.dataset.far = "skipped";
  new ResizeObserver(() => {
    if (article.clientWidth !== width) learnAll(article);
    width = article.clientWidth;
  }).observe(article);
}
