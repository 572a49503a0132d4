import type { EpisodeCause, InputDeviceKind } from "../../../shared/dataset/columns.ts";
import type { ReplayManner } from "../messages.ts";

/** The newest sample of the input device. */
export interface PadReading {
  device: InputDeviceKind;
  readonly axes: Float64Array;
  readonly buttons: Float64Array;
  /** epoch ms at which it was taken; NaN without a device */
  time: number;
  /** s at the tick's start; NaN without a device */
  age: number;
}

/** What a tick knows besides the run. */
export interface TickContext {
  readonly pad: PadReading;
  /** epoch ms */
  now: number;
  /** ms that the computer slept so far and the clocks of `now` and the pad left out */
  slept: number;
  timeScale: number;
  /** missed since the run's reset */
  missed: number;
}

/** What the viewer and the instruments show of a run; kept current by its owner. */
export interface RunView {
  readonly poses: Float64Array;
  contact: boolean;
  steps: number;
  speed: number;
  height: number;
  pitch: number;
  /** rad/s */
  pitchRate: number;
  x: number;
  return: number;
  /** m/s; NaN where nobody commands */
  command: number;
  /** 0…1 */
  thrust: number;
  readonly action: Float64Array;
  position: number;
  length: number;
}

export function createRunView(): RunView {
  return {
    poses: new Float64Array(12),
    contact: false,
    steps: 0,
    speed: 0,
    height: 0,
    pitch: 0,
    pitchRate: 0,
    x: 0,
    return: 0,
    command: Number.NaN,
    thrust: 0,
    action: new Float64Array(3),
    position: 0,
    length: 0,
  };
}

/** Something that can be ticked: a simulated hopper with an actor, or a recorded episode. */
export interface Run {
  readonly view: RunView;
  readonly fingerprint: string;
  readonly hopperOptions: Readonly<Record<string, unknown>>;
  readonly manner: ReplayManner;
  /** why the manner is not "simulated" */
  readonly why: string | null;
  reset(seed: number): void;
  /** one step; the cause when it is over */
  step(context: TickContext): EpisodeCause | null;
  /** to a position of a recorded episode; a live run stays where it is */
  seek(position: number): void;
}
