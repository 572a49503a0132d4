import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { expect, test } from "vitest";
import { INITIAL_STATE } from "../../../../src/renderer/drive/drive-state.ts";
import type { DriveState, Review } from "../../../../src/renderer/drive/drive-state.ts";
import { createFallReplay } from "../../../../src/renderer/drive/fall-replay.ts";
import type { FallReplay } from "../../../../src/renderer/drive/fall-replay.ts";
import { describeFall } from "../../../../src/renderer/drive/fall.ts";
import type { TracedState } from "../../../../src/renderer/drive/hop-trace.ts";
import { openMailbox } from "../../../../src/renderer/drive/mailbox.ts";
import { FRAME } from "../../../../src/renderer/drive/records.ts";
import type { EpisodeCause } from "../../../../src/shared/dataset/columns.ts";
import type { RecorderPhase } from "../../../../src/shared/record/recorder-table.ts";
import { STEADY_HEALTH } from "../../../builders/steady-health.ts";

const PERIOD = 32;

/** It moves 0.01 m a step, and its pitch grows by 0.001 rad. */
const stateAt = (step: number): TracedState => ({
  step,
  qpos: [step / 100, 1.2, step / 1000, 0, 0, 0],
  speed: 1.25,
  contact: false,
});

interface Bench {
  readonly store: StoreApi<DriveState>;
  readonly replay: FallReplay;
  /** shows a card, as of a new episode */
  review(cause: EpisodeCause, steps?: number): void;
  enter(phase: RecorderPhase): void;
  /** lets the display draw once, `ms` later; false when nobody asked for it */
  frame(ms: number): boolean;
  x(): number;
  epoch(): number;
}

function bench({ still = false, known = (_step: number): boolean => true } = {}): Bench {
  const store = createStore<DriveState>()(() => INITIAL_STATE);
  let now = 1000;
  let waiting: (() => void) | null = null;
  const trace = {
    at: (step: number) => (known(step) ? stateAt(step) : null),
    read: () => ({ height: new Float32Array(), pitch: new Float32Array() }),
  };
  const replay = createFallReplay({ store, trace }, () => still, {
    now: () => now,
    next(turn) {
      waiting = turn;
      return () => {
        if (waiting === turn) waiting = null;
      };
    },
  });
  const values = new Float64Array(FRAME.size);
  const read = (index: number): number => {
    const { frames } = replay.store.getState();
    if (frames === null || !openMailbox(frames, FRAME.size).read(values)) throw new Error("no frame");
    return values[index] ?? Number.NaN;
  };
  const enter = (phase: RecorderPhase): void =>
    store.setState({ recorder: { ...INITIAL_STATE.recorder, phase }, ...(phase === "review" ? {} : { review: null }) });
  return {
    store,
    replay,
    enter,
    review(cause, steps = 300) {
      const outcome: Review["outcome"] = { cause, steps, return: 1, distance: 1, health: STEADY_HEALTH };
      store.setState({ review: { dataset: "d", episode: "e", name: "n", outcome, rewindable: true } });
      enter("review");
    },
    frame(ms) {
      now += ms;
      const turn = waiting;
      waiting = null;
      turn?.();
      return turn !== null;
    },
    x: () => read(FRAME.poses),
    epoch: () => read(FRAME.epoch),
  };
}

test("the last 1.2 s play at a quarter, twice, and then the fall stands", () => {
  const { replay, review, frame, x, epoch } = bench();
  review("pitch");
  expect(replay.store.getState()).toMatchObject({ phase: "playing", limit: { kind: "pitch", most: 0.2 } });
  expect(x()).toBeCloseTo(1.51);
  const first = epoch();
  frame(75 * PERIOD);
  expect(x()).toBeCloseTo(2.26);
  frame(75 * PERIOD);
  expect(x()).toBeCloseTo(3);
  expect(epoch()).toBe(first);
  frame(1600);
  expect(x()).toBeCloseTo(1.51);
  expect(epoch()).toBe(first + 1);
  frame(150 * PERIOD);
  frame(1600);
  expect(replay.store.getState().phase).toBe("rested");
  expect(x()).toBeCloseTo(3);
  expect(frame(1000)).toBe(false);
  replay.again();
  expect(replay.store.getState().phase).toBe("playing");
  frame(150 * PERIOD + 1600);
  expect(replay.store.getState().phase).toBe("rested");
});

test("a frame between two steps moves from the one to the other", () => {
  const { replay, review, frame } = bench();
  review("height");
  frame(10 * PERIOD + 20);
  const { frames } = replay.store.getState();
  const values = new Float64Array(FRAME.size);
  expect(frames !== null && openMailbox(frames, FRAME.size).read(values)).toBe(true);
  expect(values[FRAME.previousPoses]).toBeCloseTo(1.6);
  expect(values[FRAME.poses]).toBeCloseTo(1.61);
  expect(values[FRAME.time]).toBe(1000 + 10 * PERIOD);
  expect(values[FRAME.timeScale]).toBe(1 / 4);
});

test.each(["looking-back", "idle", "countdown", "branching-back"] as const)(
  "leaving the card for %s ends it",
  (phase) => {
    const { replay, review, frame, enter } = bench();
    review("pitch");
    frame(100);
    enter(phase);
    expect(replay.store.getState()).toEqual({ phase: "none", frames: null, limit: null });
    expect(frame(100)).toBe(false);
    replay.again();
    expect(replay.store.getState().phase).toBe("none");
  },
);

test("a mark on the card goes on with it; the next fall begins anew", () => {
  const { replay, store, review, frame, enter, x } = bench();
  review("pitch");
  frame(75 * PERIOD);
  store.setState({ marks: { success: false, rating: null } });
  expect(x()).toBeCloseTo(2.26);
  enter("idle");
  review("height", 400);
  expect(replay.store.getState()).toMatchObject({ phase: "playing", limit: { kind: "height", least: 0.7 } });
  expect(x()).toBeCloseTo(2.51);
});

test("where motion is reduced the moment of the fall stands still", () => {
  const { replay, review, frame, x } = bench({ still: true });
  review("pitch");
  expect(replay.store.getState()).toMatchObject({ phase: "still", limit: { kind: "pitch" } });
  expect(x()).toBeCloseTo(3);
  expect(frame(100)).toBe(false);
});

test("no other end is played; a fall that is hardly known shows what is", () => {
  const none = bench();
  for (const cause of ["operator", "time-limit"] as const) none.review(cause);
  expect(none.replay.store.getState()).toEqual({ phase: "none", frames: null, limit: null });
  const some = bench({ known: (step) => step >= 290 });
  some.review("pitch");
  expect(some.x()).toBeCloseTo(2.91);
  const nothing = bench({ known: () => false });
  nothing.review("pitch");
  expect(nothing.replay.store.getState()).toMatchObject({ phase: "none", frames: null });
});

test("short episodes play from their start, and disposing ends everything", () => {
  const { replay, review, frame, x, store } = bench();
  review("pitch", 40);
  expect(x()).toBeCloseTo(0.01);
  replay.dispose();
  expect(frame(10)).toBe(false);
  store.setState({ recorder: INITIAL_STATE.recorder });
  review("pitch");
  expect(replay.store.getState().phase).toBe("none");
});

test("a fall in words says how far, which way, how fast and when", () => {
  const end = (qpos: readonly number[], speed: number): TracedState => ({ step: 400, qpos, speed, contact: false });
  expect(describeFall("pitch", end([1, 1.2, 0.2025], 1.94))).toBe(
    "Leaned 11.6° forward at 1.9 m/s, 3.2 s in; the limit is 11.5°.",
  );
  expect(describeFall("pitch", end([1, 1.2, 0.2005], -1))).toBe(
    "Leaned forward past the limit of 11.5°, at −1.0 m/s, 3.2 s in.",
  );
  expect(describeFall("pitch", end([1, 1.2, -0.25], -0.01))).toMatch(/^Leaned 14.3° back at 0.0 m\/s/);
  expect(describeFall("height", end([1, 0.69, 0], 0.5))).toBe(
    "Sank to 0.69 m at 0.5 m/s, 3.2 s in; 0.7 m is the least.",
  );
  expect(describeFall("state", end([1, 1, 0], 12))).toMatch(/out of range at 12.0 m\/s/);
  expect(describeFall("operator", end([1, 1, 0], 1))).toBeNull();
  expect(describeFall("pitch", null)).toBeNull();
});
