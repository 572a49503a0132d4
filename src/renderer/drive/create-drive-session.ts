import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { assertNever } from "../../shared/base/assert-never.ts";
import type { Failure } from "../../shared/base/failure.ts";
import type { EpisodeStart } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { advanceRecorder, startStopEvent } from "../../shared/record/recorder.ts";
import type { RecorderEvent } from "../../shared/record/recorder.ts";
import type { RecorderEffect } from "../../shared/record/recorder-table.ts";
import { advanceTakeover, isCorrecting } from "../../shared/record/takeover-table.ts";
import type { TakeoverEvent } from "../../shared/record/takeover-table.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";
import type { Push } from "../../shared/sim/types.ts";
import type { Command } from "../input/bindings.ts";
import { createInputSource } from "../input/input-source.ts";
import type { InputDevice, InputSample, InputSource } from "../input/input-source.ts";
import type { PoseSource } from "../viewer/types.ts";
import { createCommandHandler } from "./command-handler.ts";
import { createCountdown } from "./countdown.ts";
import { describeHolder, describeMarks, describePhase } from "./describe-phase.ts";
import { deviceName } from "./device-name.ts";
import { DEFAULT_CHOICES, padsOf, runOf, sameRun, slowsDown } from "./drive-choices.ts";
import type { DriveChoices } from "./drive-choices.ts";
import { DRIVE_SCALES, INITIAL_STATE } from "./drive-state.ts";
import type { DriveState } from "./drive-state.ts";
import { createFrameSource } from "./frame-source.ts";
import { createHopTrace } from "./hop-trace.ts";
import type { HopTrace } from "./hop-trace.ts";
import type { FromWorker } from "./messages.ts";
import { createPadWriter } from "./pad-writer.ts";
import { isClosing, isRewinding, isSaved } from "./phases.ts";
import { watchPresence } from "./presence.ts";
import { createRecordingDesk, UNMARKED } from "./recording-desk.ts";
import type { Marks } from "./recording-desk.ts";
import { LOOK_BACK, viewRewind } from "./rewind-view.ts";
import { createScrubber } from "./scrubber.ts";
import { createWorkerLink, startDriveWorker } from "./worker-link.ts";
import type { WorkerLink, WorkerPort } from "./worker-link.ts";

export interface DriveSessionOptions {
  readonly bridge: Bridge;
  /** the camera belongs to the viewer */
  readonly onResetCamera: () => void;
  readonly startWorker?: () => WorkerPort;
}

/** A person at the hopper: free driving, and recording by the recorder's table. React only shows its store. */
export interface DriveSession {
  readonly store: StoreApi<DriveState>;
  readonly poses: PoseSource;
  readFrame: WorkerLink["readFrame"];
  /** the newest raw input */
  readonly pad: PadSample;
  /** of the episode in hand, for the timeline of a rewind */
  readonly trace: Pick<HopTrace, "read">;
  command(command: Command): void;
  /** an impulse for the next step, recorded with it */
  push(push: Push): void;
  /** labels the episode in hand */
  mark(marks: Marks): void;
  /** while rewinding: shows the episode before a step */
  look(step: number): void;
  setTimeScale(value: number): void;
  dismissProblem(): void;
  /** a new worker in place of a faulted one */
  restart(): void;
  /** takes other choices; those that need another simulation wait for the end of an open episode */
  configure(choices: DriveChoices): void;
  dispose(): void;
}

const NO_DEVICE: Failure = {
  kind: "not-found",
  message: "Nothing to drive with",
  remedy: "Press a button on the gamepad, or an arrow key.",
};
const NO_DATASET: Failure = {
  kind: "not-found",
  message: "There is no dataset to record into",
  remedy: "Choose or create one at the top of this screen.",
};
const NOT_RUNNING: Failure = {
  kind: "unsupported",
  message: "The simulation is not running",
  remedy: "Wait for it, or restart it.",
};

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

export function createDriveSession({
  bridge,
  onResetCamera,
  startWorker = startDriveWorker,
}: DriveSessionOptions): DriveSession {
  const store = createStore<DriveState>()(() => INITIAL_STATE);
  const { setState: set, getState: get } = store;
  const padWriter = createPadWriter();
  const scrubber = createScrubber();
  const trace = createHopTrace();
  let choices = DEFAULT_CHOICES;
  let loaded: DriveChoices | null = null;
  let link: WorkerLink;
  let physics: Extract<FromWorker, { type: "loaded" }> | null = null;
  let seed = 0;
  let redoSeed: number | null = null;
  let lastSample = 0;

  const advance = (event: RecorderEvent): void => {
    const before = get().recorder;
    const { state, effects } = advanceRecorder(before, event);
    if (state === before) return;
    // A redo begins where the discarded episode began.
    if (event.type === "redo") redoSeed = seed;
    else if (event.type === "start" || event.type === "discard") redoSeed = null;
    const isKept = event.type === "keep" || (event.type === "start" && isSaved(before.phase));
    if (isKept) set({ kept: get().kept + 1 });
    if (state.phase !== "countdown" && state.phase !== "resuming") {
      countdown.cancel();
      set({ countdown: null });
    }
    set({
      recorder: state,
      review: isSaved(state.phase) ? get().review : null,
      rewind: isRewinding(state.phase) ? get().rewind : null,
      said: describePhase(state, get().kept),
    });
    input.lock(state.phase !== "idle" && state.phase !== "review" && state.phase !== "failed");
    if (state.phase === "paused") takeOver("pause");
    if (state.phase === "recording") takeOver("resume");
    for (const effect of effects) perform(effect);
    if (event.type === "rewind") link.send({ type: "look", step: Number.MAX_SAFE_INTEGER });
    if (state.phase !== "idle") return;
    if (event.type === "keep" && choices.autoNext && whyNotStart() === null) advance({ type: "start" });
    else driveFreely();
  };

  const perform = (effect: RecorderEffect): void => {
    switch (effect) {
      case "begin":
        return begin(redoSeed ?? drawSeed());
      case "count":
        return countdown.start(choices.countdownSeconds);
      case "run":
        return link.send({ type: "run" });
      case "halt":
        return link.send({ type: "halt" });
      case "finish":
        return link.send({ type: "finish", cause: "operator" });
      case "abandon":
        link.send({ type: "abandon" });
        return desk.discard();
      case "drop":
        return desk.drop();
      case "return":
        return link.send({ type: "look", step: Number.MAX_SAFE_INTEGER });
      case "branch": {
        const step = scrubber.step;
        set({ written: 0, unsent: 0, marks: UNMARKED });
        link.send({ type: "branch", episode: desk.branch(step), step });
        // The worker's actors start anew at a branch; whoever held, holds on.
        return link.send({ type: "hold", human: isHeld(get()) });
      }
      default:
        return assertNever(effect);
    }
  };

  const begin = (by: number): void => {
    seed = by;
    redoSeed = null;
    set({ written: 0, unsent: 0, review: null, problem: null, marks: UNMARKED });
    takeOver("reset");
    link.send({ type: "begin", episode: desk.open(choices.dataset, startOf(by)), seed });
  };
  const startOf = (by: number): EpisodeStart => ({
    source: choices.policy === null ? "human" : "policy",
    level: choices.level,
    seed: by,
    fingerprint: physics?.fingerprint ?? null,
    hopperOptions: { ...physics?.hopperOptions },
    policyId: choices.policy?.id ?? null,
    device: deviceName(get().device),
    operator: choices.operator === "" ? null : choices.operator,
    noise: choices.noise,
    parent: null,
  });
  const driveFreely = (): void => {
    if (get().worker !== "ready" || get().recorder.phase !== "idle") return;
    if (needsLoad()) return load();
    takeOver("reset");
    link.send({ type: "reset", seed: drawSeed() });
    if (presence.absence === null) link.send({ type: "run" });
  };
  const needsLoad = (): boolean => loaded === null || !sameRun(loaded, choices);
  const load = (): void => {
    loaded = choices;
    physics = null; // until the worker has answered, nobody knows what an episode would be recorded under
    set({ takeover: choices.policy === null ? null : "autonomous" });
    link.send({ type: "load", run: runOf(choices) });
  };
  const takeOver = (event: TakeoverEvent): void => {
    const { takeover } = get();
    if (takeover === null) return;
    const next = advanceTakeover(takeover, event);
    if (next === takeover) return;
    set({ takeover: next });
    if (isCorrecting(next) === isCorrecting(takeover)) return;
    link.send({ type: "hold", human: isCorrecting(next) });
    set({ said: describeHolder(isCorrecting(next)) });
  };

  const take = (message: FromWorker): void => {
    switch (message.type) {
      case "ready":
        return load();
      case "loaded":
        physics = message;
        set({ worker: "ready" });
        sendScale();
        return driveFreely();
      case "batch":
        trace.add(message.batch);
        return desk.append(message.episode, message.batch);
      case "ended":
        if (message.episode === desk.number) advance({ type: "ended" });
        return;
      case "finished":
        return desk.finished(message.episode, message.outcome);
      case "looked": {
        const { rewind, recorder } = get();
        scrubber.place(message.step, message.oldest, message.newest);
        if (!isRewinding(recorder.phase)) return;
        set({ rewind: viewRewind(rewind, message, link.readFrame) });
        return rewind === null && recorder.phase === "looking-back" ? look(message.newest - LOOK_BACK) : undefined;
      }
      case "input-stale":
        return advance({ type: "interrupt", why: "The page stood still, so the input was out of date." });
      case "fault":
        set({ worker: "faulted", fault: message.failure });
        desk.interrupt();
        return advance({ type: "lost", failure: message.failure });
      case "frame":
        return;
      default:
        return assertNever(message);
    }
  };

  const connect = (): void => {
    link = createWorkerLink(startWorker());
    set({ sharedMemory: link.shared, worker: "starting", fault: null });
    link.listen(take);
  };

  const startOrStop = (): void => {
    const event = startStopEvent(get().recorder.phase);
    if (event === null) return;
    if (event === "start") {
      const refusal = whyNotStart();
      set({ problem: refusal });
      if (refusal !== null) return;
    }
    advance({ type: event });
  };
  const whyNotStart = (): DriveState["problem"] => {
    if (get().worker !== "ready" || physics === null) return NOT_RUNNING;
    if (choices.dataset === "") return NO_DATASET;
    return get().device.kind === "none" && choices.policy === null ? NO_DEVICE : null;
  };
  const sendScale = (): void => link.send({ type: "scale", autoSlow: slowsDown(choices), value: get().timeScale });
  const setTimeScale = (value: number): void => {
    set({ timeScale: value, said: `Time scale ${value < 1 ? `1/${Math.round(1 / value)}` : value}` });
    sendScale();
  };
  const shiftScale = (by: number): void => {
    const at = DRIVE_SCALES.findIndex((scale) => scale === get().timeScale);
    const next = DRIVE_SCALES[at + by];
    if (next !== undefined) setTimeScale(next);
  };
  const push = (wish: Push): void => {
    link.send({ type: "push", push: wish });
    set({ said: `Pushed the ${wish.body}.` });
  };
  const mark = (marks: Marks): void => {
    if (get().recorder.phase === "idle") return;
    set({ marks, said: describeMarks(marks) });
    desk.mark(marks);
  };
  const look = (step: number): void => {
    if (isRewinding(get().recorder.phase)) link.send({ type: "look", step });
  };
  const command = createCommandHandler({
    get,
    set,
    advance,
    startOrStop,
    mark,
    push,
    shiftScale,
    takeOver,
    resetCamera: onResetCamera,
    mayResume: () => {
      if (get().device.kind !== "none" || choices.policy !== null) return true;
      set({ problem: NO_DEVICE });
      return false;
    },
  });

  const onDevice = (device: InputDevice, unplugged: boolean): void => {
    const answered = get().problem === NO_DEVICE && device.kind !== "none";
    set({ device, problem: answered ? null : get().problem });
    if (unplugged) advance({ type: "interrupt", why: "The gamepad was unplugged." });
    else set({ said: device.kind === "none" ? "No input device" : `Driving with ${deviceName(device) ?? "nothing"}` });
  };
  const onAbsence = (absence: string | null): void => {
    set({ absence });
    if (absence !== null) {
      advance({ type: "interrupt", why: absence });
      if (get().recorder.phase === "idle") link.send({ type: "halt" });
    } else if (get().recorder.phase === "idle" && get().worker === "ready") link.send({ type: "run" });
  };
  const onSample = (sample: Readonly<InputSample>): void => {
    link.writePad(padWriter.write(sample));
    const now = performance.now();
    const dt = Math.min(0.1, (now - lastSample) / 1000);
    lastSample = now;
    if (isRewinding(get().recorder.phase) && scrubber.move(sample, dt)) look(scrubber.step);
  };

  const desk = createRecordingDesk(bridge, {
    written: (steps) => set({ written: steps }),
    saved: ({ id, name }, outcome) => {
      set({ review: { dataset: choices.dataset, episode: id, name, outcome } });
      advance({ type: "saved", episode: id });
    },
    lost: (failure, unsent) => {
      set({ unsent });
      advance({ type: "lost", failure });
    },
    problem: (failure) => set({ problem: failure }),
  });
  const countdown = createCountdown(
    (left) => set({ countdown: left, said: String(left) }),
    () => {
      set({ countdown: null });
      advance({ type: "counted-down" });
    },
  );
  const presence = watchPresence(onAbsence);
  const pads = padsOf(() => choices);
  const input: InputSource = createInputSource({ sample: onSample, command, device: onDevice }, pads);
  connect();
  return {
    store,
    poses: createFrameSource({ readFrame: (out) => link.readFrame(out) }),
    readFrame: (out) => link.readFrame(out),
    pad: padWriter.pad,
    trace,
    command,
    push,
    mark,
    look,
    setTimeScale,
    dismissProblem: () => set({ problem: null }),
    restart(): void {
      link.dispose();
      advance({ type: "dismiss" });
      connect();
    },
    configure(next: DriveChoices): void {
      choices = next;
      const { worker, recorder } = get();
      if (worker !== "ready") return;
      if (needsLoad()) {
        if (recorder.phase === "idle" || recorder.phase === "review") load();
      } else sendScale();
    },
    dispose(): void {
      countdown.cancel();
      presence.dispose();
      input.dispose();
      // An open episode is finished, and a redo waiting for that called off; the worker stays until the last rows are out.
      if (get().recorder.phase === "redoing") advance({ type: "discard" });
      advance({ type: "stop" });
      if (!isClosing(get().recorder.phase)) return link.dispose();
      const unsubscribe = store.subscribe((state) => {
        if (isClosing(state.recorder.phase)) return;
        unsubscribe();
        link.dispose();
      });
    },
  };
}

function isHeld({ takeover }: DriveState): boolean {
  return takeover !== null && isCorrecting(takeover);
}
