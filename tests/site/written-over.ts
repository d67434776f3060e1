import type { Page } from "@playwright/test";

/** Words that the links beside titles lie on, with the part whose link it is. */
export const writtenOver = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** Boxes that only touch are apart. */
    const meet = (one: DOMRect, other: DOMRect) =>
      one.left < other.right - 1 &&
      one.right > other.left + 1 &&
      one.top < other.bottom - 4 &&
      one.bottom > other.top + 4;
    const isRead = (text: Node) => {
      const parent = text.parentElement!;
      return (
        text.textContent!.trim() !== "" &&
        !parent.closest(".visually-hidden, .permalink, script, style") &&
        parent.checkVisibility()
      );
    };
    const boxes = (text: Node) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      return [...range.getClientRects()];
    };
    const found: string[] = [];
    for (const link of document.querySelectorAll(".permalink")) {
      const box = link.getBoundingClientRect();
      if (box.width === 0 || !link.checkVisibility()) continue;
      const part = link.closest("section, li, tr, figure") ?? document.body;
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (isRead(text) && boxes(text).some((one) => meet(one, box)))
          found.push(`${link.closest("[id]")?.id}: ${text.textContent!.trim().slice(0, 40)}`);
      }
    }
    return found;
  });
