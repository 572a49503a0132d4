import { advanceTakeover, isCorrecting } from "../../../shared/record/takeover-table.ts";
import type { TakeoverEvent } from "../../../shared/record/takeover-table.ts";
import { describeChange, describeHolder } from "../describe-phase.ts";
import type { SessionContext } from "./session-context.ts";

/** Who holds a hopper that a policy drives. */
export interface Holder {
  /** the button's event while a change is awaited: it comes at once */
  takeOver(event: TakeoverEvent): void;
  /** tells the worker again, whose hopper goes on from another moment: whoever holds is to hold there too */
  repeat(): void;
  /** the worker has changed hands */
  changed(): void;
}

export function createHolder(session: SessionContext): Holder {
  const isHeld = (): boolean => {
    const { takeover } = session.get();
    return takeover !== null && isCorrecting(takeover);
  };
  const ask = (now: boolean): void => {
    session.set({ changing: session.get().takeover !== null });
    session.link.send({ type: "hold", human: isHeld(), now });
  };
  return {
    takeOver(event) {
      const { takeover, changing } = session.get();
      if (takeover === null) return;
      if (changing && (event === "take" || event === "hand-back")) return ask(true);
      const next = advanceTakeover(takeover, event);
      if (next === takeover) return;
      session.set({ takeover: next });
      if (isCorrecting(next) === isCorrecting(takeover)) return;
      session.set({ said: describeChange(isHeld()) });
      ask(event === "reset");
    },
    repeat: () => ask(false),
    changed() {
      if (session.get().changing) session.set({ changing: false, said: describeHolder(isHeld()) });
    },
  };
}
