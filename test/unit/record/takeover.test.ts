import { describe, expect, it } from "vitest";
import {
  advanceTakeover,
  isCorrecting,
  takeoverEvent,
  TAKEOVER_EVENTS,
  TAKEOVER_PHASES,
} from "../../../src/shared/record/takeover-table.ts";
import type { TakeoverPhase } from "../../../src/shared/record/takeover-table.ts";

/** Every cell, by hand: take, hand-back, pause, resume, reset. */
const CELLS: Readonly<Record<TakeoverPhase, readonly TakeoverPhase[]>> = {
  autonomous: ["correcting", "autonomous", "paused", "autonomous", "autonomous"],
  correcting: ["correcting", "autonomous", "paused-correcting", "correcting", "autonomous"],
  paused: ["paused-correcting", "paused", "paused", "autonomous", "autonomous"],
  "paused-correcting": ["paused-correcting", "paused", "paused-correcting", "correcting", "autonomous"],
};

describe("takeover", () => {
  for (const phase of TAKEOVER_PHASES) {
    for (const [i, event] of TAKEOVER_EVENTS.entries()) {
      it(`${phase} × ${event} → ${CELLS[phase][i]}`, () => {
        expect(advanceTakeover(phase, event)).toBe(CELLS[phase][i]);
      });
    }
  }

  it("has one button, which always changes who holds", () => {
    for (const phase of TAKEOVER_PHASES) {
      const after = advanceTakeover(phase, takeoverEvent(phase));
      expect(isCorrecting(after)).toBe(!isCorrecting(phase));
    }
  });
});
