import { ACTION_SIZE } from "../../../shared/base/specs.ts";
import { FRAME } from "../records.ts";

/** The one sound that goes on: of the three motors together. */
export interface Hum {
  /** 0 to MOST_HUM */
  gain: number;
  /** Hz */
  pitch: number;
}

/** Far below the other sounds: it is heard all the time. */
export const MOST_HUM = 0.06;
const LOW = 90;
const HIGH = 190;

export function createHum(): Hum {
  return { gain: 0, pitch: LOW };
}

/** Fills `hum` with what the motors do in a frame (FRAME); nothing is heard of a simulation that stands. */
export function readHum(frame: Float64Array, hum: Hum): void {
  let effort = 0;
  for (let i = 0; i < ACTION_SIZE; i += 1) {
    const torque = Math.abs(frame[FRAME.action + i] ?? 0);
    if (torque > 0) effort += Math.min(1, torque) / ACTION_SIZE;
  }
  hum.gain = frame[FRAME.running] === 1 ? MOST_HUM * effort : 0;
  hum.pitch = LOW + (HIGH - LOW) * effort;
}
