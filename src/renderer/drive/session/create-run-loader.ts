import type { Failure, Result } from "../../../shared/base/failure.ts";
import { runOf, sameRun, slowsDown } from "../drive-choices.ts";
import type { DriveChoices } from "../drive-choices.ts";
import type { Holder } from "./create-holder.ts";
import { drawSeed } from "./draw-seed.ts";
import type { Physics, SessionContext } from "./session-context.ts";

/** What the worker runs: the choices it was loaded for, and what it says that it simulates. */
export interface LoadedRun {
  readonly choices: DriveChoices;
  readonly physics: Physics;
}

/** Keeps what the worker runs to what the person chose. */
export interface RunLoader {
  /** null until the worker has answered */
  readonly loadedRun: LoadedRun | null;
  /** the choices need another run than the worker's */
  readonly isOutdated: boolean;
  load(): void;
  /** the worker has answered */
  loaded(physics: Physics): void;
  /** what the worker runs next, loaded first where the choices need another; a promise until the worker has answered */
  upToDate(): LoadedRun | Promise<Result<LoadedRun>>;
  /** the worker is gone, and with it what it ran */
  lost(failure: Failure): void;
  /** from a new start, where no episode is open; loads first what the choices need */
  driveFreely(): void;
  sendScale(): void;
}

export function createRunLoader(session: SessionContext, holder: Holder): RunLoader {
  let wanted: DriveChoices | null = null;
  let loadedRun: LoadedRun | null = null;
  /** answers that are still to come; all but the last are out of date */
  let awaited = 0;
  let waiting: ((run: Result<LoadedRun>) => void)[] = [];

  /** Other states than those of the episode under review. */
  const forgetHistory = (): void => {
    const { review, recorder } = session.get();
    if (recorder.phase === "branching-back") session.advance({ type: "not-branched" });
    if (session.get().recorder.phase === "looking-back") session.advance({ type: "cancel" });
    if (review !== null) session.set({ review: { ...review, rewindable: false } });
  };
  const load = (): void => {
    const { choices } = session;
    forgetHistory();
    wanted = choices;
    loadedRun = null; // until the worker has answered, nobody knows what an episode would be recorded under
    awaited += 1;
    session.set({ takeover: choices.policy === null ? null : "autonomous", changing: false });
    session.link.send({ type: "load", run: runOf(choices) });
  };
  const isOutdated = (): boolean => wanted === null || !sameRun(wanted, session.choices);
  const driveFreely = (): void => {
    const { worker, recorder, absence } = session.get();
    if (worker !== "ready" || recorder.phase !== "idle") return;
    if (isOutdated()) return load();
    holder.takeOver("reset");
    session.link.send({ type: "reset", seed: drawSeed() });
    if (absence === null) session.link.send({ type: "run" });
  };
  const sendScale = (): void =>
    session.link.send({ type: "scale", autoSlow: slowsDown(session.choices), value: session.get().timeScale });
  const answer = (run: Result<LoadedRun>): void => {
    const told = waiting;
    waiting = [];
    for (const tell of told) tell(run);
  };

  return {
    get loadedRun(): LoadedRun | null {
      return loadedRun;
    },
    get isOutdated(): boolean {
      return isOutdated();
    },
    load,
    loaded(physics) {
      awaited -= 1;
      if (awaited > 0 || wanted === null) return;
      loadedRun = { choices: wanted, physics };
      session.set({ worker: "ready" });
      sendScale();
      answer({ ok: true, value: loadedRun });
      driveFreely();
    },
    upToDate() {
      if (isOutdated()) load();
      return loadedRun ?? new Promise((resolve) => waiting.push(resolve));
    },
    lost(failure) {
      forgetHistory();
      awaited = 0;
      loadedRun = null;
      answer({ ok: false, failure });
    },
    driveFreely,
    sendScale,
  };
}
