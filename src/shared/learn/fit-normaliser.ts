import type { Normaliser } from "../policy/policy.ts";
import type { TransitionRows } from "./transitions.ts";

/**
 * The smallest deviation an input is divided by: 1 mm, 1 mrad, 1 mm/s. An input that never changed in the data is thus
 * only centred; adding a tiny epsilon instead, as many do, would blow its first change at replay up a million times.
 * The hopper's own inputs all deviate by more than 0.01.
 */
export const SMALLEST_DEVIATION = 1e-3;

/** Mean and deviation of every input over all rows, summed in double precision in two passes. */
export function fitNormaliser(rows: TransitionRows): Normaliser {
  const inputs = rows.observations.length / rows.count;
  const sums = new Float64Array(inputs);
  const squares = new Float64Array(inputs);
  for (let at = 0; at < rows.observations.length; at += 1) sums[at % inputs]! += rows.observations[at]!;
  const mean = sums.map((sum) => sum / rows.count);
  for (let at = 0; at < rows.observations.length; at += 1) {
    const difference = rows.observations[at]! - mean[at % inputs]!;
    squares[at % inputs]! += difference * difference;
  }
  return {
    mean: Float32Array.from(mean),
    std: Float32Array.from(squares, (sum) => Math.max(SMALLEST_DEVIATION, Math.sqrt(sum / rows.count))),
  };
}

/** The rows with standardised observations; without a normaliser, the rows themselves. */
export function standardise(rows: TransitionRows, normaliser: Normaliser | null): TransitionRows {
  if (normaliser === null) return rows;
  const { mean, std } = normaliser;
  const observations = rows.observations.map((x, at) => (x - mean[at % mean.length]!) / std[at % std.length]!);
  return { ...rows, observations };
}
