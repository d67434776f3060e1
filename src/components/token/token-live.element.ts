import { whenTouched } from "../live/touched.ts";

/** `<token-live>`: once the reader reaches for a part of it, the article follows its inputs. */
class TokenLive extends HTMLElement {
  #stop = () => {};

  connectedCallback() {
    this.#stop = whenTouched(() => import("./live.tsx"));
  }

  disconnectedCallback() {
    this.#stop();
  }
}

customElements.define("token-live", TokenLive);
