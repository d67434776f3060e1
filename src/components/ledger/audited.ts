import { getCollection } from "astro:content";
import { catalogueOf } from "../../lib/audit/catalogue.ts";
import { auditPublication, type LedgerRow, type PublicationEntry } from "../../lib/audit/ledger.ts";

/** A publication with every figure of it audited. */
export interface Audited {
  readonly id: string;
  readonly entry: PublicationEntry;
  readonly rows: readonly LedgerRow[];
}

async function auditAll(): Promise<Audited[]> {
  const models = new Map((await getCollection("models")).map(({ id, data }) => [id, data]));
  const catalogue = catalogueOf((id) => models.get(id));
  return (await getCollection("publications"))
    .map(({ id, data }) => ({ id, entry: data as PublicationEntry }))
    .map(({ id, entry }) => ({ id, entry, rows: auditPublication(entry, catalogue) }));
}

let audited: Promise<Audited[]> | undefined;

/** Every publication of the site, audited once however many pages ask. */
const auditedPublications = (): Promise<Audited[]> => (audited ??= auditAll());

/** One audited figure by the names of its publication and itself. Throws where there is none. */
export async function auditedFigure(publication: string, figure: string) {
  const found = (await auditedPublications()).find(({ id }) => id === publication);
  const row = found?.rows.find(({ id }) => id === figure);
  if (!found || !row) throw new Error(`the ledger has no figure ${figure} of ${publication}`);
  return { ...row, publication: found.entry };
}
