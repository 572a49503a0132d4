/** One number per step, over all steps of the used episodes (after trims). */
export interface DimensionStatistics {
  readonly name: string;
  readonly unit: string;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** population standard deviation */
  readonly std: number;
  readonly q01: number;
  readonly q10: number;
  readonly q50: number;
  readonly q90: number;
  readonly q99: number;
}

/** Counts in equal bins of [low, high]. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

/** One axis of a coverage plot; values outside are counted in the outermost bins. */
export interface CoverageAxis {
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
}

/** How often the states of two dimensions were visited: bins × bins counts, row-major, rows along y from its low end. */
export interface Coverage {
  readonly x: CoverageAxis;
  readonly y: CoverageAxis;
  readonly bins: number;
  readonly counts: readonly number[];
}

/** What tells one episode from another. Null where the columns for it are absent. */
export interface EpisodeFigures {
  readonly id: string;
  readonly steps: number;
  readonly return: number;
  /** m, from first to last step */
  readonly distance: number | null;
  /** m/s, mean of the torso's forward velocity */
  readonly speed: number;
  /** share of steps without input from the operator */
  readonly idleShare: number | null;
  /** share of torques at a limit */
  readonly saturation: number;
  /** root mean square of the second difference of the actions, per step */
  readonly jerk: number;
  readonly missedTicks: number | null;
  /** mean over dimensions of the actions' autocorrelation at a lag of one step */
  readonly autocorrelation: number;
}

/** An episode that differs much from the others in one figure. */
export interface Outlier {
  readonly id: string;
  readonly figure: Exclude<keyof EpisodeFigures, "id">;
  readonly value: number;
  /** median of the dataset */
  readonly typical: number;
  /** |value − median| / (1.4826 · median absolute deviation), Iglewicz and Hoaglin 1993 */
  readonly score: number;
}

/** What a dataset holds, in numbers. */
export interface DatasetStatistics {
  readonly episodes: number;
  readonly steps: number;
  /** simulated seconds */
  readonly seconds: number;
  readonly observation: readonly DimensionStatistics[];
  readonly action: readonly DimensionStatistics[];
  readonly reward: DimensionStatistics;
  readonly lengths: Histogram;
  readonly returns: Histogram;
  /** height × pitch, thigh × leg, leg × foot */
  readonly coverage: readonly Coverage[];
  /** per action dimension, at lags 0, 1, 2 … steps */
  readonly autocorrelation: readonly (readonly number[])[];
  readonly idleShare: number | null;
  readonly saturation: number;
  readonly jerk: number;
  readonly missedTicks: number | null;
  readonly figures: readonly EpisodeFigures[];
  /** the farthest first */
  readonly outliers: readonly Outlier[];
}

/** Points of a trace. */
export const TRACE_POINTS = 64;

/** An episode at a glance: torso height (m) and forward speed (m/s), each TRACE_POINTS means over equal parts of it. */
export interface EpisodeTrace {
  readonly id: string;
  readonly height: Float32Array;
  readonly speed: Float32Array;
}
