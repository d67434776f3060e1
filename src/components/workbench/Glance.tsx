import { engineNames } from "../../lib/engines/engines.ts";
import type { OnGpu, Plan } from "../../lib/plan/plan.ts";
import { isUnknown } from "../../lib/plan/set-up.ts";
import { grouped, plural } from "../../lib/quantity/print.ts";
import { Spoken } from "../cells/Spoken.tsx";
import { BarPatterns, Key, MemoryBar, type Part } from "../fit/MemoryBar.tsx";
import { binary } from "../fit/print.ts";
import { answer, isRefused } from "./planned.ts";
import { fullestGpu, most, verdict } from "./print.ts";
import { Refused } from "./Refused.tsx";

/** What one GPU holds, part by part; what is not known has no part. */
export function partsOf({ setUp, requestsPerCopy }: Plan, gpu: OnGpu): Part[] {
  const alone = setUp.sharedPrefix === 0n && requestsPerCopy > 0n;
  const parts: Part[] = [
    ...(isUnknown(gpu.weights)
      ? []
      : [{ id: "weights" as const, name: "weights", bytes: gpu.weights }]),
    { id: "other", name: "everything else, assumed", bytes: gpu.other },
    { id: "state", name: "states", bytes: gpu.state },
    {
      id: "cache",
      name: `cache of ${plural(requestsPerCopy, "request")}`,
      bytes: gpu.cache,
      ...(alone && { slices: { count: requestsPerCopy, each: gpu.cache / requestsPerCopy } }),
    },
  ];
  return parts.filter(({ id, bytes }) => id !== "state" || bytes > 0n);
}

/** What the chosen engine makes of it, in a sentence. */
function served({ setUp, reservations }: Plan): string {
  const reserved = reservations.find(({ engine }) => engine === setUp.engine);
  if (!reserved) return "";
  const name = engineNames[reserved.engine];
  if (isUnknown(reserved.perGpu)) return `${name}: ${reserved.perGpu.unknown}`;
  const sets = `${name} sets aside ${binary(reserved.perGpu)} on each GPU`;
  if (isUnknown(reserved.left)) return `${sets}.`;
  return reserved.left < 0n
    ? `${sets}, which is ${binary(-reserved.left)} too much.`
    : `${sets}, and leaves ${binary(reserved.left)}.`;
}

/** The answer at a glance: whether it fits, the GPU that decides, and what would fit instead. */
export function Glance() {
  const plan = answer.value;
  if (isRefused(plan)) return <Refused why={plan.refused} />;
  const { fullest, fits, usable, setUp } = plan;
  const parts = partsOf(plan, fullest);
  const device = setUp.gpu.bytes;
  const engine = served(plan);
  const label = `The memory of ${fullestGpu(plan)} as a bar: ${parts.map(({ name, bytes }) => `${name} ${binary(bytes)}`).join(", ")}; ${binary(usable)} of ${binary(device)} may be used.`;
  return (
    <div class="fit-bar" data-fits={isUnknown(fits) ? "unknown" : fits}>
      <p class="verdict">
        <span class="computed">{verdict(plan)}</span>
      </p>
      <BarPatterns />
      <MemoryBar device={device} usable={usable} parts={parts} label={label} />
      <ul class="part-legend">
        {parts.map(({ id, name, bytes }) => (
          <li key={id}>
            <Key id={id} />
            {name} <span class="computed">{binary(bytes)}</span>
          </li>
        ))}
        {isUnknown(fullest.weights) && <li>weights: {fullest.weights.unknown}</li>}
      </ul>
      <p class="instead">
        At this length at most <span class="computed">{most(plan.mostRequests)}</span> requests fit;{" "}
        {setUp.requests === 1n ? "one" : grouped(setUp.requests)} can be up to{" "}
        <span class="computed">{most(plan.longest)}</span> tokens long
        {setUp.requests === 1n ? "" : " each"}. {engine}
      </p>
      <Spoken
        text={() => {
          const now = answer.value;
          return isRefused(now) ? `Refused: ${now.refused}` : verdict(now);
        }}
      />
    </div>
  );
}
