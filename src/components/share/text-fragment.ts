import {
  GenerateFragmentStatus,
  generateFragmentFromRange,
  setTimeout as giveUpAfter,
} from "text-fragments-polyfill/dist/fragment-generation-utils.js";

giveUpAfter(10_000);

/** A part of a text directive; what separates the parts must not stand in one as it is. */
const encoded = (text: string): string => encodeURIComponent(text).replaceAll("-", "%2D");

/** An address that leads to exactly the words of a range. Throws where no words around it set it apart. */
export function address(range: Range, page: string): string {
  const { status, fragment } = generateFragmentFromRange(range.cloneRange());
  if (status !== GenerateFragmentStatus.SUCCESS || !fragment)
    throw new Error("no address finds this text alone");
  const { prefix, textStart, textEnd, suffix } = fragment;
  const parts = [
    prefix && `${encoded(prefix)}-`,
    encoded(textStart),
    textEnd && encoded(textEnd),
    suffix && `-${encoded(suffix)}`,
  ];
  return `${page.includes("#") ? page : `${page}#`}:~:text=${parts.filter(Boolean).join(",")}`;
}
