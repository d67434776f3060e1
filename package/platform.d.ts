/** All that the library takes from outside the language: every runtime has it, and none of it is a page. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
