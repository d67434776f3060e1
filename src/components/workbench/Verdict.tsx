import { cacheBytes } from "../../lib/memory/cache.ts";
import { printBytes } from "../../lib/quantity/print.ts";
import { memories } from "./known.ts";
import { subject } from "./model/chosen.ts";
import { now, setUpOf } from "./set-up.ts";

/** What the set-up comes to, in a sentence. */
export function Verdict() {
  const { tokens, requests, keyType, valueType } = setUpOf(now, subject.value, memories.value);
  const cache = cacheBytes(subject.value.architecture, {
    tokens,
    batch: requests,
    keyType,
    valueType,
  });
  return (
    <p class="verdict">
      <span class="computed">The cache takes {printBytes(cache, "GiB")}.</span>
    </p>
  );
}
