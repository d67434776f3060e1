/** What a BibTeX entry says of a page. */
export interface Cited {
  readonly key: string;
  readonly title: string;
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly published?: string;
  /** The state of the text, such as a commit and its day. */
  readonly version?: { readonly commit: string; readonly date: string };
}

/** Characters TeX would take for commands. */
const escaped = (text: string): string =>
  text
    .replace(/[\\{}]/g, (one) => ({ "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}" })[one]!)
    .replace(/[&%$#_]/g, "\\$&")
    .replace(/~/g, "\\textasciitilde{}")
    .replace(/\^/g, "\\textasciicircum{}");

/** A BibTeX entry for a page of the site. */
export function bibtex({ key, title, address, published, version }: Cited): string {
  const [year, month] = (published ?? version?.date ?? "").split("-");
  const fields = {
    title: `{${escaped(title)}}`,
    author: "{{The authors of Bytes per Token}}",
    ...(year && { year: `{${year}}` }),
    ...(month && { month: String(Number(month)) }),
    howpublished: `{\\url{${address}}}`,
    ...(version && { note: `{Version ${version.commit} of ${version.date}}` }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${value}`);
  return `@misc{${key.replace(/[^\w:-]/g, "-")},\n${lines.join(",\n")}\n}`;
}
