import { assertNever } from "../../../shared/base/assert-never.ts";
import type { EpisodeStart } from "../../../shared/dataset/episode.ts";
import { advanceRecorder } from "../../../shared/record/recorder.ts";
import type { RecorderEvent } from "../../../shared/record/recorder.ts";
import type { RecorderEffect } from "../../../shared/record/recorder-table.ts";
import { createCountdown } from "../countdown.ts";
import { describePhase } from "../describe-phase.ts";
import { deviceName } from "../device-name.ts";
import type { InputDevice } from "../../input/input-source.ts";
import type { PadLayout } from "../../../shared/dataset/input-controls.ts";
import { controlsOf } from "../drive-choices.ts";
import type { DriveChoices } from "../drive-choices.ts";
import type { HopTrace } from "../hop-trace.ts";
import { isAtRest, isRewinding, isSaved } from "../phases.ts";
import { UNMARKED } from "../recording-desk.ts";
import type { Result } from "../../../shared/base/failure.ts";
import type { RecordingDesk } from "../recording-desk.ts";
import type { Scrubber } from "../scrubber.ts";
import type { Looker } from "./create-looker.ts";
import type { Holder } from "./create-holder.ts";
import type { LoadedRun, RunLoader } from "./create-run-loader.ts";
import { drawSeed } from "./draw-seed.ts";
import { whyNotResume, whyNotStart } from "./refusals.ts";
import type { SessionContext } from "./session-context.ts";

/** Takes events through the recorder's table and does what the table asks for. */
export interface RecorderLoop {
  advance(event: RecorderEvent): void;
  /** whether the episode that was begun last is still told by its header where a pad of this layout drives on in it */
  readsAlike(layout: PadLayout | null): boolean;
  dispose(): void;
}

interface RecorderParts {
  readonly desk: RecordingDesk;
  readonly run: RunLoader;
  readonly holder: Holder;
  readonly scrubber: Scrubber;
  readonly looker: Looker;
  readonly trace: Pick<HopTrace, "begin">;
  /** while an episode is open, another device does not take over, and a pad is read as it was when it was locked */
  lockDevice(locked: boolean): void;
}

/** What is read when an episode begins. */
interface Input {
  readonly device: InputDevice;
  readonly padProfiles: DriveChoices["padProfiles"];
}

export function createRecorderLoop(session: SessionContext, parts: RecorderParts): RecorderLoop {
  const { desk, run, holder, scrubber, looker, trace } = parts;
  const { get, set } = session;
  let seed = 0;
  let redoSeed: number | null = null;
  /** of the episode that was begun last */
  let layout: PadLayout | null = null;

  const countdown = createCountdown(
    (left) => set({ countdown: left, said: String(left) }),
    () => {
      set({ countdown: null });
      advance({ type: "counted-down" });
    },
  );

  /** Of what the worker runs: the choices of the moment may be others already. */
  const startOf = (by: number, { device, padProfiles }: Input, { choices, physics }: LoadedRun): EpisodeStart => ({
    source: choices.policy === null ? "human" : "policy",
    level: choices.level,
    seed: by,
    fingerprint: physics.fingerprint,
    hopperOptions: { ...physics.hopperOptions },
    policyId: choices.policy?.id ?? null,
    device: deviceName(device),
    controls: controlsOf({ ...choices, padProfiles }, device),
    operator: session.choices.operator === "" ? null : session.choices.operator,
    noise: choices.noise,
    parent: null,
  });
  const startOfNext = (by: number): EpisodeStart | Promise<Result<EpisodeStart>> => {
    const input: Input = { device: get().device, padProfiles: session.choices.padProfiles };
    ({ layout } = controlsOf(session.choices, input.device));
    const next = run.upToDate();
    if (!(next instanceof Promise)) return startOf(by, input, next);
    return next.then((answer) => (answer.ok ? { ok: true, value: startOf(by, input, answer.value) } : answer));
  };

  const begin = (by: number): void => {
    seed = by;
    redoSeed = null;
    // A redo leaves no time between two episodes: the pad is read by the choices of this one's header.
    parts.lockDevice(false);
    parts.lockDevice(true);
    set({ written: 0, unsent: 0, review: null, problem: null, marks: UNMARKED });
    const start = startOfNext(by);
    holder.takeOver("reset");
    const episode = desk.open(session.choices.dataset, start);
    trace.begin(episode, 0);
    session.link.send({ type: "begin", episode, seed });
  };
  /** Whoever went away while nothing counted is not driving now. */
  const count = (): void => {
    const refusal = whyNotResume(get(), session.choices);
    if (refusal === null) countdown.start(session.choices.countdownSeconds);
    else advance({ type: "interrupt", why: refusal.message });
  };

  const perform = (effect: RecorderEffect): void => {
    switch (effect) {
      case "begin":
        return begin(redoSeed ?? drawSeed());
      case "count":
        return count();
      case "run":
        return session.link.send({ type: "run" });
      case "halt":
        return session.link.send({ type: "halt" });
      case "finish":
        return session.link.send({ type: "finish", cause: "operator" });
      case "abandon":
        session.link.send({ type: "abandon" });
        return desk.discard();
      case "drop":
        return desk.drop();
      case "return":
        return looker.lookAtNewest();
      case "branch": {
        const { step } = scrubber;
        return session.link.send({ type: "branch", episode: desk.branch(step), step });
      }
      case "adopt":
        set({ written: 0, unsent: 0, problem: null, marks: UNMARKED });
        return holder.repeat();
      default:
        return assertNever(effect);
    }
  };

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
      menuOpen: isAtRest(state.phase) && get().menuOpen,
      said: describePhase(state, get().kept),
    });
    parts.lockDevice(state.phase !== "idle" && state.phase !== "review" && state.phase !== "failed");
    if (state.phase === "paused") holder.takeOver("pause");
    if (state.phase === "recording") holder.takeOver("resume");
    for (const effect of effects) perform(effect);
    if (event.type === "rewind") {
      scrubber.begin();
      looker.lookAtNewest();
    }
    if (state.phase !== "idle") return;
    const goesOn = event.type === "keep" && session.choices.autoNext && !session.choices.targetReached;
    if (goesOn && whyNotStart(get(), session.choices, run.loadedRun !== null) === null) advance({ type: "start" });
    else run.driveFreely();
  };

  return {
    advance,
    readsAlike: (other) => JSON.stringify(other) === JSON.stringify(layout),
    dispose: () => countdown.cancel(),
  };
}
