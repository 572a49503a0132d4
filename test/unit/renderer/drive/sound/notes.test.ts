import fc from "fast-check";
import { expect, test } from "vitest";
import { INITIAL_STATE } from "../../../../../src/renderer/drive/drive-state.ts";
import type { DriveState } from "../../../../../src/renderer/drive/drive-state.ts";
import type { HopEvent } from "../../../../../src/renderer/drive/hop-events.ts";
import { FRAME } from "../../../../../src/renderer/drive/records.ts";
import { createHum, MOST_HUM, readHum } from "../../../../../src/renderer/drive/sound/motor-hum.ts";
import { cueNotes, eventNotes, MOST_GAIN } from "../../../../../src/renderer/drive/sound/notes.ts";
import { recordingCue } from "../../../../../src/renderer/drive/sound/recording-cue.ts";
import { RECORDER_PHASES } from "../../../../../src/shared/record/recorder-table.ts";
import type { RecorderPhase } from "../../../../../src/shared/record/recorder-table.ts";

const strength = fc.double({ min: 0, max: 1, noNaN: true });
const event: fc.Arbitrary<HopEvent> = fc.oneof(
  fc.record({ why: fc.constantFrom("touchdown" as const, "lean" as const), strength }),
  fc.constant({ why: "fall" as const }),
);

test("every note can be played, and none is loud, nor what sounds together", () => {
  fc.assert(
    fc.property(fc.oneof(event.map(eventNotes), fc.constantFrom("count", "on", "off").map(cueNotes)), (notes) => {
      for (const { from, to, gain, seconds, after } of notes) {
        for (const hertz of [from, to]) expect(hertz >= 20 && hertz <= 20_000).toBe(true);
        expect(gain > 0 && gain <= MOST_GAIN).toBe(true);
        expect(seconds > 0 && seconds <= 1).toBe(true);
        expect(after >= 0 && after < 1).toBe(true);
      }
      const together = notes.filter(({ after }) => after === 0).reduce((sum, { gain }) => sum + gain, MOST_HUM);
      expect(together).toBeLessThan(0.7);
    }),
  );
});

test("a harder landing is louder, and a lean nearer to its limit higher", () => {
  fc.assert(
    fc.property(strength, strength, (a, b) => {
      fc.pre(a < b - 1e-6);
      const loud = (one: number) =>
        eventNotes({ why: "touchdown", strength: one }).reduce((sum, { gain }) => sum + gain, 0);
      const high = (one: number) => eventNotes({ why: "lean", strength: one })[0]?.from ?? 0;
      expect(loud(a)).toBeLessThan(loud(b));
      expect(high(a)).toBeLessThan(high(b));
    }),
  );
});

test("the hum is finite and bounded whatever a frame holds, and silent at rest and where nothing ticks", () => {
  const torque = fc.double();
  fc.assert(
    fc.property(fc.tuple(torque, torque, torque), fc.constantFrom(0, 1, Number.NaN), (torques, running) => {
      const frame = new Float64Array(FRAME.size);
      frame.set(torques, FRAME.action);
      frame[FRAME.running] = running;
      const hum = createHum();
      readHum(frame, hum);
      expect(Number.isFinite(hum.gain) && hum.gain >= 0 && hum.gain <= MOST_HUM + 1e-12).toBe(true);
      expect(hum.pitch >= 60 && hum.pitch <= 400).toBe(true);
      if (running !== 1) expect(hum.gain).toBe(0);
    }),
  );
  const rest = new Float64Array(FRAME.size);
  rest[FRAME.running] = 1;
  const hum = createHum();
  readHum(rest, hum);
  expect(hum.gain).toBe(0);
  rest.fill(1, FRAME.action, FRAME.action + 3);
  readHum(rest, hum);
  expect(hum.gain).toBeCloseTo(MOST_HUM, 12);
});

const at = (phase: RecorderPhase, countdown: number | null = null): Pick<DriveState, "recorder" | "countdown"> => ({
  recorder: { ...INITIAL_STATE.recorder, phase },
  countdown,
});

test("each second of a countdown is told once, and the recording light when it goes on and off", () => {
  const states = [
    at("idle"),
    at("countdown", 2),
    at("countdown", 2),
    at("countdown", 1),
    at("recording"),
    at("paused"),
    at("resuming", 1),
    at("recording"),
    at("finishing"),
    at("review"),
  ];
  const cues = states.slice(1).map((now, index) => recordingCue(states[index] ?? now, now));
  expect(cues).toEqual(["count", null, "count", "on", "off", "count", "on", "off", null]);
});

test("no change of phase but to and from recording is told", () => {
  for (const from of RECORDER_PHASES)
    for (const to of RECORDER_PHASES) {
      const cue = recordingCue(at(from), at(to));
      const wanted = from === to ? null : to === "recording" ? "on" : from === "recording" ? "off" : null;
      expect(cue).toBe(wanted);
    }
});
