import { ACTION, ACTION_SIZE, OBSERVATION, STEP_SECONDS } from "../../base/specs.ts";
import type { ColumnName } from "../columns.ts";
import type { DatasetStatistics, EpisodeFigures } from "../dataset-statistics.ts";
import type { Episode } from "../episode.ts";
import { jerkOf, mergeActionSums, NO_ACTIONS, saturationOf, sumActions } from "./action-figures.ts";
import type { ActionSums } from "./action-figures.ts";
import { Autocorrelation } from "./autocorrelation.ts";
import { CoverageCounter } from "./coverage.ts";
import { DimensionsAccumulator, doublesOf } from "./dimensions-accumulator.ts";
import { histogramOf } from "./histogram.ts";
import { countInput } from "./input-share.ts";
import { findOutliers } from "./outliers.ts";
import { SAMPLE_CAPACITY } from "./step-sample.ts";

/** The columns that statistics are made from. */
export const STATISTICS_COLUMNS = [
  "observation",
  "action",
  "reward",
  "x",
  "missed_ticks",
  "pad_axes",
  "pad_buttons",
  "pad_time",
] as const satisfies readonly ColumnName[];

const SPEED = OBSERVATION.findIndex(({ name }) => name === "vx");

/**
 * Statistics of episodes that are added one after the other, in any order, each once; memory does not grow with the
 * steps beyond `capacity`. Accumulators of parts of a dataset can be merged.
 */
export class StatisticsAccumulator {
  readonly #dimensions: DimensionsAccumulator;
  readonly #coverage = new CoverageCounter();
  readonly #correlations = ACTION.map(() => new Autocorrelation());
  #actions: ActionSums = NO_ACTIONS;
  #steps = 0;
  #inputSteps = 0;
  #idleSteps = 0;
  #figures: EpisodeFigures[] = [];

  constructor(capacity: number = SAMPLE_CAPACITY) {
    this.#dimensions = new DimensionsAccumulator(capacity);
  }

  /** Adds a used episode, trimmed, with at least its required columns among STATISTICS_COLUMNS. */
  add({ meta, columns }: Pick<Episode, "meta" | "columns">): void {
    const { id, steps } = meta;
    const observation = doublesOf(columns.observation);
    const action = doublesOf(columns.action);
    const moments = this.#dimensions.add(id, steps, { observation, action, reward: doublesOf(columns.reward) });
    this.#coverage.add(observation, steps);
    const actions = sumActions(action, steps);
    this.#actions = mergeActionSums(this.#actions, actions);
    const input = countInput(columns, steps);
    this.#inputSteps += input?.steps ?? 0;
    this.#idleSteps += input?.idle ?? 0;
    this.#steps += steps;
    this.#figures.push({
      id,
      steps,
      return: meta.return,
      distance: columns.x === undefined ? null : (columns.x[steps - 1] ?? 0) - (columns.x[0] ?? 0),
      speed: moments[SPEED]?.mean ?? 0,
      idleShare: input === null ? null : input.idle / input.steps,
      saturation: saturationOf(actions),
      jerk: jerkOf(actions),
      missedTicks:
        columns.missed_ticks === undefined
          ? null
          : (columns.missed_ticks[steps - 1] ?? 0) - (columns.missed_ticks[0] ?? 0),
      autocorrelation: this.#addCorrelations(action, steps),
    });
  }

  /** Adds what another accumulator of the same capacity has seen: other episodes than this one. */
  merge(other: StatisticsAccumulator): void {
    this.#dimensions.merge(other.#dimensions);
    this.#coverage.merge(other.#coverage);
    this.#correlations.forEach((correlation, i) => {
      const theirs = other.#correlations[i];
      if (theirs !== undefined) correlation.merge(theirs);
    });
    this.#actions = mergeActionSums(this.#actions, other.#actions);
    this.#steps += other.#steps;
    this.#inputSteps += other.#inputSteps;
    this.#idleSteps += other.#idleSteps;
    this.#figures = [...this.#figures, ...other.#figures];
  }

  /** What was added so far. Figures come in the order of the episodes' ids, which is that of their making. */
  result(): DatasetStatistics {
    const figures = this.#figures.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const missed = figures.flatMap(({ missedTicks }) => missedTicks ?? []);
    return {
      episodes: figures.length,
      steps: this.#steps,
      seconds: this.#steps * STEP_SECONDS,
      ...this.#dimensions.result(),
      lengths: histogramOf(figures.map(({ steps }) => steps)),
      returns: histogramOf(figures.map((episode) => episode.return)),
      coverage: this.#coverage.result(),
      autocorrelation: this.#correlations.map((correlation) => correlation.result()),
      idleShare: this.#inputSteps === 0 ? null : this.#idleSteps / this.#inputSteps,
      saturation: saturationOf(this.#actions),
      jerk: jerkOf(this.#actions),
      missedTicks: missed.length === 0 ? null : missed.reduce((sum, ticks) => sum + ticks, 0),
      figures,
      outliers: findOutliers(figures),
    };
  }

  /** Answers the mean over dimensions of the episode's own autocorrelation at a lag of one step. */
  #addCorrelations(action: Float64Array, steps: number): number {
    let sum = 0;
    this.#correlations.forEach((correlation, dimension) => {
      const values = new Float64Array(steps);
      let kept = 0;
      for (let at = dimension; at < steps * ACTION_SIZE; at += ACTION_SIZE) {
        const value = action[at]!;
        if (Number.isFinite(value)) values[kept++] = value;
      }
      sum += correlation.add(values.subarray(0, kept));
    });
    return sum / this.#correlations.length;
  }
}
