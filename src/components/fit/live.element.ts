import { effect } from "@preact/signals";
import { inputs } from "./state.ts";

/**
 * `<fit-live>`: what was rendered when the page was built stays until an input differs from its
 * default; then the parts that follow the inputs are taken over.
 */
class FitLive extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const warm = () => import("./live.tsx");
    for (const place of document.querySelectorAll("astro-island:has(.inputs)")) {
      place.addEventListener("focusin", warm, { once: true });
      place.addEventListener("pointerover", warm, { once: true });
    }
    this.#stop = effect(() => {
      const all = inputs as readonly { value: { value: unknown }; initial: unknown }[];
      // Every input is read, so that each of them is followed.
      const differing = all.filter(({ value, initial }) => value.value !== initial);
      if (differing.length > 0) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take() {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await import("./live.tsx");
    mount(JSON.parse(this.querySelector("script")!.textContent!));
  }
}

customElements.define("fit-live", FitLive);
