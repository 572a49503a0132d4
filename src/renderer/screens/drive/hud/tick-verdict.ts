import { STEP_RATE } from "../../../../shared/base/specs.ts";

/** What is known of the control loop at a moment. */
export interface TickFigures {
  /** ticks per real second over the last second; 0 while it rests */
  readonly rate: number;
  readonly timeScale: number;
  readonly missed: number;
  /** s; NaN without a device */
  readonly ageP99: number;
}

export type TickVerdict = "resting" | "good" | "warm" | "bad";

/** Says whether the loop is well; a bad word stays a while, so that nobody misses it. */
export interface TickJudge {
  /** `now`: ms */
  look(figures: TickFigures, now: number): TickVerdict;
}

/** share of the rate that was asked */
const STEADY = 0.02;
/** s; an older stick is felt */
const OLD = 0.05;
/** ms that the last second still holds ticks of another scale */
const SETTLING = 1200;
/** ms */
const REMEMBERED = 3000;

export function createTickJudge(): TickJudge {
  let scale = 0;
  let changedAt = -Infinity;
  let last: { readonly verdict: "warm" | "bad"; readonly at: number } | null = null;
  return {
    look({ rate, timeScale, missed, ageP99 }, now): TickVerdict {
      if (timeScale !== scale || rate === 0) changedAt = now;
      scale = timeScale;
      const asked = STEP_RATE * timeScale;
      const settled = now - changedAt > SETTLING;
      const verdict: TickVerdict =
        rate === 0
          ? "resting"
          : settled && Math.abs(rate - asked) > asked * STEADY
            ? "bad"
            : missed > 0 || ageP99 > OLD
              ? "warm"
              : "good";
      if (verdict === "warm" || verdict === "bad") last = { verdict, at: now };
      else if (verdict === "good" && last !== null && now - last.at < REMEMBERED) return last.verdict;
      return verdict;
    },
  };
}
