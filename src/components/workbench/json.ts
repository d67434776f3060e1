/** JSON with whole numbers of any size, which are written as `{"big": "123"}`. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (typeof one === "bigint" ? { big: String(one) } : one));

/** Reads what `toJson` wrote. */
export const fromJson = <Value>(text: string): Value =>
  JSON.parse(text, (_, one) =>
    typeof one === "object" && one !== null && typeof one.big === "string" ? BigInt(one.big) : one,
  );
