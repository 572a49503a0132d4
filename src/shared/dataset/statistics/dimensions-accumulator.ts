import { ACTION, ACTION_SIZE, OBSERVATION, OBSERVATION_SIZE } from "../../base/specs.ts";
import type { DatasetStatistics, DimensionStatistics } from "../dataset-statistics.ts";
import { columnMoments, mergeMoments, NO_MOMENTS } from "./moments.ts";
import type { Moments } from "./moments.ts";
import { selectQuantiles } from "./quantiles.ts";
import { SAMPLE_CAPACITY, StepSample } from "./step-sample.ts";

interface Dimension {
  readonly name: string;
  readonly unit: string;
}

const REWARD: Dimension = { name: "reward", unit: "1" };
const DIMENSIONS: readonly Dimension[] = [...OBSERVATION, ...ACTION, REWARD];
const QUANTILES = [0.01, 0.1, 0.5, 0.9, 0.99] as const;

/** Rows of one episode; all numbers as float64, row by row. */
export interface DimensionRows {
  readonly observation: Float64Array;
  readonly action: Float64Array;
  readonly reward: Float64Array;
}

/** Statistics of every dimension of observation, action and reward; see StatisticsAccumulator, of which it is a part. */
export class DimensionsAccumulator {
  readonly #sample: StepSample;
  #moments: readonly Moments[] = DIMENSIONS.map(() => NO_MOMENTS);

  constructor(capacity: number = SAMPLE_CAPACITY) {
    this.#sample = new StepSample(DIMENSIONS.length, capacity);
  }

  /** Adds an episode's rows; answers the episode's own moments, in the order observation, action, reward. */
  add(episode: string, steps: number, { observation, action, reward }: DimensionRows): readonly Moments[] {
    const moments = [
      ...columnMoments(observation, OBSERVATION_SIZE, steps),
      ...columnMoments(action, ACTION_SIZE, steps),
      ...columnMoments(reward, 1, steps),
    ];
    this.#moments = this.#moments.map((all, i) => mergeMoments(all, moments[i] ?? NO_MOMENTS));
    this.#sample.add(episode, steps, [
      { values: observation, size: OBSERVATION_SIZE },
      { values: action, size: ACTION_SIZE },
      { values: reward, size: 1 },
    ]);
    return moments;
  }

  /** Adds what another accumulator of the same capacity has seen: other episodes than this one. */
  merge(other: DimensionsAccumulator): void {
    this.#moments = this.#moments.map((all, i) => mergeMoments(all, other.#moments[i] ?? NO_MOMENTS));
    this.#sample.merge(other.#sample);
  }

  result(): Pick<DatasetStatistics, "observation" | "action" | "reward"> {
    const dimensions = DIMENSIONS.map((dimension, i) => this.#dimension(dimension, i));
    const actions = OBSERVATION_SIZE + ACTION_SIZE;
    return {
      observation: dimensions.slice(0, OBSERVATION_SIZE),
      action: dimensions.slice(OBSERVATION_SIZE, actions),
      reward: dimensions[actions] ?? this.#dimension(REWARD, actions),
    };
  }

  #dimension({ name, unit }: Dimension, i: number): DimensionStatistics {
    const { count, mean, m2, min, max } = this.#moments[i] ?? NO_MOMENTS;
    const [q01, q10, q50, q90, q99] = selectQuantiles(this.#sample.finite(i), QUANTILES);
    const empty = count === 0;
    return {
      name,
      unit,
      count,
      min: empty ? Number.NaN : min,
      max: empty ? Number.NaN : max,
      mean: empty ? Number.NaN : mean,
      std: empty ? Number.NaN : Math.sqrt(m2 / count),
      q01: q01 ?? Number.NaN,
      q10: q10 ?? Number.NaN,
      q50: q50 ?? Number.NaN,
      q90: q90 ?? Number.NaN,
      q99: q99 ?? Number.NaN,
    };
  }
}

/** A column as float64, copied where it is of another type: loops over one type of array are compiled for it alone. */
export function doublesOf(column: ArrayLike<number> | undefined): Float64Array {
  return column instanceof Float64Array ? column : new Float64Array(column ?? []);
}
