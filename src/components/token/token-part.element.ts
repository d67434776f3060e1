import { effect } from "@preact/signals";
import { changed } from "../state/link.ts";
import { inputs } from "./state.ts";

/** `<token-part>`: what was rendered at build time stays until an input moves or the reader reaches for it. */
class TokenPart extends HTMLElement {
  connectedCallback() {
    const clicks: MouseEvent[] = [];
    const remember = (click: MouseEvent) => clicks.push(click);
    let taken = false;
    const take = () => {
      if (taken) return;
      taken = true;
      import("./live.tsx").then(({ mount }) => {
        this.removeEventListener("click", remember);
        mount(this, this.dataset.part!, clicks);
      });
    };
    this.addEventListener("click", remember);
    const cell = this.closest(".cell")!;
    cell.addEventListener("pointerover", take);
    cell.addEventListener("focusin", take);
    effect(() => {
      if (changed(inputs as never).length > 0) take();
    });
  }
}

customElements.define("token-part", TokenPart);
