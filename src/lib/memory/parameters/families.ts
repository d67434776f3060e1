/** How a family's decoder layer is built, as far as its parameters go. */
export interface Build {
  /** A LayerNorm has a gain and a bias, RMSNorm a gain only. */
  readonly norm: "gain" | "gain-and-bias";
  readonly normsPerLayer: 1 | 2 | 4;
  /** Gate, up and down; or only up and down. */
  readonly gated: boolean;
  /** Norms on queries and keys: one gain per number of a head, or of all heads. */
  readonly queryKeyNorm?: "head" | "heads";
  /** Biases of the family; a name means that the config decides. */
  readonly queryBias?: boolean | "attention_bias";
  readonly outputBias?: boolean | "attention_bias";
  readonly forwardBias?: boolean | "mlp_bias";
  readonly headBias?: boolean;
  /** Whether the output matrix is the embedding, where the config does not say. */
  readonly tied: boolean;
  /** Entries of the vocabulary where a config leaves them to its class. */
  readonly vocabulary?: number;
  /** Rows of learned positions beyond those the config counts; left out where there are none. */
  readonly positions?: number;
  /** Attention through low-rank projections (DeepSeek's MLA). */
  readonly latent?: boolean;
  /** A number per query head that attention may fall back on. */
  readonly sinks?: boolean;
  /** Biases of the router and of the experts. */
  readonly expertBias?: boolean;
  /** A gate on the shared expert. */
  readonly sharedGate?: boolean;
  /** A correction per expert that routing learns beside the router. */
  readonly routerCorrection?: boolean;
}

const llama: Build = {
  norm: "gain",
  normsPerLayer: 2,
  gated: true,
  queryBias: "attention_bias",
  outputBias: "attention_bias",
  forwardBias: "mlp_bias",
  tied: false,
};

const plain: Build = { ...llama, queryBias: false, outputBias: false, forwardBias: false };
const qwen2: Build = { ...plain, queryBias: true };
const qwen3: Build = { ...plain, queryKeyNorm: "head", queryBias: "attention_bias" };
const gemma: Build = { ...plain, tied: true };
const biased: Build = {
  norm: "gain-and-bias",
  normsPerLayer: 2,
  gated: false,
  queryBias: true,
  outputBias: true,
  forwardBias: true,
  tied: true,
};

/** Families whose tensors add up to a model's known count, or that are built like one that does. */
export const builds: Readonly<Record<string, Build>> = {
  llama,
  mistral: plain,
  mixtral: plain,
  phi3: plain,
  smollm3: { ...llama, tied: true },
  qwen2,
  qwen2_moe: { ...qwen2, sharedGate: true },
  qwen3,
  qwen3_moe: qwen3,
  gemma,
  gemma2: { ...gemma, normsPerLayer: 4 },
  gemma3: { ...gemma, normsPerLayer: 4, queryKeyNorm: "head", vocabulary: 262_208 },
  olmo2: { ...plain, queryKeyNorm: "heads" },
  olmo3: { ...plain, queryKeyNorm: "heads" },
  cohere: { ...plain, normsPerLayer: 1, tied: true },
  gpt2: { ...biased, positions: 0 },
  opt: { ...biased, positions: 2 },
  gpt_neox: { ...biased, tied: false },
  gptj: {
    ...biased,
    normsPerLayer: 1,
    queryBias: false,
    outputBias: false,
    headBias: true,
    tied: false,
  },
  phi: { ...biased, normsPerLayer: 1, headBias: true, tied: false },
  starcoder2: biased,
  gpt_oss: {
    ...plain,
    queryBias: true,
    outputBias: true,
    sinks: true,
    expertBias: true,
  },
  deepseek_v2: { ...plain, latent: true },
  deepseek_v3: { ...plain, latent: true, routerCorrection: true },
  kimi_k2: { ...plain, latent: true, routerCorrection: true },
  glm4_moe: { ...plain, queryBias: "attention_bias", routerCorrection: true },
};
