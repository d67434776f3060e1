import css from "../../styles/tokens.css?raw";

export interface Token {
  readonly name: string;
  readonly value: string;
  readonly kind: "colour" | "text" | "drawn" | "corner" | "other";
}

const kindOf = (name: string, value: string): Token["kind"] => {
  if (/^light-dark\(#/.test(value)) return "colour";
  if (/^(smallest|tiny|small|plain|size|large|heading|figure)/.test(name)) return "text";
  if (name.startsWith("drawn")) return "drawn";
  return name.startsWith("corner") ? "corner" : "other";
};

/** Every token of the site, in the order of the one file that sets them. */
export const tokens: readonly Token[] = [...css.matchAll(/^ {2}--([\w-]+): ([^;]+);/gm)].map(
  ([, name = "", value = ""]) => ({ name, value, kind: kindOf(name, value) }),
);

/** Those of one kind. */
export const tokensOf = (kind: Token["kind"]) => tokens.filter((token) => token.kind === kind);
