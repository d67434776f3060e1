import { hiddenSize } from "../../architecture/config/shape.ts";
import type { Fields } from "../../architecture/reading/fields.ts";
import type { Build } from "./families.ts";
import { matrix, type Tensors } from "./tensor.ts";

function dense(fields: Fields, build: Build, width: number, layers: number): Tensors[] {
  const hidden = hiddenSize(fields);
  const bias =
    typeof build.forwardBias === "string"
      ? fields.flag(build.forwardBias) === true
      : build.forwardBias === true;
  return [
    ...(build.gated ? matrix("feed-forward", "gate", [width, hidden], layers, bias) : []),
    ...matrix("feed-forward", "up", [width, hidden], layers, bias),
    ...matrix("feed-forward", "down", [hidden, width], layers, bias),
  ];
}

/** Which layers route to experts; the others have one dense block. */
function routedLayers(fields: Fields, layers: number): number {
  const first = fields.optional("denseFirst", ["first_k_dense_replace"], 0) ?? 0;
  const frequency = fields.raw("moe_layer_freq");
  if (frequency !== undefined && frequency !== 1)
    fields.refuse(
      "moe_layer_freq",
      `${fields.path("moe_layer_freq")} is not 1, and that build is not counted`,
    );
  const step = fields.optional("routedEvery", ["decoder_sparse_step"]) ?? 1;
  const only = fields.numbers("mlp_only_layers") ?? [];
  return Array.from({ length: layers }, (_, i) => i).filter(
    (i) => i >= first && (i + 1) % step === 0 && !only.includes(i),
  ).length;
}

function shared(fields: Fields, build: Build, width: number, layers: number): Tensors[] {
  const count = fields.optional("sharedExperts", ["n_shared_experts"], 0);
  const own = fields.optional("sharedWidth", ["shared_expert_intermediate_size"]);
  const total = own ?? (count ?? 0) * width;
  if (total === 0) return [];
  const hidden = hiddenSize(fields);
  return [
    ...dense(fields, { ...build, forwardBias: false }, total, layers).map((tensor) => ({
      ...tensor,
      part: "experts" as const,
      name: `shared expert ${tensor.name}`,
    })),
    ...(build.sharedGate ? matrix("experts", "shared expert switch", [1, hidden], layers) : []),
  ];
}

/** How many experts a token is sent to, where the config says. */
function chosenExperts(fields: Fields, count: number): number | undefined {
  const name = "num_experts_per_tok";
  const chosen = fields.optional("chosenExperts", [name]);
  if (chosen !== undefined && chosen > count)
    fields.refuse(name, `${chosen} experts are more than the ${count} there are`);
  return chosen;
}

function experts(fields: Fields, build: Build, count: number, layers: number): Tensors[] {
  const hidden = hiddenSize(fields);
  const routed = { experts: count, chosen: chosenExperts(fields, count) };
  const width = fields.whole("expertWidth", ["moe_intermediate_size", "intermediate_size"]);
  const bias = build.expertBias === true;
  return [
    ...matrix("experts", "router", [count, hidden], layers, bias),
    ...(build.routerCorrection
      ? [{ part: "experts" as const, name: "router correction", shape: [count], copies: layers }]
      : []),
    ...[
      ...matrix("experts", "gate", [width, hidden], layers * count, bias),
      ...matrix("experts", "up", [width, hidden], layers * count, bias),
      ...matrix("experts", "down", [hidden, width], layers * count, bias),
    ].map((tensor) => ({ ...tensor, routed })),
    ...shared(fields, build, width, layers),
  ];
}

/** The tensors of the feed-forward blocks, experts and their router included. */
export function forwardTensors(fields: Fields, build: Build, layers: number): Tensors[] {
  const names = ["num_local_experts", "num_experts", "n_routed_experts"];
  const count = fields.optional("experts", names, 0) ?? 0;
  const routed = count === 0 ? 0 : routedLayers(fields, layers);
  const inner = () =>
    fields.optional("forwardWidth", ["intermediate_size", "ffn_dim", "n_inner", "hidden_dim"]) ??
    (build.gated
      ? fields.whole("forwardWidth", ["intermediate_size"])
      : fields.ruled("forwardWidth", "n_inner", 4 * hiddenSize(fields), "4 × hidden size"));
  return [
    ...(routed < layers ? dense(fields, build, inner(), layers - routed) : []),
    ...(routed > 0 ? experts(fields, build, count, routed) : []),
  ];
}
