import { OBSERVATION_SIZE } from "../base/specs.ts";
import type { Episode } from "./episode.ts";

/** What is needed of the simulator; `Hopper` of shared/sim is one. */
export interface DivergenceSimulator {
  readonly observation: Float64Array;
  setState(qpos: ArrayLike<number>, qvel: ArrayLike<number>): void;
  step(action: ArrayLike<number>): unknown;
}

/** Steps after which recorded and simulated states are compared in a curve. */
export const DIVERGENCE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;
/** A difference of any observed value beyond it counts as the first (m, rad, m/s, rad/s). */
export const DIVERGENCE_BAR = 1e-6;
/** Steps after which `measureDivergence` lets its caller breathe. */
const SLICE = 125;
/** Positions among the observed values; the rest are velocities. */
const POSITIONS = 5;

/** How an episode of other physics drifts from ours when its torques are replayed in open loop. */
export interface Divergence {
  readonly steps: number;
  /** root mean square over the observed values after each of DIVERGENCE_STEPS; null beyond the episode's end */
  readonly distances: readonly (number | null)[];
  /** steps until some observed value differs by more than DIVERGENCE_BAR; null: none ever does */
  readonly firstStep: number | null;
  /** largest difference of any observed value; infinite where one is no number */
  readonly largest: number;
}

/**
 * Starts the simulator in the recorded first state (x = 0, which nothing depends on), executes the recorded actions, and
 * compares every observation that follows. Yields the steps done after every second of simulated time.
 */
export function* measureDivergence(
  { meta, columns }: Pick<Episode, "meta" | "columns">,
  simulator: DivergenceSimulator,
): Generator<number, Divergence, void> {
  const observation = columns.observation ?? new Float64Array(0);
  const actions = columns.action ?? new Float32Array(0);
  const width = OBSERVATION_SIZE;
  simulator.setState([0, ...observation.subarray(0, POSITIONS)], observation.subarray(POSITIONS, width));
  const distances: (number | null)[] = DIVERGENCE_STEPS.map(() => null);
  let firstStep: number | null = null;
  let largest = 0;
  for (let step = 1; step <= meta.steps; step++) {
    simulator.step(actions.subarray((step - 1) * 3, step * 3));
    const recorded = step < meta.steps ? observation.subarray(step * width, (step + 1) * width) : meta.finalObservation;
    let squares = 0;
    let most = 0;
    for (let i = 0; i < width; i++) {
      const apart = Math.abs((recorded[i] ?? Number.NaN) - (simulator.observation[i] ?? Number.NaN));
      const difference = Number.isNaN(apart) ? Infinity : apart;
      squares += difference * difference;
      most = Math.max(most, difference);
    }
    if (most > DIVERGENCE_BAR) firstStep ??= step;
    largest = Math.max(largest, most);
    const point = DIVERGENCE_STEPS.findIndex((at) => at === step);
    if (point >= 0) distances[point] = Math.sqrt(squares / width);
    if (step % SLICE === 0) yield step;
  }
  return { steps: meta.steps, distances, firstStep, largest };
}

/** One point of a dataset's curve. */
export interface DivergencePoint {
  readonly step: number;
  /** episodes that are as long */
  readonly episodes: number;
  /** root mean square over episodes and observed values */
  readonly rmse: number;
  /** of the episodes' own distances */
  readonly median: number;
  readonly max: number;
}

/** How the episodes of a dataset diverge; points that no episode reaches are left out. */
export function divergenceCurve(divergences: readonly Divergence[]): readonly DivergencePoint[] {
  return DIVERGENCE_STEPS.flatMap((step, i) => {
    const distances = divergences.flatMap((divergence) => divergence.distances[i] ?? []).sort((a, b) => a - b);
    const count = distances.length;
    if (count === 0) return [];
    const squares = distances.reduce((sum, distance) => sum + distance * distance, 0);
    const middle = Math.floor((count - 1) / 2);
    return {
      step,
      episodes: count,
      rmse: Math.sqrt(squares / count),
      median: ((distances[middle] ?? Number.NaN) + (distances[Math.floor(count / 2)] ?? Number.NaN)) / 2,
      max: distances.at(-1) ?? Number.NaN,
    };
  });
}
