import { ACTION_SIZE, BODIES } from "../base/specs.ts";
import type { HelpLevel, InputDeviceKind, StepSource } from "../dataset/columns.ts";

/** What is decided before a step. One object, reused for every step. */
export interface StepInput {
  /** the clean action (3); clipped to [-1, 1] by the recorder */
  readonly action: Float64Array;
  /** added to the clipped clean action, and the sum clipped again (3); zeros without noise */
  readonly noise: Float64Array;
  /** the action before clipping (3): what the level of help, the policy or the script wanted */
  readonly intended: Float64Array;
  /** commanded speed (m/s), height (1), lean (rad), thrust (1) */
  readonly intent: Float32Array;
  /** impulses to apply: torso x z, thigh x z, leg x z, foot x z (N·s) */
  readonly push: Float32Array;
  /** axes (4), W3C standard layout: after the profile's mapping, before dead zone and curve */
  readonly padAxes: Float32Array;
  /** buttons (17), likewise */
  readonly padButtons: Float32Array;
  /** seconds since the episode's start, monotonic */
  wallTime: number;
  /** simulated seconds per real second; NaN where nothing paces the steps */
  timeScale: number;
  /** wall time at which the page read the device, seconds; NaN without a device */
  padTime: number;
  /** from that reading to the use, seconds; NaN without a device */
  padAge: number;
  /** control ticks missed since the episode's start */
  missedTicks: number;
  /** the device that was read */
  padDevice: InputDeviceKind;
  source: StepSource;
  level: HelpLevel;
  /** the first step after control changed hands */
  takeover: boolean;
}

/** An input of a scripted step: zeros, no device, not paced. */
export function createStepInput(): StepInput {
  return {
    action: new Float64Array(ACTION_SIZE),
    noise: new Float64Array(ACTION_SIZE),
    intended: new Float64Array(ACTION_SIZE),
    intent: new Float32Array(4),
    push: new Float32Array(2 * BODIES.length),
    padAxes: new Float32Array(4),
    padButtons: new Float32Array(17),
    wallTime: 0,
    timeScale: Number.NaN,
    padTime: Number.NaN,
    padAge: Number.NaN,
    missedTicks: 0,
    padDevice: "none",
    source: "scripted",
    level: "none",
    takeover: false,
  };
}
