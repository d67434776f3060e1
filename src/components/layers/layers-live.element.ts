import { whenTouched } from "../live/touched.ts";

/** `<layers-live>`: once the reader touches a field, the article follows its inputs. */
class LayersLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("layers-live", LayersLive);
