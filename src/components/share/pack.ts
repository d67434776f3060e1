/** Longest text that a link is unpacked to. */
const longest = 400_000;

async function through(bytes: Uint8Array<ArrayBuffer>, stream: GenericTransformStream) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    size += value.length;
    if (size > longest) throw new RangeError("too long");
    parts.push(value);
  }
}

/** A text made short enough for a link: deflated, in the letters an address may have. */
export async function pack(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const blob = await through(bytes, new CompressionStream("deflate-raw"));
  const all = new Uint8Array(await blob.arrayBuffer());
  let letters = "";
  for (const byte of all) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text that was packed. Rejects where there is none, or it is longer than a page needs. */
export async function unpack(packed: string): Promise<string> {
  const letters = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(letters, (one) => one.charCodeAt(0));
  return (await through(bytes, new DecompressionStream("deflate-raw"))).text();
}
