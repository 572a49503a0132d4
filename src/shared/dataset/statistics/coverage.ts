import { OBSERVATION, OBSERVATION_SIZE } from "../../base/specs.ts";
import type { Coverage, CoverageAxis } from "../dataset-statistics.ts";

/** Bins per axis. */
export const COVERAGE_BINS = 40;

const JOINT_LOW = (-150 * Math.PI) / 180;
const FOOT = (45 * Math.PI) / 180;

/** Fixed ranges, so that two datasets can be laid side by side: Hopper-v5's joint limits, and where it is healthy with some room. */
const RANGES = {
  z: [0.6, 1.8],
  pitch: [-0.3, 0.3],
  thigh: [JOINT_LOW, 0],
  leg: [JOINT_LOW, 0],
  foot: [-FOOT, FOOT],
} as const satisfies Record<string, readonly [low: number, high: number]>;
type Axis = keyof typeof RANGES;

const PLANES: readonly (readonly [x: Axis, y: Axis])[] = [
  ["z", "pitch"],
  ["thigh", "leg"],
  ["leg", "foot"],
];

function axisOf(name: Axis): CoverageAxis & { readonly index: number } {
  const index = OBSERVATION.findIndex((dimension) => dimension.name === name);
  const [low, high] = RANGES[name];
  return { index, name, unit: OBSERVATION[index]?.unit ?? "", low, high };
}

const AXES = PLANES.map(([x, y]) => ({ x: axisOf(x), y: axisOf(y) }));

/** Counts visits of states in three planes; rows with a value that is not finite are left out. */
export class CoverageCounter {
  readonly #counts: readonly Float64Array[] = AXES.map(() => new Float64Array(COVERAGE_BINS * COVERAGE_BINS));

  add(observation: Float64Array, rows: number): void {
    AXES.forEach(({ x, y }, plane) => {
      const { index: xAt, low: xLow } = x;
      const { index: yAt, low: yLow } = y;
      const counts = this.#counts[plane]!;
      const perX = COVERAGE_BINS / (x.high - x.low);
      const perY = COVERAGE_BINS / (y.high - y.low);
      const end = rows * OBSERVATION_SIZE;
      for (let at = 0; at < end; at += OBSERVATION_SIZE) {
        const column = (observation[at + xAt]! - xLow) * perX;
        const row = (observation[at + yAt]! - yLow) * perY;
        if (Number.isFinite(column) && Number.isFinite(row)) counts[binOf(row) * COVERAGE_BINS + binOf(column)]!++;
      }
    });
  }

  merge(other: CoverageCounter): void {
    this.#counts.forEach((counts, plane) => {
      const theirs = other.#counts[plane];
      for (let i = 0; i < counts.length; i++) counts[i]! += theirs?.[i] ?? 0;
    });
  }

  result(): readonly Coverage[] {
    return AXES.map(({ x, y }, plane) => ({
      x: { name: x.name, unit: x.unit, low: x.low, high: x.high },
      y: { name: y.name, unit: y.unit, low: y.low, high: y.high },
      bins: COVERAGE_BINS,
      counts: Array.from(this.#counts[plane] ?? []),
    }));
  }
}

function binOf(place: number): number {
  return place <= 0 ? 0 : place >= COVERAGE_BINS ? COVERAGE_BINS - 1 : Math.trunc(place);
}
