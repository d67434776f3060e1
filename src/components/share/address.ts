/** What the fragment of the address names, as it stands where it is not the UTF-8 it should be. */
export function placeNamed(): string {
  const fragment = location.hash.slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** A text with at most so many letters, and an ellipsis where there were more. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…`;

/** A part of a link, quoted to the reader: no longer than is needed to find it. */
export const partOfLink = (key: string, text: string): string => cut(`${key}=${text}`, 80);

/** The address of a part of the page with the inputs as they are. */
export const addressOf = (id: string): string =>
  `${location.href.replace(/#.*$/, "")}${id === "" ? "" : `#${id}`}`;
