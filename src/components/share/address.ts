/** The address of a part of the page with the inputs as they are. */
export const addressOf = (id: string): string =>
  `${location.href.replace(/#.*$/, "")}${id === "" ? "" : `#${id}`}`;
