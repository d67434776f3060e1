import { breadth, outlines, type Pose, rows } from "./pose.ts";

interface Props {
  readonly pose: Pose;
  /** The drawing in words. */
  readonly label: string;
}

/** Lines as thin across as along, however the drawing is stretched. */
const even = { "vector-effect": "non-scaling-stroke" } as const;

/** Query heads, what is kept for them to read, and the wires between. */
export function Drawing({ pose, label }: Props) {
  const drawn = outlines(pose);
  const { latent } = pose;
  return (
    <svg
      class="heads-drawing"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${breadth} ${rows.end}`}
      height={rows.end}
      preserveAspectRatio="none"
    >
      <path class="wires" {...even} d={drawn.wires} />
      <path class="queries" {...even} d={drawn.queries} />
      {latent > 0 && <path class="rebuilt" {...even} d={drawn.rebuilt} opacity={latent} />}
      {latent < 1 && (
        <g opacity={1 - latent}>
          <path class="keys" {...even} d={drawn.keys} />
          <path class="values" {...even} d={drawn.values} />
        </g>
      )}
      {latent > 0 && (
        <g opacity={latent}>
          <path class="latent" {...even} d={drawn.latent} />
          <path class="rotary" {...even} d={drawn.rotary} />
        </g>
      )}
    </svg>
  );
}
