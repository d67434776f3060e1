import { addressOf } from "./address.ts";
import { pointable } from "./pointable.ts";
import { say } from "./say.ts";

async function copy(text: string, beside: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(beside, "Copied");
  } catch {
    say(beside, "Copying is blocked here; the address bar has it");
  }
}

/**
 * `<copy-link>` around a link to a part of the page: following it also copies it, inputs included. Beside
 * it stands a button that offers the part in other forms.
 */
class CopyLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a");
    if (!link || this.querySelector("button")) return;
    const id = decodeURIComponent(link.hash.slice(1));
    link.addEventListener("click", ({ metaKey, ctrlKey, shiftKey }) => {
      if (metaKey || ctrlKey || shiftKey) return;
      copy(addressOf(id), this);
    });
    const more = document.createElement("button");
    more.type = "button";
    more.textContent = "···";
    more.setAttribute("aria-label", link.textContent?.replace(/^#?Link to/, "Copy") ?? "Copy");
    more.setAttribute("aria-haspopup", "dialog");
    more.addEventListener("click", async () => {
      const { openMenu } = await import("./menu.ts");
      openMenu(more, id);
    });
    this.append(more);
  }
}

/** `<copy-text>` around a button: copies what its template holds, or the element `data-from` names. */
class CopyText extends HTMLElement {
  connectedCallback() {
    this.querySelector("button")?.addEventListener("click", () => {
      const { from } = this.dataset;
      const text = from
        ? document.getElementById(from)?.textContent
        : this.querySelector("template")?.content.textContent;
      copy(text?.trim() ?? "", this);
    });
  }
}

/** What only some readers do: the script for it comes when they first do it. */
function whenWanted(): void {
  const point = async ({ target }: Event) => {
    if (!(target instanceof Element) || !target.closest(pointable)) return;
    document.removeEventListener("pointerover", point);
    (await import("./point.ts")).pointAt(target);
  };
  document.addEventListener("pointerover", point);
  const select = async () => {
    if (document.getSelection()?.isCollapsed !== false) return;
    document.removeEventListener("selectionchange", select);
    (await import("./quote.ts")).offer();
  };
  if ("fragmentDirective" in document) document.addEventListener("selectionchange", select);
  const arrive = async () => {
    if (location.hash.length > 1) (await import("./arrive.ts")).arrive();
  };
  addEventListener("hashchange", arrive);
  arrive();
}

whenWanted();
customElements.define("copy-link", CopyLink);
customElements.define("copy-text", CopyText);
