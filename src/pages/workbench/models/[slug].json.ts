import type { APIRoute } from "astro";
import { confirmedModels } from "../../../components/models/catalogue.ts";
import type { Catalogued } from "../../../components/workbench/model/subject.ts";

export const getStaticPaths = async () =>
  (await confirmedModels()).map(({ id, data: { name, config, repository } }) => ({
    params: { slug: id },
    props: { name, config, repository } satisfies Catalogued,
  }));

/** A model of the catalogue for the workbench, fetched when a reader picks it. */
export const GET: APIRoute<Catalogued> = ({ props }) => Response.json(props);
