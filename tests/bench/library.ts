import { Bench } from "tinybench";
import { catalogue } from "../../bin/catalogue.ts";
import { siteCatalogue } from "../../bin/content/models.ts";
import { readPublications } from "../../bin/content/publications.ts";
import { modelRow } from "../../src/components/models/rows.ts";
import { auditPublication } from "../../src/lib/audit/ledger.ts";
import { cacheBytes, fromConfig, longestThatFits } from "../../src/lib/index.ts";
import { markdownTable, milliseconds } from "./markdown.ts";

const models = catalogue();
const published = readPublications();
const publications = published.map(({ entry }) => entry);
const llama31 = published.find(({ id }) => id === "llama31")!.entry;

const architecture = (id: string) => {
  const reading = fromConfig(models.find((model) => model.id === id)!.config);
  if (reading.kind === "refused") throw new Error(reading.reason);
  return reading.architecture;
};

/** As many models as asked for, those of the catalogue over and over. */
const generated = (count: number) =>
  Array.from({ length: count }, (_, index) => models[index % models.length]!);

/** As many publications as asked for, those of the ledger over and over. */
const entries = (count: number) =>
  Array.from({ length: count }, (_, index) => publications[index % publications.length]!);

/** What the library takes for what a page asks of it, and how that grows with the content. */
export async function benchLibrary(): Promise<string> {
  const gemma = architecture("gemma-3-27b");
  const bench = new Bench({ time: 500, warmupTime: 100 })
    .add("cache of Gemma 3 27B at 131,072 tokens", () => cacheBytes(gemma, { tokens: 131_072n }))
    .add("its longest context in 64 GiB", () => longestThatFits(gemma, 64n << 30n, 4n))
    .add("a config read, with its parameters", () =>
      modelRow("gemma-3-27b", "Gemma 3 27B", models.find(({ id }) => id === "gemma-3-27b")!.config),
    )
    .add("the Llama 3.1 tables audited, causes searched", () =>
      auditPublication(llama31, siteCatalogue),
    );
  await bench.run();
  const measured = bench.tasks.map(({ name, result }) => {
    if (result.state !== "completed") throw new Error(`${name}: ${result.state}`);
    const { p50, p99, samplesCount } = result.latency;
    return [name, milliseconds(p50), milliseconds(p99), String(samplesCount)];
  });
  const growth = [10, 100, 1000].map((count) => {
    const took = (what: () => unknown) => {
      const from = performance.now();
      what();
      return performance.now() - from;
    };
    const rows = took(() =>
      generated(count).map(({ id, name, config }) => modelRow(id, name, config)),
    );
    const audits = took(() =>
      entries(count).map((entry) => auditPublication(entry, siteCatalogue)),
    );
    return [
      count.toLocaleString("en-US"),
      milliseconds(rows),
      milliseconds(rows / count),
      milliseconds(audits),
      milliseconds(audits / count),
    ];
  });
  return [
    "## The library",
    markdownTable(["", "median, ms", "99th percentile, ms", "samples"], measured),
    "Growing content, the catalogue's models and the ledger's publications over and over:",
    markdownTable(
      ["entries", "models, ms", "each, ms", "publications audited, ms", "each, ms"],
      growth,
    ),
  ].join("\n\n");
}
