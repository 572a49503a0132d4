import { OBSERVATION, OBSERVATION_SIZE } from "../../base/specs.ts";
import { TRACE_POINTS } from "../dataset-statistics.ts";
import type { EpisodeTrace } from "../dataset-statistics.ts";

const HEIGHT = OBSERVATION.findIndex(({ name }) => name === "z");
const SPEED = OBSERVATION.findIndex(({ name }) => name === "vx");

/** The trace of a whole episode from its observations, row by row (steps × 11); NaN where a part has no finite value. */
export function traceEpisode(id: string, observation: ArrayLike<number>): EpisodeTrace {
  const steps = Math.floor(observation.length / OBSERVATION_SIZE);
  return { id, height: meansOf(observation, HEIGHT, steps), speed: meansOf(observation, SPEED, steps) };
}

/** Means over TRACE_POINTS equal parts; of fewer steps than points, steps stand for several points. */
function meansOf(observation: ArrayLike<number>, dimension: number, steps: number): Float32Array {
  return Float32Array.from({ length: TRACE_POINTS }, (_point, i) => {
    const from = Math.floor((i * steps) / TRACE_POINTS);
    const to = Math.max(from + 1, Math.floor(((i + 1) * steps) / TRACE_POINTS));
    let sum = 0;
    let count = 0;
    for (let row = from; row < to; row++) {
      const value = observation[row * OBSERVATION_SIZE + dimension] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    return sum / count;
  });
}
