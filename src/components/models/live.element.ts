import { effect } from "@preact/signals";
import { inputsOf } from "./state.ts";

/**
 * `<model-live>` around a model's page: what was rendered when it was built stays until an input
 * differs from its default; then the parts that follow the inputs are taken over.
 */
class ModelLive extends HTMLElement {
  #stop = () => {};
  #taken = false;

  connectedCallback() {
    const warm = () => import("./live.tsx");
    const inputs = this.querySelector("astro-island .inputs")?.closest("astro-island");
    inputs?.addEventListener("focusin", warm, { once: true });
    inputs?.addEventListener("pointerover", warm, { once: true });
    this.#stop = effect(() => {
      const differs = inputsOf(true).some(({ value, initial }) => value.value !== initial);
      if (differs) this.#take();
    });
  }

  disconnectedCallback() {
    this.#stop();
  }

  async #take() {
    if (this.#taken) return;
    this.#taken = true;
    const { mount } = await import("./live.tsx");
    mount(this, JSON.parse(this.querySelector("script[type='application/json']")!.textContent!));
  }
}

customElements.define("model-live", ModelLive);
