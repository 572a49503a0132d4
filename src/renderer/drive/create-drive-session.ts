import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import type { PadSample } from "../../shared/control/pad-sample.ts";
import { startStopEvent } from "../../shared/record/recorder.ts";
import type { RecorderPhase } from "../../shared/record/recorder-table.ts";
import type { Failure } from "../../shared/base/failure.ts";
import type { Push } from "../../shared/sim/types.ts";
import type { Command } from "../input/bindings.ts";
import { createCommandHandler } from "./command-handler.ts";
import { describeMarks } from "./describe-phase.ts";
import { DEFAULT_CHOICES } from "./drive-choices.ts";
import type { DriveChoices } from "./drive-choices.ts";
import { DRIVE_SCALES, INITIAL_STATE } from "./drive-state.ts";
import type { DriveState } from "./drive-state.ts";
import { createHopTrace } from "./hop-trace.ts";
import type { HopTrace } from "./hop-trace.ts";
import { isBetween, isBranching, isClosing, isMarkable } from "./phases.ts";
import { createRecordingDesk } from "./recording-desk.ts";
import type { Marks } from "./recording-desk.ts";
import { createScrubber } from "./scrubber.ts";
import { createCommandOffers } from "./session/command-offers.ts";
import { createHolder } from "./session/create-holder.ts";
import { createLooker } from "./session/create-looker.ts";
import { createMessageTaker } from "./session/create-message-taker.ts";
import { createRecorderLoop } from "./session/create-recorder-loop.ts";
import { createRunLoader } from "./session/create-run-loader.ts";
import { NO_DATASET, OTHER_LAYOUT, whyNotResume, whyNotStart } from "./session/refusals.ts";
import type { SessionContext } from "./session/session-context.ts";
import { watchHost } from "./session/watch-host.ts";
import type { Connection } from "./session/watch-host.ts";
import { watchOperator } from "./session/watch-operator.ts";
import { createWorkerLink, startDriveWorker } from "./worker-link.ts";
import type { WorkerLink, WorkerPort } from "./worker-link.ts";

export interface DriveSessionOptions {
  readonly bridge: Bridge;
  /** left out where the host cannot be lost */
  readonly connection?: Connection;
  /** the camera belongs to the viewer */
  readonly onResetCamera: () => void;
  /** turns the sound off or on, and says which; left out where there is none */
  readonly onToggleSound?: () => boolean;
  readonly startWorker?: () => WorkerPort;
}

/** A person at the hopper: free driving, and recording by the recorder's table. React only shows its store. */
export interface DriveSession {
  readonly store: StoreApi<DriveState>;
  readFrame: WorkerLink["readFrame"];
  /** the newest raw input */
  readonly pad: PadSample;
  /** of the episode in hand, for the timeline of a rewind and for a fall's replay */
  readonly trace: Pick<HopTrace, "read" | "at">;
  command(command: Command): void;
  /** while something on screen names a command's button for itself, the command does that instead. Returns the end of it */
  offer(command: Command, action: () => void): () => void;
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

const BEHIND = "The disk or the host does not keep up. No step is lost; go on once they are written.";
const RESTARTED: Failure = {
  kind: "cancelled",
  message: "The simulation was restarted",
  remedy: "What was recorded before is in the Library.",
};

export function createDriveSession({
  bridge,
  connection,
  onResetCamera,
  onToggleSound = () => false,
  startWorker = startDriveWorker,
}: DriveSessionOptions): DriveSession {
  const store = createStore<DriveState>()(() => INITIAL_STATE);
  const { setState: set, getState: get } = store;
  let choices = DEFAULT_CHOICES;
  let link: WorkerLink;
  const session: SessionContext = {
    get choices(): DriveChoices {
      return choices;
    },
    get link(): WorkerLink {
      return link;
    },
    get,
    set,
    advance: (event) => recorder.advance(event),
  };

  const scrubber = createScrubber();
  const looker = createLooker(session, scrubber);
  const trace = createHopTrace();
  const holder = createHolder(session);
  const run = createRunLoader(session, holder);
  const desk = createRecordingDesk(bridge, {
    written: (steps) => set({ written: steps }),
    behind: () => recorder.advance({ type: "interrupt", why: BEHIND }),
    saved: ({ dataset, summary: { id, name }, outcome }) => {
      set({ review: { dataset, episode: id, name, outcome, rewindable: true } });
      recorder.advance({ type: "saved", episode: id });
    },
    empty: () => recorder.advance({ type: "empty", why: "Stopped before the first step: nothing was recorded." }),
    lost: (failure, unsent) => {
      set({ unsent });
      recorder.advance({ type: "lost", failure });
    },
    problem: (failure) => set({ problem: failure }),
  });
  const lockDevice = (locked: boolean): void => operator.lock(locked);
  const recorder = createRecorderLoop(session, { desk, run, holder, scrubber, looker, trace, lockDevice });

  const startOrStop = (): void => {
    const event = startStopEvent(get().recorder.phase);
    if (event === null) return;
    if (event === "start") {
      const refusal = whyNotStart(get(), choices, run.loadedRun !== null);
      set({ problem: refusal });
      if (refusal !== null) return;
    }
    recorder.advance({ type: event });
  };
  const mayResume = (): boolean => {
    const refusal = whyNotResume(get(), choices) ?? (operator.isReadAlike ? null : OTHER_LAYOUT);
    if (refusal !== null) set({ problem: refusal });
    return refusal === null;
  };
  const setTimeScale = (value: number): void => {
    set({ timeScale: value, said: `Time scale ${value < 1 ? `1/${Math.round(1 / value)}` : value}` });
    run.sendScale();
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
    if (!isMarkable(get().recorder.phase)) return;
    set({ marks, said: describeMarks(marks) });
    desk.mark(marks);
  };
  const offers = createCommandOffers();
  const obey = createCommandHandler({
    get,
    set,
    advance: session.advance,
    startOrStop,
    mark,
    push,
    shiftScale,
    takeOver: (event) => holder.takeOver(event),
    resetCamera: onResetCamera,
    toggleSound: onToggleSound,
    mayResume,
  });
  const command = (asked: Command): void => {
    if (!offers.take(asked)) obey(asked);
  };

  const take = createMessageTaker(session, { holder, desk, run, looker, trace });
  const connect = (): void => {
    link = createWorkerLink(startWorker());
    set({ sharedMemory: link.shared, frames: link.frames, worker: "starting", fault: null });
    link.listen(take);
  };
  /** An open episode is finished, and a redo waiting for that called off; the worker stays until the last rows are out. */
  const close = (): void => {
    if (get().recorder.phase === "redoing") recorder.advance({ type: "discard" });
    recorder.advance({ type: "stop" });
    recorder.dispose();
    const waits = (phase: RecorderPhase): boolean => isClosing(phase) || isBranching(phase);
    if (!waits(get().recorder.phase)) return link.dispose();
    const unsubscribe = store.subscribe(({ recorder: { phase } }) => {
      if (waits(phase)) return;
      unsubscribe();
      queueMicrotask(close);
    });
  };
  const operator = watchOperator(session, { scrubber, looker, command, readsAlike: recorder.readsAlike });
  const unwatchHost = connection === undefined ? null : watchHost(session, connection);
  connect();

  return {
    store,
    readFrame: (out) => link.readFrame(out),
    pad: operator.pad,
    trace,
    command,
    offer: offers.offer,
    push,
    mark,
    look: looker.look,
    setTimeScale,
    dismissProblem: () => set({ problem: null }),
    restart(): void {
      // An episode that is open loses the rows on their way, and ends; a failure that was shown is done with.
      const { phase } = get().recorder;
      run.lost(RESTARTED);
      desk.interrupt();
      recorder.advance(phase === "failed" ? { type: "dismiss" } : { type: "lost", failure: RESTARTED });
      link.dispose();
      connect();
    },
    configure(next: DriveChoices): void {
      choices = next;
      if (get().problem === NO_DATASET && next.dataset !== "") set({ problem: null });
      const { worker, recorder: now } = get();
      if (worker !== "ready") return;
      if (!run.isOutdated) run.sendScale();
      else if (isBetween(now.phase)) run.load();
    },
    dispose(): void {
      operator.dispose();
      unwatchHost?.();
      close();
    },
  };
}
