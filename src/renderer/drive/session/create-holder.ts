import { advanceTakeover, isCorrecting } from "../../../shared/record/takeover-table.ts";
import type { TakeoverEvent } from "../../../shared/record/takeover-table.ts";
import { describeHolder } from "../describe-phase.ts";
import type { SessionContext } from "./session-context.ts";

/** Who holds a hopper that a policy drives. */
export interface Holder {
  takeOver(event: TakeoverEvent): void;
  /** tells the worker again, whose actors start anew at a branch: whoever held, holds on */
  repeat(): void;
}

export function createHolder(session: SessionContext): Holder {
  const isHeld = (): boolean => {
    const { takeover } = session.get();
    return takeover !== null && isCorrecting(takeover);
  };
  const repeat = (): void => session.link.send({ type: "hold", human: isHeld() });
  return {
    takeOver(event) {
      const { takeover } = session.get();
      if (takeover === null) return;
      const next = advanceTakeover(takeover, event);
      if (next === takeover) return;
      session.set({ takeover: next });
      if (isCorrecting(next) === isCorrecting(takeover)) return;
      repeat();
      session.set({ said: describeHolder(isHeld()) });
    },
    repeat,
  };
}
