import { IconCircleCheck, IconTrophy } from "@tabler/icons-react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { EpisodeCoaching } from "../../../../shared/dataset/episode-coaching.ts";
import { formatReturn } from "../../../components/format.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";
import { countText, isReached } from "../target/target.ts";
import type { Target } from "../target/target.ts";
import classes from "./review-card.module.css";

/** A person's highest return at a level, and the one before it. */
export interface PersonalBest {
  readonly now: number;
  readonly before: number;
}

/** null: it is none, or the first of its kind. */
export function newBest({ return: now }: EpisodeOutcome, coaching: EpisodeCoaching | null): PersonalBest | null {
  const before = coaching?.best ?? null;
  return before === null || now <= before ? null : { now, before };
}

/** What there is to be glad of: a personal best, a target reached. */
export function Merits({
  best,
  level,
  target,
}: {
  readonly best: PersonalBest | null;
  readonly level: DriveLevel;
  readonly target: Target;
}): JSX.Element {
  return (
    <>
      {best !== null && (
        <p className={classes.badge} data-testid="personal-best">
          <IconTrophy size={17} /> Your best at {level}: {formatReturn(best.now)} ({formatReturn(best.before)} before)
        </p>
      )}
      {isReached(target) && (
        <p className={classes.badge} data-testid="target-on-card">
          <IconCircleCheck size={17} /> Target reached: {countText(target)}
        </p>
      )}
    </>
  );
}
