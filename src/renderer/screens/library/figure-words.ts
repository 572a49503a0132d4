import type { EpisodeFigures } from "../../../shared/dataset/dataset-statistics.ts";
import { formatCount, formatPercent, formatReturn } from "../../components/format.ts";

export type FigureKey = Exclude<keyof EpisodeFigures, "id">;

/** A figure of episodes as it is shown. */
export interface FigureWords {
  readonly key: FigureKey;
  readonly label: string;
  readonly doc: string;
  readonly format: (value: number) => string;
}

export const FIGURES: readonly FigureWords[] = [
  { key: "steps", label: "Steps", doc: "Environment steps of 8 ms", format: formatCount },
  { key: "return", label: "Return", doc: "Sum of the rewards", format: formatReturn },
  {
    key: "distance",
    label: "Distance",
    doc: "From the first step to the last",
    format: (value) => `${value.toFixed(2)} m`,
  },
  {
    key: "speed",
    label: "Mean speed",
    doc: "Mean of the torso's forward velocity",
    format: (value) => `${value.toFixed(2)} m/s`,
  },
  {
    key: "idleShare",
    label: "Idle input",
    doc: "Share of steps without input from the operator",
    format: formatPercent,
  },
  { key: "saturation", label: "Saturation", doc: "Share of torques at a limit", format: formatPercent },
  {
    key: "jerk",
    label: "Jerk",
    doc: "Root mean square of the actions' second difference, per step: the lower, the smoother",
    format: (value) => value.toFixed(3),
  },
  {
    key: "autocorrelation",
    label: "Autocorrelation",
    doc: "Of the actions at a lag of one step, the mean over dimensions",
    format: (value) => value.toFixed(3),
  },
  { key: "missedTicks", label: "Missed ticks", doc: "Control ticks that came too late", format: formatCount },
];
