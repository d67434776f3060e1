/**
 * `<embed-home>` around an embed's link to the page it is from: the link carries the inputs as they are,
 * and the page that frames the embed is told how high it is, now and whenever that changes.
 */
class EmbedHome extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a")!;
    for (const reached of ["pointerover", "focusin", "click"]) {
      link.addEventListener(reached, () => {
        link.search = location.search;
      });
    }
    const page = document.documentElement;
    new ResizeObserver(() => {
      const height = Math.ceil(page.getBoundingClientRect().height);
      parent.postMessage({ type: "bytes-per-token:height", height }, "*");
    }).observe(page);
  }
}

customElements.define("embed-home", EmbedHome);
