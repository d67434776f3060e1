import { denseCache } from "../../lib/memory/cache.ts";
import { Copies } from "../formula/Copies.tsx";
import { values } from "./steps.ts";

/** The formula of the article with the reader's numbers, to be copied as code. */
export const Working = () => <Copies id="working" formula={denseCache} values={values()} />;
