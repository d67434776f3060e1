import type {
  Architecture,
  AttentionLayers,
  LatentLayers,
} from "../../lib/architecture/architecture.ts";
import { fromConfig } from "../../lib/architecture/from-config.ts";
import { type Sharing, sharing } from "../../lib/architecture/words.ts";
import { bytesPerTokenAt } from "../../lib/memory/cache.ts";
import { numbersPerToken } from "../../lib/memory/numbers.ts";
import type { Ratio } from "../../lib/quantity/ratio.ts";

/** A model by how its heads share. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly sharing: Sharing | "MLA";
  readonly queryHeads: number | undefined;
  /** KV heads; none where a latent serves all heads. */
  readonly kvHeads: number | undefined;
  /** Numbers that one of its attention layers keeps for a token. */
  readonly numbers: bigint;
  /** Bytes a further token adds in 16-bit once every window is full, and whether some layers keep other things. */
  readonly bytes: Ratio;
  readonly mixed: boolean;
}

type Config = Readonly<Record<string, unknown>>;

/** The query heads a config states, under the names that families use. */
export function queryHeadsOf(config: Config): number | undefined {
  const text = config.text_config as Config | undefined;
  const stated = [config, text].flatMap((one) => [one?.num_attention_heads, one?.n_head]);
  return stated.find((heads) => typeof heads === "number");
}

/** The layers that attend to every token: what a model keeps at any length. */
const everyToken = ({ layers }: Architecture) =>
  layers.filter(
    (group): group is AttentionLayers | LatentLayers =>
      (group.kind === "attention" || group.kind === "latent") && group.window === undefined,
  );

/** A token so late that no window still grows. */
const late = 10_000_000n;

/**
 * Where a model stands on the line, or undefined where its fields do not say: no query heads among
 * them, or no layer that keeps every token whole. Throws naming the model when its config is refused.
 */
export function place(id: string, name: string, config: Config): Placed | undefined {
  const reading = fromConfig(config);
  if (reading.kind === "refused") throw new Error(`${id} is refused: ${reading.reason}`);
  const { architecture } = reading;
  const [group] = everyToken(architecture);
  const queryHeads = queryHeadsOf(config);
  if (!group || (group.kind === "attention" && queryHeads === undefined)) return undefined;
  const kvHeads = group.kind === "attention" ? group.kvHeads : undefined;
  return {
    id,
    name,
    sharing: kvHeads === undefined ? "MLA" : sharing(queryHeads!, kvHeads),
    queryHeads,
    kvHeads,
    numbers: numbersPerToken(group),
    bytes: bytesPerTokenAt(architecture, { tokens: late }),
    mixed: architecture.layers.length > 1,
  };
}

/** Query heads to a KV head; without end where a latent serves them all. */
export const perHead = ({ queryHeads = 0, kvHeads }: Placed): number =>
  kvHeads === undefined ? Number.POSITIVE_INFINITY : queryHeads / kvHeads;

/** Along the line: query heads per KV head first, then what a token costs, most first. */
export const along = (a: Placed, b: Placed): number =>
  Math.sign(perHead(a) - perHead(b)) || Number(b.bytes.n * a.bytes.d - a.bytes.n * b.bytes.d);
