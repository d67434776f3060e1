/** Copies what is still being worked out: the reader's leave to copy ends before a download may. */
export async function put(type: string, content: Promise<string | Blob>): Promise<void> {
  const blob = content.then((one) => (one instanceof Blob ? one : new Blob([one], { type })));
  await navigator.clipboard.write([new ClipboardItem({ [type]: blob })]);
}
