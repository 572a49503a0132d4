import { describe, expect, test } from "vitest";
import { findHopEvent } from "../../../../src/renderer/drive/hop-events.ts";
import type { HopEvent, HopMemory, HopMoment } from "../../../../src/renderer/drive/hop-events.ts";
import { shakeOf } from "../../../../src/renderer/drive/rumble.ts";
import { isSilent } from "../../../../src/renderer/drive/watch-hops.ts";
import { IDLE_RECORDER } from "../../../../src/shared/record/recorder.ts";
import { RECORDER_PHASES } from "../../../../src/shared/record/recorder-table.ts";

const FLYING: HopMoment = {
  time: 0,
  epoch: 1,
  contact: false,
  rise: -1.5,
  pitch: 0,
  fallen: false,
  silent: false,
};

/** The events of moments one after the other. */
function eventsOf(...moments: readonly Partial<HopMoment>[]): readonly (HopEvent | null)[] {
  let memory: HopMemory | null = null;
  return moments.map((one, index) => {
    const found = findHopEvent({ ...FLYING, time: index * 16, ...one }, memory);
    memory = found.memory;
    return found.event;
  });
}
const kinds = (...moments: readonly Partial<HopMoment>[]) => eventsOf(...moments).map((event) => event?.why ?? null);

describe("what is felt and heard", () => {
  test.each([
    ["a touchdown", [{}, { contact: true }], [null, "touchdown"]],
    ["standing on", [{ contact: true }, { contact: true }], [null, null]],
    ["taking off", [{ contact: true }, {}], [null, null]],
    ["a soft touchdown", [{ rise: -0.1 }, { rise: -0.1, contact: true }], [null, null]],
    ["a lean that grows near the limit", [{ pitch: 0.14 }, { pitch: 0.16 }], [null, "lean"]],
    ["the same backwards", [{ pitch: -0.15 }, { pitch: -0.17 }], [null, "lean"]],
    ["a lean that shrinks", [{ pitch: 0.18 }, { pitch: 0.17 }], [null, null]],
    ["a lean far from the limit", [{ pitch: 0.1 }, { pitch: 0.14 }], [null, null]],
    ["a fall", [{}, { fallen: true }, { fallen: true }], [null, "fall", null]],
    ["a fall at touchdown", [{}, { fallen: true, contact: true }], [null, "fall"]],
    ["silence", [{}, { contact: true, silent: true }], [null, null]],
    ["a fall in silence", [{}, { fallen: true, silent: true }, { fallen: true }], [null, null, null]],
    ["a reset", [{}, { contact: true, epoch: 2 }], [null, null]],
    ["a reset out of a fall", [{ fallen: true }, { fallen: false, contact: true, epoch: 2 }], [null, null]],
    ["the first moment", [{ contact: true, fallen: true }], [null]],
  ])("%s", (_name, moments, expected) => {
    expect(kinds(...moments)).toEqual(expected);
  });

  test("harder landings shake more, and never more than a motor can", () => {
    const shakes = [0.5, 1, 2, 5].map((fall) => {
      const event = eventsOf({ rise: -fall }, { rise: -fall, contact: true })[1];
      if (event === null || event === undefined) throw new Error("no touchdown");
      return shakeOf(event);
    });
    const strong = shakes.map((shake) => shake.strong);
    expect(strong).toEqual([...strong].sort((a, b) => a - b));
    expect(new Set(strong).size).toBe(4);
    for (const shake of shakes) expect(shake.strong <= 1 && shake.weak <= 1).toBe(true);
  });

  test("a lean is told the more strongly the nearer it is to the limit", () => {
    const strengths = [0.16, 0.18, 0.199].map((pitch) => {
      const event = eventsOf({ pitch: 0.1 }, { pitch })[1];
      return event?.why === "lean" ? event.strength : Number.NaN;
    });
    expect(strengths.map((one) => Math.round(one * 100))).toEqual([20, 60, 98]);
  });

  test("events keep their distance; only a fall does not wait", () => {
    const landing = [{ time: 0 }, { time: 10, contact: true }, { time: 20 }] as const;
    expect(kinds(...landing, { time: 60, contact: true })).toEqual([null, "touchdown", null, null]);
    expect(kinds(...landing, { time: 110, contact: true })).toEqual([null, "touchdown", null, "touchdown"]);
    expect(kinds(...landing, { time: 30, fallen: true })).toEqual([null, "touchdown", null, "fall"]);
    const leaning = Array.from({ length: 60 }, (_item, index) => ({ pitch: 0.15 + index * 0.0005 }));
    expect(kinds(...leaning).filter((kind) => kind === "lean").length).toBe(4);
  });
});

test("nothing is told while nothing moves or nobody looks", () => {
  const silent = RECORDER_PHASES.filter((phase) => isSilent({ absence: null, recorder: { ...IDLE_RECORDER, phase } }));
  expect(isSilent({ absence: "The window was hidden.", recorder: IDLE_RECORDER })).toBe(true);
  expect(silent).toEqual(["countdown", "paused", "rewinding", "resuming", "looking-back"]);
});
