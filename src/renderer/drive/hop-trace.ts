import { OBSERVATION, OBSERVATION_SIZE, STEP_SECONDS } from "../../shared/base/specs.ts";
import type { StepBatch } from "../../shared/dataset/columns.ts";

/** The hopper before a step, or after the last. */
export interface TracedState {
  readonly step: number;
  /** torso x and height (m), pitch and the three joints (rad) */
  readonly qpos: ArrayLike<number>;
  /** m/s, forward */
  readonly speed: number;
  /** a body touched the floor */
  readonly contact: boolean;
}

/** The latest states of the episode in hand, as the page saw them pass on their way to the host. */
export interface HopTrace {
  /** episode `episode` is recorded from step `from` on: what another one did there is forgotten */
  begin(episode: number, from: number): void;
  /** rows of the episode before it count only before the step at which this one begins */
  add(episode: number, batch: StepBatch): void;
  /** null where it has not passed yet, or is no longer kept */
  at(step: number): TracedState | null;
  /** `points` samples of steps in [oldest, newest]; NaN where a step is not known */
  read(oldest: number, newest: number, points: number): TraceCurves;
}

export interface TraceCurves {
  /** m */
  readonly height: Float32Array;
  /** rad */
  readonly pitch: Float32Array;
}

/** As many steps as the worker's history keeps. */
const KEPT = 8192;
const VALUES = 8;
const Z = 1;
const PITCH = 2;
const JOINTS = 5;
const SPEED = 6;
const CONTACT = 7;
const FORWARD = OBSERVATION.findIndex(({ name }) => name === "vx");

export function createHopTrace(): HopTrace {
  const values = new Float64Array(KEPT * VALUES);
  /** which step each place holds */
  const steps = new Int32Array(KEPT).fill(-1);
  let episode = 0;
  let from = 0;

  const put = (step: number, x: number, contact: number, observation: ArrayLike<number>, row: number): void => {
    const place = step % KEPT;
    steps[place] = step;
    const at = place * VALUES;
    values[at] = x;
    for (let i = 0; i < JOINTS; i += 1) values[at + Z + i] = observation[row + i] ?? Number.NaN;
    values[at + SPEED] = observation[row + FORWARD] ?? Number.NaN;
    values[at + CONTACT] = contact;
  };
  const isKept = (step: number): boolean => steps[step % KEPT] === step;
  return {
    begin(next, step): void {
      episode = next;
      from = step;
      steps.forEach((kept, place) => {
        if (kept > step || step === 0) steps[place] = -1;
      });
    },
    add(whose, { first, count, columns, finalObservation }): void {
      const { observation, x, contact } = columns;
      if (observation === undefined) return;
      const rows = whose === episode ? count : Math.min(count, from - first);
      // A row's contact is of its end, so it belongs to the state after it.
      let touched = isKept(first) ? (values[(first % KEPT) * VALUES + CONTACT] ?? 0) : 0;
      for (let row = 0; row < rows; row += 1) {
        put(first + row, x?.[row] ?? Number.NaN, touched, observation, row * OBSERVATION_SIZE);
        touched = contact?.[row] ?? 0;
      }
      if (rows < count || count === 0) return;
      const last = count - 1;
      const moved = (finalObservation[FORWARD] ?? 0) * STEP_SECONDS;
      put(first + count, (x?.[last] ?? Number.NaN) + moved, touched, finalObservation, 0);
    },
    at(step): TracedState | null {
      if (!isKept(step)) return null;
      const at = (step % KEPT) * VALUES;
      return {
        step,
        qpos: values.slice(at, at + SPEED),
        speed: values[at + SPEED] ?? Number.NaN,
        contact: values[at + CONTACT] === 1,
      };
    },
    read(oldest, newest, points): TraceCurves {
      const sample = (which: number): Float32Array =>
        Float32Array.from({ length: points }, (_point, i) => {
          const step = Math.round(oldest + ((newest - oldest) * i) / Math.max(1, points - 1));
          return isKept(step) ? (values[(step % KEPT) * VALUES + which] ?? Number.NaN) : Number.NaN;
        });
      return { height: sample(Z), pitch: sample(PITCH) };
    },
  };
}
