const attribute = (text: string): string =>
  text.replace(/[&"<]/g, (one) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;" })[one]!);

/** What an embed is framed with in someone else's page. */
export interface Framed {
  readonly address: string;
  readonly title: string;
  /** CSS pixels. */
  readonly height: number;
}

/** The HTML that shows an embed in someone else's page. */
export const frameCode = ({ address, title, height }: Framed): string =>
  `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="${height}" loading="lazy" style="border: 0"></iframe>`;
