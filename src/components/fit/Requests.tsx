import { longestThatFits, requestBytes, requestsThatFit } from "../../lib/memory/fits.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { Column } from "../cells/Column.tsx";
import { fitOf, type Known } from "./amounts.ts";
import { binary } from "./print.ts";
import { requests, tokens } from "./state.ts";

const usualLengths = [1024n, 8192n, 32_768n, 131_072n];
const usualNumbers = [1n, 8n, 64n, 256n];

const including = (usual: readonly bigint[], chosen: bigint): bigint[] =>
  [...new Set([...usual, chosen])].sort((a, b) => (a < b ? -1 : 1));

/** The curve as two tables: requests at usual lengths, and lengths of usual numbers of requests. */
export function Requests({ known }: { readonly known: Known }) {
  const { architecture, room, settings } = fitOf(known);
  if (room < 0n) return <p class="refused">The weights do not fit, so no request does.</p>;
  const length = BigInt(tokens.value.value);
  const number = BigInt(requests.value.value);
  return (
    <div class="two-tables">
      <table class="counts">
        <caption>So many requests fit</caption>
        <thead>
          <tr>
            <Column number>tokens in each</Column>
            <Column number>cache of each</Column>
            <Column number>requests</Column>
          </tr>
        </thead>
        <tbody>
          {including(usualLengths, length).map((each) => {
            const most = requestsThatFit(architecture, room, each, settings);
            return (
              <tr key={String(each)} aria-current={each === length}>
                <th scope="row" class="number">
                  {grouped(each)}
                </th>
                <td class="number computed">
                  {binary(requestBytes(architecture, each, settings))}
                </td>
                <td class="number computed">{most === undefined ? "any" : grouped(most)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <table class="counts">
        <caption>So long can they be</caption>
        <thead>
          <tr>
            <Column number>requests</Column>
            <Column number>tokens in each, at most</Column>
          </tr>
        </thead>
        <tbody>
          {including(usualNumbers, number).map((many) => {
            const longest = longestThatFits(architecture, room, many, settings);
            return (
              <tr key={String(many)} aria-current={many === number}>
                <th scope="row" class="number">
                  {grouped(many)}
                </th>
                <td class="number computed">
                  {longest === undefined ? "no limit" : grouped(longest)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
