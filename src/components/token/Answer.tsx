import { grouped } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { perToken, vectorsPerToken } from "./amounts.ts";
import { modelNames } from "./models.ts";
import { binary, counted } from "./print.ts";
import { model, tokens } from "./state.ts";

const cache = () => BigInt(tokens.value.value) * perToken(model.value.value);

const told = () =>
  `After ${counted(tokens.value.value, "token")}, ${modelNames[model.value.value]} keeps ${binary(cache())}.`;

/** The answer of the article as sentences about a model and a length. */
export function Answer() {
  const slug = model.value.value;
  return (
    <>
      <p class="sentence">
        After {counted(tokens.value.value, "token")}, {modelNames[slug]} keeps{" "}
        <output class="ink computed">{binary(cache())}</output>. The next token will read all of it,
        and leave <output class="ink computed">{binary(perToken(slug))}</output> more:{" "}
        <output class="ink computed">{grouped(vectorsPerToken(slug))}</output> keys and values.
      </p>
      <Spoken text={told} />
    </>
  );
}
