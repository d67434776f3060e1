import { describe, expect, it } from "vitest";
import { catalogue } from "../../bin/catalogue.ts";
import {
  decimals,
  nominalParameters,
  type ParameterCount,
  parametersFromConfig,
  parametersPerToken,
  ratio,
} from "../../src/lib/index.ts";

interface Stated {
  readonly total: string;
  readonly per_token: string;
}

const models = catalogue().flatMap(({ id, config, ...rest }) => {
  const { stated_parameters: stated } = rest as { stated_parameters?: Stated };
  return stated ? [{ id, config, stated }] : [];
});

/** A count in billions with as many decimals as a printed one. */
const asPrinted = (count: bigint, printed: string) => {
  const places = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
  return `${decimals(ratio(count, 10n ** 9n), places)}B`;
};

const embeddingOf = ({ tensors }: ParameterCount) =>
  tensors.find(({ part }) => part === "embeddings")!.numbers;

it("reads a printed count", () => expect(nominalParameters("46.7B")).toBe(46_700_000_000n));

describe.each(models)("$id", ({ config, stated }) => {
  const count = parametersFromConfig(config);
  if (count.kind === "refused") throw new Error(count.reason);

  it("has in all what its publisher states, to the printed digit", () => {
    expect(asPrinted(count.total, stated.total)).toBe(stated.total);
  });

  it("uses for a token what its publisher states, with or without the embedding table", () => {
    const active = parametersPerToken(count)!;
    const either = [active, active - embeddingOf(count)].map((each) =>
      asPrinted(each, stated.per_token),
    );
    expect(either).toContain(stated.per_token);
  });
});
