import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IDLE_RECORDER, advanceRecorder, pauseEvent, startStopEvent } from "../../../src/shared/record/recorder.ts";
import type { RecorderEvent, RecorderState } from "../../../src/shared/record/recorder.ts";
import { RECORDER_EVENTS, RECORDER_PHASES, RECORDER_TABLE } from "../../../src/shared/record/recorder-table.ts";
import type { RecorderEventType, RecorderPhase } from "../../../src/shared/record/recorder-table.ts";

const failure = { kind: "disk", message: "full", remedy: "free some" } as const;

function eventOf(type: RecorderEventType): RecorderEvent {
  if (type === "interrupt" || type === "empty") return { type, why: "unplugged" };
  if (type === "saved") return { type, episode: "E" };
  if (type === "lost") return { type, failure };
  return { type };
}

/** Every cell of the machine, written out by hand: rows are phases, in the order of the events below. "." stays. */
const EVENTS =
  "start counted-down pause interrupt resume rewind retry cancel branched not-branched stop ended saved empty keep discard redo lost dismiss".split(
    " ",
  ) as RecorderEventType[];
const CELLS: Readonly<Record<RecorderPhase, string>> = {
  idle: "countdown:begin,count . . . . . . . . . . . . . . . . . .",
  countdown:
    ". recording:run . idle:halt,abandon . . . . . . idle:halt,abandon . . . . idle:halt,abandon countdown:halt,abandon,begin,count failed:halt .",
  recording:
    ". . paused:halt paused:halt . rewinding:halt . . . . finishing:halt,finish finishing:halt,finish . . . idle:halt,abandon countdown:halt,abandon,begin,count failed:halt .",
  paused:
    ". . . . resuming:count rewinding: . . . . finishing:finish finishing:finish . . . idle:halt,abandon countdown:halt,abandon,begin,count failed:halt .",
  rewinding:
    ". . . . . . branching:branch paused:return . . finishing:return,finish rewinding: . . . idle:halt,abandon countdown:halt,abandon,begin,count failed:halt .",
  branching: ". . . . . . . . resuming:adopt,count rewinding: . branching: . . . . . failed:halt .",
  resuming:
    ". recording:run paused:halt paused:halt . rewinding:halt . . . . finishing:halt,finish finishing:halt,finish . . . idle:halt,abandon countdown:halt,abandon,begin,count failed:halt .",
  finishing: ". . . . . . . . . . . . review: idle: . discarding: redoing: failed: .",
  discarding: ". . . . . . . . . . . . idle:drop idle: . . redoing: failed: .",
  redoing: ". . . . . . . . . . . . countdown:drop,begin,count countdown:begin,count . discarding: . failed: .",
  review: "countdown:begin,count . . . . looking-back: . . . . . . . . idle: idle:drop countdown:drop,begin,count . .",
  "looking-back":
    "countdown:begin,count . . . . . branching-back:branch review:return . . . . . . idle: idle:drop countdown:drop,begin,count . .",
  "branching-back": ". . . . . . . . resuming:adopt,count looking-back: . . . . . . . . .",
  failed: "countdown:begin,count . . . . . . . . . . . . . . . . . idle:",
};

const OPEN: ReadonlySet<RecorderPhase> = new Set([
  "countdown",
  "recording",
  "paused",
  "rewinding",
  "branching",
  "resuming",
]);

describe("recorder", () => {
  it("names every event once", () => {
    expect([...EVENTS].sort()).toEqual([...RECORDER_EVENTS].sort());
  });

  for (const phase of RECORDER_PHASES) {
    const cells = CELLS[phase].trim().split(" ");
    for (const [i, type] of EVENTS.entries()) {
      it(`${phase} × ${type} → ${cells[i]}`, () => {
        expect(cells).toHaveLength(EVENTS.length);
        const state: RecorderState = { ...IDLE_RECORDER, phase };
        const { state: next, effects } = advanceRecorder(state, eventOf(type));
        if (cells[i] === ".") {
          expect(next).toBe(state);
          expect(effects).toEqual([]);
        } else {
          const [to, wanted = ""] = (cells[i] ?? "").split(":");
          expect(next.phase).toBe(to);
          expect(effects).toEqual(wanted === "" ? [] : wanted.split(","));
        }
      });
    }
  }

  it("says why it paused and forgets it afterwards", () => {
    const paused = advanceRecorder(
      { ...IDLE_RECORDER, phase: "recording" },
      { type: "interrupt", why: "The pad was unplugged" },
    ).state;
    expect(paused.why).toBe("The pad was unplugged");
    expect(advanceRecorder(paused, { type: "resume" }).state.why).toBeNull();
  });

  it("carries the saved episode into the review only", () => {
    expect(
      advanceRecorder({ ...IDLE_RECORDER, phase: "finishing" }, { type: "saved", episode: "E" }).state.episode,
    ).toBe("E");
    expect(
      advanceRecorder({ ...IDLE_RECORDER, phase: "discarding" }, { type: "saved", episode: "E" }).state.episode,
    ).toBeNull();
  });

  it("keeps the saved episode while the operator looks back into it, and drops it from mind at a retry", () => {
    const review: RecorderState = { ...IDLE_RECORDER, phase: "review", episode: "E" };
    const back = advanceRecorder(review, { type: "rewind" }).state;
    expect(back).toMatchObject({ phase: "looking-back", episode: "E" });
    expect(advanceRecorder(back, { type: "cancel" }).state).toEqual(review);
    const asked = advanceRecorder(back, { type: "retry" }).state;
    expect(asked).toMatchObject({ phase: "branching-back", episode: "E" });
    expect(advanceRecorder(asked, { type: "not-branched" }).state).toEqual(back);
    expect(advanceRecorder(asked, { type: "branched" }).state.episode).toBeNull();
  });

  it("keeps in mind that the episode ended while the operator rewound in it, until it goes on from another moment", () => {
    const over = advanceRecorder({ ...IDLE_RECORDER, phase: "rewinding" }, { type: "ended" }).state;
    expect(over).toMatchObject({ phase: "rewinding", over: true });
    const asked = advanceRecorder(over, { type: "retry" }).state;
    expect(asked).toMatchObject({ phase: "branching", over: true });
    expect(advanceRecorder(asked, { type: "not-branched" }).state).toEqual(over);
    expect(advanceRecorder(asked, { type: "branched" }).state).toMatchObject({ phase: "resuming", over: false });
    expect(advanceRecorder(over, { type: "cancel" })).toMatchObject({
      state: { phase: "finishing", over: false },
      effects: ["return", "finish"],
    });
  });

  it("tells what the one button means", () => {
    const startStop = Object.fromEntries(RECORDER_PHASES.map((phase) => [phase, startStopEvent(phase)]));
    expect(startStop).toEqual({
      idle: "start",
      countdown: "stop",
      recording: "stop",
      paused: "stop",
      rewinding: "stop",
      branching: null,
      resuming: "stop",
      finishing: null,
      discarding: null,
      redoing: null,
      review: "start",
      "looking-back": "start",
      "branching-back": null,
      failed: "start",
    });
    const pauses = RECORDER_PHASES.filter((phase) => pauseEvent(phase) !== null);
    expect(pauses.map((phase) => [phase, pauseEvent(phase)])).toEqual([
      ["recording", "pause"],
      ["paused", "resume"],
      ["resuming", "pause"],
    ]);
  });

  it("never has two recordings open, and closes each exactly once, whatever happens", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RECORDER_EVENTS), { maxLength: 200 }), (types) => {
        let state = IDLE_RECORDER;
        let open = 0;
        let running = false;
        for (const type of types) {
          const step = advanceRecorder(state, eventOf(type));
          for (const effect of step.effects) {
            if (effect === "begin") open += 1;
            if (effect === "abandon" || effect === "finish") open -= 1;
            // The worker has saved what was open, if anything was, and opened its own.
            if (effect === "adopt") open = 1;
            if (effect === "run") running = true;
            if (effect === "halt") running = false;
          }
          if (type === "lost" && step.state !== state && OPEN.has(state.phase)) open -= 1;
          state = step.state;
          expect(open).toBe(OPEN.has(state.phase) ? 1 : 0);
          expect(running).toBe(state.phase === "recording");
        }
      }),
    );
  });

  it("reaches every phase", () => {
    const seen = new Set<RecorderPhase>(["idle"]);
    for (const from of seen) {
      for (const transition of Object.values(RECORDER_TABLE[from])) seen.add(transition.to);
    }
    expect([...seen].sort()).toEqual([...RECORDER_PHASES].sort());
  });
});
