import type { Shape } from "./models.ts";
import { growing, head, layer, type Piece, part, pointed, tokens } from "./state.ts";

/** The tokens the block is drawn with: on the way while it grows. Reads signals. */
export const shownTokens = (): number => growing.value ?? tokens.value.value;

/** The piece that is told about, within what the model has: the one pointed at, else the chosen. */
export function pieceOf({ layers, heads }: Shape): Piece {
  const chosen = {
    layer: layer.value.value,
    head: head.value.value,
    part: part.value.value,
  };
  const { layer: down, head: across, part: which } = pointed.value ?? chosen;
  return { layer: Math.min(layers, down), head: Math.min(heads, across), part: which };
}

/** What was asked for and is not there: layers and heads beyond the model's. */
export function missing({ layers, heads }: Shape): string | undefined {
  const beyond = [
    layer.value.value > layers && `layer ${layer.value.value}`,
    head.value.value > heads && `KV head ${head.value.value}`,
  ].filter((one) => one !== false);
  return beyond.length > 0 ? beyond.join(" and no ") : undefined;
}

/** The column of a piece on the front, from 0: the keys of all heads, then the values. */
export const columnOf = ({ head: across, part: which }: Piece, { heads }: Shape): number =>
  across - 1 + (which === "values" ? heads : 0);
