/** `<check-yourself>`: says how far a guess is off, then opens the answer. */
class CheckYourself extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const field = form?.querySelector("input");
    const told = form?.querySelector(".told");
    const details = this.querySelector("details");
    if (!form || !field || !told || !details) return;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { compare } = await import("./guess.ts");
      const result = compare(field.value, Number(this.dataset.answer));
      told.textContent = result.told;
      told.classList.toggle("refused", !result.read);
      field.setAttribute("aria-invalid", String(!result.read));
      if (result.read) details.open = true;
    });
  }
}

customElements.define("check-yourself", CheckYourself);
