/** What the fragment of the address names, as it stands where it is not the UTF-8 it should be. */
export function placeNamed(): string {
  const fragment = location.hash.slice(1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** A part of a link, quoted to the reader: no longer than is needed to find it. */
export function partOfLink(key: string, text: string): string {
  const part = `${key}=${text}`;
  const start = /^.{0,80}/su.exec(part)![0];
  return start === part ? part : `${start}…`;
}

/** The address of a part of the page with the inputs as they are. */
export const addressOf = (id: string): string =>
  `${location.href.replace(/#.*$/, "")}${id === "" ? "" : `#${id}`}`;
