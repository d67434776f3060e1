import { effect } from "@preact/signals";
import { changed } from "../state/link.ts";
import { inputs } from "./state.ts";

const live = () => import("./live.tsx");

/** `<token-part>`: what was rendered at build time stays until an input moves or the reader reaches for it. */
class TokenPart extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const cell = this.closest(".cell") ?? this;
    cell.addEventListener("pointerover", this.#take, { once: true });
    cell.addEventListener("focusin", this.#take, { once: true });
    this.#stop = effect(() => {
      if (changed(inputs as never).length > 0) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  #take = async () => {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await live();
    mount(this, this.dataset.part!);
  };
}

customElements.define("token-part", TokenPart);
