import { cacheBytes } from "../../lib/memory/cache.ts";
import { growth } from "../../lib/memory/growth.ts";
import { grouped } from "../../lib/quantity/print.ts";
import { drawOnLogs } from "../charts/frame.ts";
import { lineY } from "../charts/plot.ts";
import type { ModelRow } from "./rows.ts";

const gib = 2 ** 30;
const shortest = 1024;
const longest = 2 ** 20;
const lineHeight = 14;

interface Point {
  readonly slug: string;
  readonly tokens: number;
  readonly gib: number;
}

const even = Array.from({ length: 21 }, (_, step) =>
  BigInt(Math.round(shortest * 2 ** (step / 2))),
);

/** A model's line: half doublings of the tokens, and its kinks. */
function pointsOf({ slug, architecture }: ModelRow): Point[] {
  const kinks = growth(architecture)
    .map(({ from }) => from)
    .filter((from) => from > BigInt(shortest) && from < BigInt(longest));
  const lengths = [...new Set([...even, ...kinks])].sort((a, b) => (a < b ? -1 : 1));
  return lengths.map((tokens) => ({
    slug,
    tokens: Number(tokens),
    gib: Number(cacheBytes(architecture, { tokens })) / gib,
  }));
}

/** Names that touch, moved apart around the middle of where they want to be. */
interface Cluster {
  readonly places: number[];
  /** Sum of what the first name's height would be for each to be where it wants. */
  wanted: number;
}

const firstOf = ({ places, wanted }: Cluster, low: number, high: number): number =>
  Math.max(low, Math.min(wanted / places.length, high - (places.length - 1) * lineHeight));

/** Moves heights apart until names fit below each other, each as little as possible. */
function apart(heights: readonly number[], low: number, high: number): Map<number, number> {
  const order = heights.map((_, place) => place).sort((a, b) => heights[a]! - heights[b]!);
  const clusters: Cluster[] = [];
  for (const place of order) {
    let cluster: Cluster = { places: [place], wanted: heights[place]! };
    for (let before = clusters.at(-1); before; before = clusters.at(-1)) {
      const end = firstOf(before, low, high) + before.places.length * lineHeight;
      if (end <= firstOf(cluster, low, high)) break;
      clusters.pop();
      const shift = before.places.length * cluster.places.length * lineHeight;
      cluster = {
        places: before.places.concat(cluster.places),
        wanted: before.wanted + cluster.wanted - shift,
      };
    }
    clusters.push(cluster);
  }
  return new Map(
    clusters.flatMap((cluster) =>
      cluster.places.map((place, index): [number, number] => [
        place,
        firstOf(cluster, low, high) + index * lineHeight,
      ]),
    ),
  );
}

/** Heights of names that have room where they are, from above; the others get none. */
function thinned(heights: readonly number[]): Map<number, number> {
  const order = heights.map((_, place) => place).sort((a, b) => heights[a]! - heights[b]!);
  const placed = new Map<number, number>();
  let last = Number.NEGATIVE_INFINITY;
  for (const place of order) {
    if (heights[place]! - last < lineHeight) continue;
    last = heights[place]!;
    placed.set(place, last);
  }
  return placed;
}

/** Every model's cache against tokens on logarithmic axes, each line with its name where it fits. */
export function drawModels(rows: readonly ModelRow[], width: number, document: Document): Element {
  const narrow = width < 500;
  const lines = rows.map(pointsOf);
  const [least, most] = extent(lines.flat().map((point) => point.gib));
  const [low, high] = [least / 1.4, most * 1.4];
  const height = narrow ? 440 : 640;
  const margin = { top: 24, bottom: 40, left: 52, right: narrow ? 118 : 210 };
  const ticks = narrow
    ? [2 ** 10, 2 ** 15, 2 ** 20]
    : [2 ** 10, 2 ** 12, 2 ** 14, 2 ** 16, 2 ** 18, 2 ** 20];
  const powers = [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000].filter(
    (one) => one > low && one < high,
  );
  const x = {
    domain: [shortest, longest],
    base: 2,
    ticks,
    print: (count: number) => grouped(count),
    label: "tokens →",
    labelAnchor: "center",
  } as const;
  const y = { domain: [low, high], ticks: powers, print: String, label: "↑ GiB" } as const;
  const svg = drawOnLogs(x, y, {
    document,
    width,
    height,
    marginTop: margin.top,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marks: [
      lineY(lines.flat(), { x: "tokens", y: "gib", z: "slug", className: "lines", stroke: "red" }),
    ],
  });
  const paths = [...svg.querySelectorAll(".lines path")];
  const top = (value: number): number =>
    margin.top +
    (1 - Math.log(value / low) / Math.log(high / low)) * (height - margin.top - margin.bottom);
  const ends = lines.map((points) => top(points.at(-1)!.gib));
  const [first, last] = [margin.top, height - margin.bottom];
  const fits = rows.length * lineHeight <= last - first;
  const names = fits ? apart(ends, first, last) : thinned(ends);
  const right = width - margin.right;
  const make = (tag: string, attributes: Record<string, string | number>): Element => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(name, String(value));
    return element;
  };
  svg.querySelector(".lines")?.remove();
  const all = make("g", { "text-anchor": "start", "font-size": narrow ? 11 : 12.5 });
  for (const [place, { slug, name, family }] of rows.entries()) {
    const group = make("g", { class: `line line-${family}`, "data-model": slug });
    group.append(make("path", { d: paths[place]!.getAttribute("d")! }));
    const at = names.get(place);
    if (at !== undefined) {
      const from = ends[place]!.toFixed(1);
      group.append(
        make("path", { class: "leader", d: `M${right} ${from}L${right + 18} ${at.toFixed(1)}` }),
      );
    }
    const text = make("text", {
      x: right + 22,
      y: (at ?? ends[place]!).toFixed(1),
      dy: "0.32em",
      ...(at === undefined ? { class: "unplaced" } : {}),
    });
    text.textContent = narrow && name.length > 16 ? `${name.slice(0, 15)}…` : name;
    group.append(text);
    all.append(group);
  }
  svg.append(all);
  return svg;
}

/** The least and the greatest of many numbers, without spreading them. */
function extent(values: readonly number[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (value > 0 && value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
