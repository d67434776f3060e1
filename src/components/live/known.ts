const asText = (_: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);

const asItWas = (_: string, value: unknown) =>
  typeof value === "string" && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;

/** What a page knows as JSON that can stand in HTML, whole numbers of any size included. */
export const toText = (known: unknown): string =>
  JSON.stringify(known, asText).replaceAll("<", "\\u003c");

/** The same back. A text that ends in digits and an n and has nothing else comes back as a number. */
export const fromText = (text: string): unknown => JSON.parse(text, asItWas);
