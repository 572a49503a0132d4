import { STEP_RATE } from "../../../../shared/base/specs.ts";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { EpisodeCoaching } from "../../../../shared/dataset/episode-coaching.ts";
import { isCorrecting } from "../../../../shared/record/takeover-table.ts";
import type { TakeoverPhase } from "../../../../shared/record/takeover-table.ts";
import { isFall } from "../../../drive/fall.ts";
import type { EpisodeOutcome } from "../../../drive/messages.ts";

/** What advice is given by. */
export interface AdviceInput {
  readonly outcome: EpisodeOutcome;
  /** null while it is on its way, and for good where it cannot be had */
  readonly coaching: EpisodeCoaching | null;
  readonly level: DriveLevel;
  /** the worker still holds its states */
  readonly rewindable: boolean;
  /** who held at the end, where a policy drove; null: the person drove alone */
  readonly takeover: TakeoverPhase | null;
}

/** One sentence on what to do next, and the choice that does it. */
export interface Advice {
  readonly text: string;
  readonly first: "keep" | "redo" | "rewind";
}

/** Steps below which an episode teaches little, and has no second to rewind. */
const SHORT = STEP_RATE;
/** ticks per real second from which on time is slow already */
const SLOWED = STEP_RATE / 4;
/** share of the ticks */
const MANY_MISSED = 0.01;
/** times the dataset's median */
const MUCH_MORE = 1.5;
/** other episodes from which on a comparison says something */
const ENOUGH = 3;
const NOTHING_NEW = 0.03;
const MUCH_NEW = 0.25;

interface LevelLimits {
  /** share of the steps: at joints and torque hands rest between two movements */
  readonly idle: number;
  /** share of the torques; null where the controller decides them, and nobody can drive otherwise */
  readonly saturation: number | null;
  /** also where there is nothing to compare with */
  readonly always: boolean;
}

const LIMITS: Readonly<Record<DriveLevel, LevelLimits>> = {
  cruise: { idle: 0.6, saturation: null, always: false },
  hop: { idle: 0.6, saturation: 0.25, always: false },
  joints: { idle: 0.85, saturation: 0.25, always: true },
  torque: { idle: 0.85, saturation: 0.25, always: true },
};

/** The first rule that applies, the gravest first: a fall, then what spoils the data, then how it was driven. */
export function advise(input: AdviceInput): Advice {
  const { outcome, coaching } = input;
  const { steps, health } = outcome;
  if (isFall(outcome.cause)) return afterFall(input);
  if (steps < SHORT) return { text: "Less than a second teaches little: redo it.", first: "redo" };
  if (health.missedTicks > steps * MANY_MISSED) {
    const text =
      "The computer missed ticks, so what you felt is not what was recorded: close other programs and redo it.";
    return { text, first: "redo" };
  }
  const text = coaching === null ? null : (ofDriving(input, coaching) ?? ofDataset(coaching));
  return { text: text ?? "Keep what you meant to do.", first: "keep" };
}

/** The card's title says how it fell. */
function afterFall({ outcome, level, takeover, rewindable }: AdviceInput): Advice {
  const tip = lesson(outcome, level, takeover);
  if (outcome.steps < SHORT) return { text: `Over within a second: redo it, and ${tip}.`, first: "redo" };
  if (!rewindable) return { text: `Redo it, and ${tip}.`, first: "redo" };
  if (takeover === null) return { text: `Rewind a second, and ${tip}.`, first: "rewind" };
  const who = isCorrecting(takeover) ? "It fell in your hands" : "The policy fell";
  return { text: `${who}: rewind, and ${tip}.`, first: "rewind" };
}

/** What to do instead. */
function lesson({ cause, health }: EpisodeOutcome, level: DriveLevel, takeover: TakeoverPhase | null): string {
  if (takeover !== null && isCorrecting(takeover)) return "take over earlier, or in slow motion";
  if (takeover !== null) return "take over a little before, so that it learns the way back";
  if (cause === "height") return "push off earlier and longer";
  if (cause === "state") return "move less abruptly";
  return level === "joints" || level === "torque"
    ? health.rateAsked <= SLOWED
      ? "answer the lean sooner, and by less"
      : "slow time down to answer the lean sooner"
    : "change the speed more gently";
}

/** What to do otherwise; null: nothing, or a policy drove. */
function ofDriving({ level, takeover }: AdviceInput, coaching: EpisodeCoaching): string | null {
  if (takeover !== null) return null;
  const { figures, typical } = coaching;
  const { idle, saturation, always } = LIMITS[level];
  if (figures.idleShare !== null && figures.idleShare > idle)
    return `You let go for ${Math.round(100 * figures.idleShare)} % of the time: a policy learns more while you steer.`;
  const usual = coaching.compared >= ENOUGH ? typical : null;
  const isMore = usual === null ? always : figures.saturation > MUCH_MORE * (usual.saturation ?? 0);
  if (saturation !== null && figures.saturation > saturation && isMore)
    return "The motors were often at their most: gentler commands leave the policy something to learn.";
  if (typeof usual?.jerk === "number" && figures.jerk > MUCH_MORE * usual.jerk)
    return "Rougher than your other episodes: smaller, earlier movements are easier to learn from.";
  return null;
}

function ofDataset({ compared, novelty }: EpisodeCoaching): string {
  if (compared >= ENOUGH && novelty !== null) {
    if (novelty < NOTHING_NEW)
      return "Much like what the dataset holds already: another speed or height would add more.";
    if (novelty > MUCH_NEW) return "New ground for this dataset: keep it.";
  }
  return "A clean run: keep it.";
}
