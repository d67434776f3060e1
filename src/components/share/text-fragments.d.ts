declare module "text-fragments-polyfill/dist/fragment-generation-utils.js" {
  export const GenerateFragmentStatus: Readonly<
    Record<"SUCCESS" | "INVALID_SELECTION" | "AMBIGUOUS" | "TIMEOUT" | "EXECUTION_FAILED", number>
  >;
  /** The milliseconds after which a search is given up; 500 where nothing is set. */
  export function setTimeout(milliseconds: number): void;
  /** What sets the text of a range apart from all other text of the page. */
  export function generateFragmentFromRange(range: Range): {
    readonly status: number;
    readonly fragment?: {
      readonly textStart: string;
      readonly textEnd?: string;
      readonly prefix?: string;
      readonly suffix?: string;
    };
  };
}
