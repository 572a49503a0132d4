import { clamp } from "../../../shared/base/math.ts";
import type { FromWorker } from "../messages.ts";
import { isLooking } from "../phases.ts";
import { LOOK_BACK, viewRewind } from "../rewind-view.ts";
import type { Scrubber } from "../scrubber.ts";
import type { SessionContext } from "./session-context.ts";

/** Shows earlier moments while the operator rewinds. */
export interface Looker {
  /** the newest moment, whatever the phase */
  lookAtNewest(): void;
  /** the state before a step, while rewinding */
  look(step: number): void;
  /** the worker shows a moment */
  looked(message: Extract<FromWorker, { type: "looked" }>): void;
}

/**
 * A wish shows in the store at once, so that quick presses of a key add up; the worker's answers to wishes that are no
 * longer the newest are passed over.
 */
export function createLooker(session: SessionContext, scrubber: Scrubber): Looker {
  const { get, set } = session;
  let asked = 0;

  const ask = (step: number): void => {
    asked = step;
    session.link.send({ type: "look", step });
  };
  const look = (step: number): void => {
    const { rewind, recorder } = get();
    if (!isLooking(recorder.phase)) return;
    if (rewind !== null) {
      const { oldest, newest } = rewind;
      const at = clamp(step, oldest, newest);
      scrubber.place(at, oldest, newest);
      set({ rewind: { ...rewind, step: at } });
    }
    ask(step);
  };
  return {
    lookAtNewest: () => ask(Number.MAX_SAFE_INTEGER),
    look,
    looked(message) {
      const { step, oldest, newest } = message;
      if (step !== clamp(asked, oldest, newest)) return;
      scrubber.place(step, oldest, newest);
      const { rewind, recorder } = get();
      if (!isLooking(recorder.phase)) return;
      set({ rewind: viewRewind(rewind, message, session.link.readFrame) });
      if (rewind === null && recorder.phase === "looking-back") look(newest - LOOK_BACK);
    },
  };
}
