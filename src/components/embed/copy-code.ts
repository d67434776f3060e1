import { frameCode } from "./code.ts";
import { embedPath } from "./embeddable.ts";

const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");

/** Milliseconds after which an embed that does not come alive is measured as it is. */
const patience = 3000;

/** Waits until a page says that it follows its inputs. */
const alive = (page: HTMLElement): Promise<void> =>
  new Promise((done) => {
    const finish = () => {
      watch.disconnect();
      done();
    };
    const watch = new MutationObserver(() => page.classList.contains("live") && finish());
    watch.observe(page, { attributeFilter: ["class"] });
    AbortSignal.timeout(patience).addEventListener("abort", finish);
    if (page.classList.contains("live")) finish();
  });

/** How high an embed is at a width, in CSS pixels: it is laid out unseen and measured, where frames are allowed. */
async function heightOf(address: string, width: number): Promise<number | undefined> {
  const frame = document.createElement("iframe");
  frame.style.cssText = `position: absolute; visibility: hidden; width: ${width}px`;
  frame.tabIndex = -1;
  frame.src = address;
  document.body.append(frame);
  try {
    await new Promise((loaded) => {
      frame.onload = loaded;
    });
    const page = frame.contentDocument?.documentElement;
    if (!page) return undefined;
    if (location.search !== "" && page.querySelector("[data-live]")) await alive(page);
    await page.ownerDocument.fonts.ready;
    return Math.ceil(page.getBoundingClientRect().height);
  } finally {
    frame.remove();
  }
}

/** The HTML that shows a part of this page in another: as wide as there, as high as it is here, with the inputs as they are. */
export async function embedCode(id: string, title: string): Promise<string> {
  const page = location.pathname.slice(home.length);
  const address = new URL(`${home}${embedPath(page, id)}${location.search}`, location.href).href;
  const { width, height } = document.getElementById(id)!.getBoundingClientRect();
  const measured = await heightOf(address, width);
  return frameCode({ address, title, height: measured ?? Math.ceil(height) });
}
