import { OBSERVATION, OBSERVATION_SIZE } from "../../shared/base/specs.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";

/** Torso height (m) and pitch (rad) of the latest steps, as the page saw them pass on their way to the host. */
export interface HopTrace {
  /** later rows of a step take the place of earlier ones: a branch writes over what it left */
  add(batch: StepBatch): void;
  /** `points` samples of steps in [oldest, newest]; NaN where a step has not passed yet */
  read(oldest: number, newest: number, points: number): TraceCurves;
}

export interface TraceCurves {
  readonly height: Float32Array;
  readonly pitch: Float32Array;
}

/** As many steps as the worker's history keeps. */
const KEPT = 8192;
const HEIGHT = OBSERVATION.findIndex(({ name }) => name === "z");
const PITCH = OBSERVATION.findIndex(({ name }) => name === "pitch");

export function createHopTrace(): HopTrace {
  const heights = new Float32Array(KEPT);
  const pitches = new Float32Array(KEPT);
  /** which step each place holds */
  const steps = new Int32Array(KEPT).fill(-1);
  return {
    add({ first, count, columns }): void {
      const { observation } = columns;
      if (observation === undefined) return;
      for (let row = 0; row < count; row += 1) {
        const place = (first + row) % KEPT;
        steps[place] = first + row;
        heights[place] = observation[row * OBSERVATION_SIZE + HEIGHT] ?? Number.NaN;
        pitches[place] = observation[row * OBSERVATION_SIZE + PITCH] ?? Number.NaN;
      }
    },
    read(oldest, newest, points): TraceCurves {
      const sample = (values: Float32Array): Float32Array =>
        Float32Array.from({ length: points }, (_point, i) => {
          const step = Math.round(oldest + ((newest - oldest) * i) / Math.max(1, points - 1));
          return steps[step % KEPT] === step ? (values[step % KEPT] ?? Number.NaN) : Number.NaN;
        });
      return { height: sample(heights), pitch: sample(pitches) };
    },
  };
}
