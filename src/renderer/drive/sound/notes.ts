import { assertNever } from "../../../shared/base/assert-never.ts";
import type { HopEvent } from "../hop-events.ts";

/** One short sound. */
export interface Note {
  readonly wave: "sine" | "triangle" | "noise";
  /** Hz at its beginning and its end; of noise, where the low pass stands */
  readonly from: number;
  readonly to: number;
  /** at its loudest, 0 to MOST_GAIN; it dies away towards its end */
  readonly gain: number;
  readonly seconds: number;
  /** s from now */
  readonly after: number;
}

/** Of any one sound, at full volume: what may sound at once stays below 1. */
export const MOST_GAIN = 0.5;

/** What is told of a recording. */
export type Cue = "count" | "on" | "off";

const tone = (from: number, to: number, gain: number, seconds: number, after = 0): Note => ({
  wave: "sine",
  from,
  to,
  gain,
  seconds,
  after,
});

const FALL: readonly Note[] = [
  { wave: "triangle", from: 240, to: 55, gain: 0.3, seconds: 0.6, after: 0 },
  { wave: "noise", from: 900, to: 120, gain: 0.2, seconds: 0.25, after: 0 },
];
const CUES: Readonly<Record<Cue, readonly Note[]>> = {
  count: [tone(660, 660, 0.14, 0.09)],
  on: [tone(660, 660, 0.16, 0.09), tone(990, 990, 0.16, 0.2, 0.09)],
  off: [tone(660, 660, 0.14, 0.09), tone(440, 440, 0.14, 0.2, 0.09)],
};

export function cueNotes(cue: Cue): readonly Note[] {
  return CUES[cue];
}

/** How an event sounds: a landing by its speed, a lean higher the nearer it is to the limit. */
export function eventNotes(event: HopEvent): readonly Note[] {
  switch (event.why) {
    case "touchdown": {
      const { strength } = event;
      return [
        tone(150 - 30 * strength, 55, 0.12 + 0.25 * strength, 0.12 + 0.06 * strength),
        { wave: "noise", from: 500 + 1500 * strength, to: 150, gain: 0.05 + 0.15 * strength, seconds: 0.07, after: 0 },
      ];
    }
    case "lean": {
      const pitch = 740 + 360 * event.strength;
      return [
        { wave: "triangle", from: pitch, to: pitch, gain: 0.08 + 0.08 * event.strength, seconds: 0.13, after: 0 },
      ];
    }
    case "fall":
      return FALL;
    default:
      return assertNever(event);
  }
}
