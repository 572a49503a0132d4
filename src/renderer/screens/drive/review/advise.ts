import { STEP_RATE } from "../../../../shared/base/specs.ts";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { EpisodeCoaching } from "../../../../shared/dataset/episode-coaching.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";

/** What advice is given by. */
export interface AdviceInput {
  readonly outcome: EpisodeOutcome;
  /** null while it is on its way, and for good where it cannot be had */
  readonly coaching: EpisodeCoaching | null;
  readonly level: DriveLevel;
  /** a policy drove, at least where the person did not take over */
  readonly byPolicy: boolean;
}

/** Steps below which an episode teaches little. */
const SHORT = STEP_RATE;
/** share of the ticks */
const MANY_MISSED = 0.01;
const MOSTLY_IDLE = 0.6;
const SATURATED = 0.25;
/** times the dataset's median */
const MUCH_MORE = 1.5;
/** other episodes from which on a comparison says something */
const ENOUGH = 3;
const NOTHING_NEW = 0.03;
const MUCH_NEW = 0.25;

/** Whether an episode ended in a fall. */
export function fell({ cause }: Pick<EpisodeOutcome, "cause">): boolean {
  return cause === "height" || cause === "pitch" || cause === "state";
}

/** What the card offers first. */
export function firstChoice(outcome: EpisodeOutcome): "keep" | "redo" | "rewind" {
  if (outcome.steps < SHORT) return "redo";
  return fell(outcome) ? "rewind" : "keep";
}

/** One sentence on what to do next: the first rule that applies, the gravest first. */
export function advise({ outcome, coaching, level, byPolicy }: AdviceInput): string {
  const { steps, health, cause } = outcome;
  const balances = level === "joints" || level === "torque";
  if (steps < SHORT) return "Less than a second teaches little: redo it.";
  if (health.missedTicks > steps * MANY_MISSED)
    return "The computer missed ticks, so what you felt is not what was recorded: close other programs and redo it.";
  if (fell(outcome) && byPolicy)
    return "It fell: rewind and take over a little before, so that the policy learns the way back.";
  if (cause === "pitch" && balances)
    return "It leaned too far: rewind a second, slow time down, and answer the lean sooner.";
  if (cause === "pitch") return "It leaned too far: rewind a second and change the speed more gently.";
  if (cause === "height") return "It sank to the floor: rewind a second and push off earlier and longer.";
  if (cause === "state") return "A joint or a speed ran out of range: rewind a second and move less abruptly.";
  const { figures = null, typical = null, compared = 0, novelty = null } = coaching ?? {};
  if (figures === null) return "Keep what you meant to do.";
  if (!byPolicy && figures.idleShare !== null && figures.idleShare > MOSTLY_IDLE)
    return `You let go for ${Math.round(100 * figures.idleShare)} % of the time: a policy learns more while you steer.`;
  const comparable = compared >= ENOUGH && typical !== null;
  if (figures.saturation > SATURATED && (!comparable || figures.saturation > MUCH_MORE * (typical.saturation ?? 0)))
    return "The motors were often at their most: gentler commands leave the policy something to learn.";
  if (comparable && typical.jerk !== null && figures.jerk > MUCH_MORE * typical.jerk)
    return "Rougher than your other episodes: smaller, earlier movements are easier to learn from.";
  if (comparable && novelty !== null && novelty < NOTHING_NEW)
    return "Much like what the dataset holds already: another speed or height would add more.";
  if (comparable && novelty !== null && novelty > MUCH_NEW) return "New ground for this dataset: keep it.";
  return "A clean run: keep it.";
}
