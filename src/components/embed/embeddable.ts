/**
 * What can stand alone in someone else's page: cells, but those of the workbench, which are one tool with
 * their inputs, and the parts of a model's and a publication's page.
 */
export const embeddable =
  ".cell[id]:not(.workbench *), .model > .section[id], .publication > .section[id]";

/**
 * Where a part of a page stands alone, from the root of the site: `embed/articles/will-it-fit/bar/`.
 * A public address, made of two others that never change: those of the page and of its part.
 */
export const embedPath = (page: string, id: string): string =>
  `embed/${page}${encodeURIComponent(id)}/`;
