import { type CollectionEntry, getCollection } from "astro:content";
import { catalogueOf } from "../../lib/audit/catalogue.ts";
import { type Cause, causeOf } from "../../lib/audit/cause.ts";
import { auditPublication, type LedgerRow } from "../../lib/audit/ledger.ts";
import { type Verdict, verdictLabels } from "../../lib/audit/verdict.ts";
import { toNumber } from "../../lib/quantity/ratio.ts";
import { quantityLabels } from "./words.ts";

type Publication = CollectionEntry<"publications">["data"];

/** A publication with every figure of it audited. */
export interface Audited {
  readonly id: string;
  readonly data: Publication;
  readonly figures: readonly AuditedFigure[];
  /** The slug of the article that takes this publication apart, where there is one. */
  readonly article?: string | undefined;
}

/** A figure with what the ledger says about it. */
export interface AuditedFigure extends LedgerRow {
  readonly publication: string;
  readonly cause: Cause;
  /** The model it is about: the catalogue's, or the publication's own shape. */
  readonly model: { readonly id: string; readonly name: string };
  /** Fields of the model that nobody looked up. */
  readonly remembered: boolean;
  /** Printed over computed; undefined where nothing was computed. */
  readonly ratio?: number | undefined;
}

/** An address part from a name: PaLM 540B as palm-540b. */
const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9.]+/g, "-");

/** What an article takes apart first, then the newest; what has no date last. */
const byInterest = (a: Audited, b: Audited): number =>
  Number(b.article !== undefined) - Number(a.article !== undefined) ||
  (b.data.published ?? "").localeCompare(a.data.published ?? "") ||
  a.id.localeCompare(b.id);

async function load(): Promise<readonly Audited[]> {
  const models = new Map((await getCollection("models")).map(({ id, data }) => [id, data]));
  const articles = await getCollection("articles");
  const catalogue = catalogueOf((id) => models.get(id));
  const publications = await getCollection("publications");
  return publications
    .map(({ id, data }) => ({
      id,
      data,
      article: articles.find((article) => article.data.audits?.id === id)?.data.slug,
      figures: auditPublication(data, catalogue).map((row): AuditedFigure => {
        const { subject } = row.claim;
        const stated = row.stated.model;
        const model = typeof stated === "object" ? stated.id : stated;
        return {
          ...row,
          publication: id,
          cause: causeOf(row.finding),
          model: { id: model ?? slug(subject.name), name: subject.name },
          remembered:
            model !== undefined &&
            models.get(model)!.sources.some(({ confidence }) => confidence === "remembered"),
          ratio: row.finding.printedOverComputed && toNumber(row.finding.printedOverComputed),
        };
      }),
    }))
    .sort(byInterest);
}

let loaded: Promise<readonly Audited[]> | undefined;

/** The whole ledger, audited once for all pages that show it. */
export const ledger = (): Promise<readonly Audited[]> => (loaded ??= load());

/** One of the values that figures can be filtered by, with how many have it. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

function options(
  figures: readonly AuditedFigure[],
  read: (figure: AuditedFigure) => { value: string; label: string },
): Option[] {
  const found = new Map<string, Option>();
  for (const figure of figures) {
    const { value, label } = read(figure);
    found.set(value, { value, label, count: (found.get(value)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

const byCount = (a: Option, b: Option) => b.count - a.count || a.label.localeCompare(b.label, "en");
const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label, "en", { numeric: true });

/** What figures can be filtered by, counted. */
export function filters(publications: readonly Audited[]) {
  const figures = publications.flatMap((publication) => publication.figures);
  const order = Object.keys(verdictLabels) as Verdict[];
  return {
    verdict: options(figures, ({ finding: { verdict } }) => ({
      value: verdict,
      label: verdictLabels[verdict],
    })).sort((a, b) => order.indexOf(a.value as Verdict) - order.indexOf(b.value as Verdict)),
    cause: options(figures, ({ cause }) => ({ value: cause.id, label: cause.label })).sort(byCount),
    model: options(figures, ({ model }) => ({ value: model.id, label: model.name })).sort(byLabel),
    quantity: options(figures, ({ quantity }) => ({
      value: quantity,
      label: quantityLabels[quantity],
    })).sort(byCount),
    publication: publications
      .map(({ id, data, figures: own }) => ({
        value: id,
        label: `${data.publisher}: ${data.title}`,
        count: own.length,
      }))
      .sort(byLabel),
  };
}

/** Other figures of the ledger about exactly as many bytes, by figure id. */
export function sameBytes(publications: readonly Audited[]): Map<string, AuditedFigure[]> {
  const groups = new Map<string, AuditedFigure[]>();
  for (const figure of publications.flatMap(({ figures }) => figures)) {
    const { bytes } = figure.finding;
    const kind = figure.claim.figure.kind;
    if (bytes === undefined || (kind !== "bytes" && kind !== "none")) continue;
    const key = `${figure.quantity} ${bytes}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  const found = new Map<string, AuditedFigure[]>();
  for (const group of groups.values()) {
    for (const figure of group)
      found.set(
        figure.id,
        group.filter(({ id }) => id !== figure.id),
      );
  }
  return found;
}
