import { addressOf } from "./address.ts";
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
    more.textContent = "⋯";
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

customElements.define("copy-link", CopyLink);
customElements.define("copy-text", CopyText);
