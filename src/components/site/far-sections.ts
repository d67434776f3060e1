/**
 * Lets the style sheet skip the sections that are far from the screen. All are laid out first, for a frame
 * at least, in which the browser learns how high they are: nothing a reader reaches moves. A new width is
 * learnt in the same way.
 */
export async function skipFarSections(): Promise<void> {
  const article = document.querySelector<HTMLElement>(".article")!;
  const learn = () => {
    article.dataset.far = "shown";
    requestAnimationFrame(() =>
      setTimeout(() => {
        article.dataset.far = "skipped";
      }),
    );
  };
  await document.fonts.ready;
  let width: number | undefined;
  new ResizeObserver(() => {
    if (article.clientWidth !== width) learn();
    width = article.clientWidth;
  }).observe(article);
}
