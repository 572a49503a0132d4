import { createStore } from "zustand/vanilla";
import type { StoreApi } from "zustand/vanilla";
import { assertNever } from "../../shared/base/assert-never.ts";
import { toFailure } from "../../shared/base/failure.ts";
import type { Failure } from "../../shared/base/failure.ts";
import type { EpisodeCause } from "../../shared/dataset/columns.ts";
import { MAX_SPEED } from "../../shared/control/command-limits.ts";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { decodePolicy } from "../../shared/policy/policy-file.ts";
import type { Push } from "../../shared/sim/types.ts";
import { TIME_SCALES } from "./drive-state.ts";
import type { FromWorker, RunSpec } from "./messages.ts";
import { watchPresence } from "./presence.ts";
import { FRAME } from "./records.ts";
import type { ReplayState, ReplaySubject, ReplayTarget } from "./replay-state.ts";
import { createWorkerLink, startDriveWorker } from "./worker-link.ts";
import type { WorkerLink, WorkerPort } from "./worker-link.ts";

/** Watching a policy in closed loop, the scripted expert, or a recorded episode. */
export interface ReplaySession {
  readonly store: StoreApi<ReplayState>;
  /** where the worker leaves its frames */
  readonly frames: ArrayBufferLike;
  readFrame: WorkerLink["readFrame"];
  playOrPause(): void;
  /** `by` steps on, or back in a recorded episode; pauses */
  step(by: number): void;
  /** from the start, by the same seed or another */
  restart(seed?: number): void;
  seek(position: number): void;
  /** an impulse for the next step of what is simulated anew; a recorded episode keeps to its own */
  push(push: Push): void;
  setTimeScale(value: number): void;
  shiftTimeScale(by: number): void;
  dispose(): void;
}

export interface ReplaySessionOptions {
  readonly bridge: Bridge;
  readonly target: ReplayTarget;
  readonly startWorker?: () => WorkerPort;
}

interface Loaded {
  readonly run: RunSpec;
  readonly subject: ReplaySubject;
}

async function loadTarget(bridge: Bridge, target: ReplayTarget): Promise<Loaded | Failure> {
  switch (target.kind) {
    case "scripted":
      return { run: { kind: "scripted", speed: [0, MAX_SPEED] }, subject: { kind: "scripted" } };
    case "episode": {
      const loaded = await bridge.invoke("episodes/load", { dataset: target.dataset, episode: target.episode });
      if (!loaded.ok) return loaded.failure;
      return { run: { kind: "episode", episode: loaded.value }, subject: { kind: "episode", meta: loaded.value.meta } };
    }
    case "policy": {
      const loaded = await bridge.invoke("policies/load", { policy: target.policy });
      if (!loaded.ok) return loaded.failure;
      try {
        return {
          run: { kind: "policy", bytes: loaded.value, person: null, task: null },
          subject: { kind: "policy", meta: decodePolicy(loaded.value).meta },
        };
      } catch (thrown) {
        return toFailure(thrown);
      }
    }
    default:
      return assertNever(target);
  }
}

const CAUSES: Readonly<Record<EpisodeCause, string>> = {
  running: "The recording was cut off here.",
  height: "It fell: too low.",
  pitch: "It fell: leaned too far.",
  state: "It fell: a joint or speed out of range.",
  "time-limit": "It reached the time limit.",
  operator: "The operator stopped it.",
  interrupted: "The recording was interrupted here.",
  abandoned: "The operator went back and tried again from before.",
};

/** An end in words. */
export function describeCause(cause: EpisodeCause): string {
  return CAUSES[cause];
}

export function createReplaySession({
  bridge,
  target,
  startWorker = startDriveWorker,
}: ReplaySessionOptions): ReplaySession {
  const store = createStore<ReplayState>()(() => ({
    phase: "loading",
    failure: null,
    subject: null,
    manner: "simulated",
    why: null,
    cause: null,
    timeScale: 1,
    seed: 0,
    absence: null,
    said: "Loading.",
  }));
  const set = store.setState;
  const get = store.getState;
  const link = createWorkerLink(startWorker());
  const frame = new Float64Array(FRAME.size);
  let disposed = false;

  const fail = (failure: Failure): void => set({ phase: "failed", failure, said: failure.message });
  const play = (): void => {
    link.send({ type: "run" });
    set({ phase: "playing", absence: null, cause: null, said: "Playing." });
  };
  const pause = (absence: string | null = null): void => {
    link.send({ type: "halt" });
    set({ phase: "paused", absence, said: absence === null ? "Paused." : `Paused: ${absence}` });
  };
  const canMove = (): boolean => get().phase !== "loading" && get().phase !== "failed";
  const begin = (seed: number): void => {
    link.send({ type: "halt" });
    link.send({ type: "reset", seed });
    set({ seed });
    play();
  };
  const take = (message: FromWorker): void => {
    switch (message.type) {
      case "loaded":
        set({ manner: message.manner, why: message.why });
        return begin(get().seed);
      case "ended":
        return set({ phase: "ended", cause: message.cause, said: describeCause(message.cause) });
      case "fault":
        return fail(message.failure);
      case "ready":
      case "batch":
      case "finished":
      case "looked":
      case "changed-hands":
      case "branched":
      case "not-branched":
      case "input-stale":
      case "stood-still":
      case "frame":
        return;
      default:
        return assertNever(message);
    }
  };
  link.listen(take);
  const presence = watchPresence((absence) => {
    if (absence !== null && get().phase === "playing") pause(absence);
    else if (absence === null && get().phase === "paused" && get().absence !== null) play();
  });
  void loadTarget(bridge, target).then((loaded) => {
    if (disposed) return;
    if ("run" in loaded) {
      set({ subject: loaded.subject });
      link.send({ type: "load", run: loaded.run });
    } else fail(loaded);
  });

  const setTimeScale = (value: number): void => {
    set({ timeScale: value });
    link.send({ type: "scale", autoSlow: false, value });
  };
  const seek = (position: number): void => {
    if (!canMove() || get().subject?.kind !== "episode") return;
    if (get().phase === "ended") set({ phase: "paused", cause: null });
    link.send({ type: "seek", step: position });
  };
  return {
    store,
    frames: link.frames,
    readFrame: (out) => link.readFrame(out),
    playOrPause(): void {
      if (!canMove()) return;
      if (get().phase === "playing") pause();
      else if (get().phase === "ended") begin(get().seed);
      else play();
    },
    step(by: number): void {
      if (!canMove()) return;
      if (get().phase === "playing") pause();
      if (by === 1 && get().phase !== "ended") link.send({ type: "step" });
      else if (link.readFrame(frame)) seek((frame[FRAME.position] ?? 0) + by);
    },
    restart(seed = get().seed): void {
      if (canMove()) begin(seed);
    },
    seek,
    push(push: Push): void {
      if (!canMove() || get().subject?.kind === "episode") return;
      link.send({ type: "push", push });
      set({ said: `Pushed the ${push.body}.` });
    },
    setTimeScale,
    shiftTimeScale(by: number): void {
      const next = TIME_SCALES[TIME_SCALES.findIndex((scale) => scale === get().timeScale) + by];
      if (next !== undefined) setTimeScale(next);
    },
    dispose(): void {
      disposed = true;
      presence.dispose();
      link.dispose();
    },
  };
}
