import { grouped, significant } from "../../lib/quantity/print.ts";
import { ratio, toNumber } from "../../lib/quantity/ratio.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { perToken } from "./amounts.ts";
import { modelNames } from "./models.ts";
import { binary, counted, decimal } from "./print.ts";
import { model, tokens } from "./state.ts";
import { weightsRead } from "./weights.ts";

const cache = () => BigInt(tokens.value.value) * perToken(model.value.value);

function told(): string {
  const name = modelNames[model.value.value];
  const weights = weightsRead(model.value.value);
  const kept = cache();
  const at = counted(tokens.value.value, "token");
  if (weights === undefined)
    return `With ${at} kept, a decode pass of ${name} reads ${binary(kept)} of cache, and its weights. They are not counted here: how wide its feed-forward layers are was not read anywhere.`;
  const compared =
    kept < weights
      ? `The weights are ${significant(ratio(weights, kept), 3)} times the cache.`
      : `The cache is ${significant(ratio(kept, weights), 3)} times the weights.`;
  return `With ${at} kept, a decode pass of ${name} reads ${binary(weights)} of weights and ${binary(kept)} of cache to give one token. ${compared}`;
}

/** What one decode pass reads, to scale: the weights, and the cache. */
export function Reads() {
  const slug = model.value.value;
  const weights = weightsRead(slug);
  const kept = cache();
  const rows = [
    { name: "weights", bytes: weights },
    { name: "cache", bytes: kept },
  ];
  const most = weights === undefined || kept > weights ? kept : weights;
  return (
    <>
      <p class="working">
        <span class="number" data-term="bytes_per_token">
          {grouped(perToken(slug))}
        </span>
        <span class="times"> × </span>
        <span class="number" data-term="tokens">
          {grouped(tokens.value.value)}
        </span>
        <span class="equals"> = </span>
        <output class="computed">{grouped(kept)} bytes</output>
        <span class="units"> of cache in every pass</span>
      </p>
      <table class="reads">
        <caption>Read by one decode pass, bars to one scale</caption>
        <tbody>
          {rows.map(({ name, bytes }) => (
            <tr key={name} class={name}>
              <th scope="row">{name}</th>
              <td class="bar" aria-hidden="true">
                {bytes !== undefined && (
                  <i style={{ width: `${(toNumber(ratio(bytes, most)) * 100).toFixed(3)}%` }} />
                )}
              </td>
              <td class="number computed">
                {bytes === undefined ? "not counted" : binary(bytes)}
                {bytes !== undefined && <span class="quiet"> = {decimal(bytes)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="summary">{told()}</p>
      <Spoken text={told} />
    </>
  );
}
