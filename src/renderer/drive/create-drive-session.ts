import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { assertNever } from "../../shared/base/assert-never.ts";
import { STEP_RATE } from "../../shared/base/specs.ts";
import type { EpisodeStart } from "../../shared/dataset/episode.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { IDLE_RECORDER, advanceRecorder, pauseEvent, startStopEvent } from "../../shared/record/recorder.ts";
import type { RecorderEvent } from "../../shared/record/recorder.ts";
import type { RecorderEffect } from "../../shared/record/recorder-table.ts";
import type { Push } from "../../shared/sim/types.ts";
import { KEY_PUSH } from "../input/bindings.ts";
import type { Command } from "../input/bindings.ts";
import { createInputSource } from "../input/input-source.ts";
import type { InputDevice, InputSource } from "../input/input-source.ts";
import type { PoseSource } from "../viewer/types.ts";
import { createCountdown } from "./countdown.ts";
import { DEFAULT_CHOICES } from "./drive-choices.ts";
import type { DriveChoices } from "./drive-choices.ts";
import { TIME_SCALES } from "./drive-state.ts";
import type { DriveState } from "./drive-state.ts";
import { createFrameSource } from "./frame-source.ts";
import type { EpisodeOutcome, FromWorker } from "./messages.ts";
import { createPadWriter } from "./pad-writer.ts";
import { watchPresence } from "./presence.ts";
import { createRecordingSender } from "./recording-sender.ts";
import type { RecordingSender } from "./recording-sender.ts";
import { createWorkerLink, startDriveWorker } from "./worker-link.ts";
import type { WorkerLink, WorkerPort } from "./worker-link.ts";
import { describePhase } from "./describe-phase.ts";

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
  /** the newest raw input: left stick x, y and right trigger */
  readonly stick: Readonly<{ x: number; y: number; trigger: number }>;
  command(command: Command): void;
  /** an impulse for the next step, recorded with it */
  push(push: Push): void;
  setTimeScale(value: number): void;
  dismissProblem(): void;
  /** a new worker in place of a faulted one */
  restart(): void;
  /** takes other choices; those that need another simulation wait for the end of an open episode */
  configure(choices: DriveChoices): void;
  dispose(): void;
}

/** steps of an endless episode: the format's step numbers end there */
const ENDLESS_STEPS = 2_147_483_647;

const NO_DEVICE: DriveState["problem"] = {
  kind: "not-found",
  message: "Nothing to drive with",
  remedy: "Press a button on the gamepad, or an arrow key.",
};

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

export function createDriveSession({
  bridge,
  onResetCamera,
  startWorker = startDriveWorker,
}: DriveSessionOptions): DriveSession {
  const store = createStore<DriveState>()(() => ({
    worker: "starting",
    fault: null,
    recorder: IDLE_RECORDER,
    countdown: null,
    device: { kind: "none" },
    timeScale: 1,
    absence: null,
    review: null,
    written: 0,
    unsent: 0,
    kept: 0,
    said: "",
    problem: null,
    helpOpen: false,
    sharedMemory: true,
  }));
  let choices = DEFAULT_CHOICES;
  let loaded: DriveChoices | null = null;
  const set = store.setState;
  const get = store.getState;
  const padWriter = createPadWriter();
  let link: WorkerLink;
  let physics: Extract<FromWorker, { type: "loaded" }> | null = null;
  let sender: RecordingSender | null = null;
  let episode = 0;
  let seed = 0;
  let redoSeed: number | null = null;
  let saved: { readonly dataset: string; readonly episode: string } | null = null;
  let outcome: EpisodeOutcome | null = null;

  const advance = (event: RecorderEvent): void => {
    const before = get().recorder;
    const { state, effects } = advanceRecorder(before, event);
    if (state === before) return;
    // A redo begins where the discarded episode began.
    if (event.type === "redo") redoSeed = seed;
    else if (event.type === "start" || event.type === "discard") redoSeed = null;
    if (event.type === "keep" || (event.type === "start" && before.phase === "review")) set({ kept: get().kept + 1 });
    if (state.phase !== "countdown" && state.phase !== "resuming") {
      countdown.cancel();
      set({ countdown: null });
    }
    set({
      recorder: state,
      review: state.phase === "review" ? get().review : null,
      said: describePhase(state, get().kept),
    });
    input.lock(state.phase !== "idle" && state.phase !== "review" && state.phase !== "failed");
    for (const effect of effects) perform(effect);
    if (state.phase === "idle") driveFreely();
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
        sender?.discard();
        sender = null;
        return;
      case "drop":
        return drop();
      default:
        return assertNever(effect);
    }
  };

  const begin = (by: number): void => {
    const { dataset } = choices;
    seed = by;
    redoSeed = null;
    episode += 1;
    outcome = null;
    set({ written: 0, unsent: 0, review: null, problem: null });
    link.send({ type: "begin", episode, seed });
    sender = createRecordingSender({ bridge, dataset, start: startOf(by), events: senderEvents(episode, dataset) });
  };
  const startOf = (by: number): EpisodeStart => ({
    source: "human",
    level: "cruise",
    seed: by,
    fingerprint: physics?.fingerprint ?? null,
    hopperOptions: { ...physics?.hopperOptions },
    policyId: null,
    device: deviceName(get().device),
    operator: choices.operator === "" ? null : choices.operator,
    noise: 0,
    parent: null,
  });
  const senderEvents = (of: number, dataset: string): Parameters<typeof createRecordingSender>[0]["events"] => ({
    written: (steps) => {
      if (of === episode) set({ written: steps });
    },
    saved: (summary) => {
      if (of !== episode || sender === null || outcome === null) return;
      sender = null;
      saved = { dataset, episode: summary.id };
      set({ review: { episode: summary.id, name: summary.name, outcome } });
      advance({ type: "saved", episode: summary.id });
    },
    discarded: () => {},
    lost: (failure, unsent) => {
      // An abandoned episode that could not be taken off the disk is worth saying, but stops nothing.
      if (of !== episode || sender === null) return set({ problem: failure });
      sender = null;
      set({ unsent });
      advance({ type: "lost", failure });
    },
  });
  const drop = (): void => {
    if (saved === null) return;
    const { dataset, episode: id } = saved;
    void bridge.invoke("datasets/edit", { dataset, edits: [{ op: "drop", episode: id }] }).then((result) => {
      if (!result.ok) set({ problem: result.failure });
    });
    saved = null;
  };
  const driveFreely = (): void => {
    if (get().worker !== "ready" || get().recorder.phase !== "idle") return;
    if (needsLoad()) return load();
    link.send({ type: "reset", seed: drawSeed() });
    if (presence.absence === null) link.send({ type: "run" });
  };
  const needsLoad = (): boolean =>
    loaded?.deadZone !== choices.deadZone || loaded.episodeSeconds !== choices.episodeSeconds;
  const load = (): void => {
    loaded = choices;
    physics = null; // until the worker has answered, nobody knows what an episode would be recorded under
    const { deadZone, episodeSeconds } = choices;
    const maxSteps = episodeSeconds === 0 ? ENDLESS_STEPS : Math.max(1, Math.round(episodeSeconds * STEP_RATE));
    link.send({ type: "load", run: { kind: "person", level: "cruise", sticks: { deadZone, expo: 0 }, maxSteps } });
  };

  const take = (message: FromWorker): void => {
    switch (message.type) {
      case "ready":
        return load();
      case "loaded":
        physics = message;
        set({ worker: "ready" });
        link.send({ type: "scale", value: get().timeScale });
        return driveFreely();
      case "batch":
        if (message.episode === episode) sender?.append(message.batch);
        return;
      case "ended":
        if (message.episode === episode) advance({ type: "ended" });
        return;
      case "finished":
        if (message.episode !== episode) return;
        outcome = message.outcome;
        sender?.finish({ cause: message.outcome.cause, health: message.outcome.health });
        return;
      case "input-stale":
        return advance({ type: "interrupt", why: "The page stood still, so the input was out of date." });
      case "fault":
        set({ worker: "faulted", fault: message.failure });
        closeAfterFault();
        return advance({ type: "lost", failure: message.failure });
      case "frame":
        return;
      default:
        return assertNever(message);
    }
  };

  /** Nothing more will come, but what came is whole: it becomes an episode. */
  const closeAfterFault = (): void => {
    sender?.finish({ cause: "interrupted", health: null });
    sender = null;
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
    if (get().worker !== "ready" || physics === null)
      return { kind: "unsupported", message: "The simulation is not running", remedy: "Wait for it, or restart it." };
    if (choices.dataset === "")
      return {
        kind: "not-found",
        message: "There is no dataset to record into",
        remedy: "Choose or create one at the top of this screen.",
      };
    return get().device.kind === "none" ? NO_DEVICE : null;
  };
  const setTimeScale = (value: number): void => {
    set({ timeScale: value, said: `Time scale ${value < 1 ? `1/${Math.round(1 / value)}` : value}` });
    link.send({ type: "scale", value });
  };
  const shiftScale = (by: number): void => {
    const at = TIME_SCALES.findIndex((scale) => scale === get().timeScale);
    const next = TIME_SCALES[at + by];
    if (next !== undefined) setTimeScale(next);
  };
  const push = (wish: Push): void => {
    link.send({ type: "push", push: wish });
    set({ said: `Pushed the ${wish.body}.` });
  };
  const command = (wish: Command): void => {
    const { phase } = get().recorder;
    switch (wish) {
      case "startStop":
        return startOrStop();
      case "keep":
        return advance({ type: phase === "failed" ? "dismiss" : "keep" });
      case "discard":
        return advance({ type: phase === "failed" ? "dismiss" : "discard" });
      case "redo":
        return advance({ type: "redo" });
      case "pause": {
        const event = pauseEvent(phase);
        if (event === "resume" && get().device.kind === "none") return set({ problem: NO_DEVICE });
        return event === null ? undefined : advance({ type: event });
      }
      case "slower":
        return shiftScale(-1);
      case "faster":
        return shiftScale(1);
      case "pushBack":
        return push({ body: "torso", x: -KEY_PUSH, z: 0 });
      case "pushForward":
        return push({ body: "torso", x: KEY_PUSH, z: 0 });
      case "resetCamera":
        return onResetCamera();
      case "help":
        return set({ helpOpen: !get().helpOpen });
      default:
        return assertNever(wish);
    }
  };
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

  const countdown = createCountdown(
    (left) => set({ countdown: left, said: String(left) }),
    () => {
      set({ countdown: null });
      advance({ type: "counted-down" });
    },
  );
  const presence = watchPresence(onAbsence);
  const input: InputSource = createInputSource({
    sample: (sample) => link.writePad(padWriter.write(sample)),
    command,
    device: onDevice,
  });
  connect();
  return {
    store,
    poses: createFrameSource({ readFrame: (out) => link.readFrame(out) }),
    readFrame: (out) => link.readFrame(out),
    stick: padWriter.stick,
    command,
    push,
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
      if (worker === "ready" && (recorder.phase === "idle" || recorder.phase === "review") && needsLoad()) load();
    },
    dispose(): void {
      countdown.cancel();
      presence.dispose();
      input.dispose();
      // An open episode is finished, and a redo waiting for that called off; the worker stays until the last rows are out.
      if (get().recorder.phase === "redoing") advance({ type: "discard" });
      advance({ type: "stop" });
      if (!isClosing(get())) return link.dispose();
      const unsubscribe = store.subscribe((state) => {
        if (isClosing(state)) return;
        unsubscribe();
        link.dispose();
      });
    },
  };
}

function isClosing({ recorder }: DriveState): boolean {
  return recorder.phase === "finishing" || recorder.phase === "discarding" || recorder.phase === "redoing";
}

function deviceName(device: InputDevice): string | null {
  if (device.kind === "pad") return device.pad.id.slice(0, 300);
  return device.kind === "keyboard" ? "keyboard" : null;
}
