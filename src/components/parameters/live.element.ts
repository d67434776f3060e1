import { whenTouched } from "../live/touched.ts";

/** `<parameters-live>`: once the reader touches a field, the article follows its inputs. */
class ParametersLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("parameters-live", ParametersLive);
