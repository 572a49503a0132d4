import { runOf, sameRun, slowsDown } from "../drive-choices.ts";
import type { DriveChoices } from "../drive-choices.ts";
import type { Holder } from "./create-holder.ts";
import { drawSeed } from "./draw-seed.ts";
import type { Physics, SessionContext } from "./session-context.ts";

/** Keeps what the worker runs to what the person chose. */
export interface RunLoader {
  /** what an episode would be recorded under; null until the worker has answered */
  readonly physics: Physics | null;
  /** the choices need another run than the worker's */
  readonly isOutdated: boolean;
  load(): void;
  /** the worker has answered */
  loaded(physics: Physics): void;
  /** from a new start, where no episode is open; loads first what the choices need */
  driveFreely(): void;
  sendScale(): void;
}

export function createRunLoader(session: SessionContext, holder: Holder): RunLoader {
  let wanted: DriveChoices | null = null;
  let physics: Physics | null = null;

  const load = (): void => {
    const { choices } = session;
    wanted = choices;
    physics = null; // until the worker has answered, nobody knows what an episode would be recorded under
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

  return {
    get physics(): Physics | null {
      return physics;
    },
    get isOutdated(): boolean {
      return isOutdated();
    },
    load,
    loaded(answer) {
      physics = answer;
      session.set({ worker: "ready" });
      sendScale();
      driveFreely();
    },
    driveFreely,
    sendScale,
  };
}
