import { shareOfWay } from "../../shared/base/math.ts";
import { DEFAULT_HOPPER_OPTIONS } from "../../shared/sim/hopper-options.ts";

/** What a moment of driving is like; everything that decides what is felt and heard of it. */
export interface HopMoment {
  /** ms */
  readonly time: number;
  /** counts resets and jumps: what lies between two of them is no motion */
  readonly epoch: number;
  readonly contact: boolean;
  /** m/s, upwards positive */
  readonly rise: number;
  /** rad */
  readonly pitch: number;
  /** leans or sinks further than an episode goes on with */
  readonly fallen: boolean;
  /** paused, rewinding, hidden: nothing is told */
  readonly silent: boolean;
}

/** What happens to a hopper; `strength` is 0 to 1, of the softest that is told to the hardest. */
export type HopEvent =
  | { readonly why: "touchdown" | "lean"; readonly strength: number }
  /** it goes on no further */
  | { readonly why: "fall" };

/** When each kind of event was last told. */
export interface HopMemory {
  readonly moment: HopMoment;
  readonly event: number;
  readonly lean: number;
}

/** rad; an episode ends at the furthest */
const NEAR_LEAN = 0.15;
const [, FURTHEST_LEAN] = DEFAULT_HOPPER_OPTIONS.healthy_angle_range;
/** m/s of a landing that is told, and of the hardest that can be told apart */
const SOFT = 0.3;
const HARD = 2.5;
/** ms */
const APART = 90;
const LEANS_APART = 240;

const FALL: HopEvent = { why: "fall" };

/** What happens at `now`, after `memory`; a fall waits for nothing, all else keeps its distance. */
export function findHopEvent(
  now: HopMoment,
  memory: HopMemory | null,
): { readonly event: HopEvent | null; readonly memory: HopMemory } {
  const keep: HopMemory = { moment: now, event: memory?.event ?? -Infinity, lean: memory?.lean ?? -Infinity };
  if (memory === null || memory.moment.epoch !== now.epoch || now.silent) return { event: null, memory: keep };
  const before = memory.moment;
  if (now.fallen)
    return before.fallen ? { event: null, memory: keep } : { event: FALL, memory: { ...keep, event: now.time } };
  if (now.time - memory.event < APART) return { event: null, memory: keep };
  const fall = -Math.min(before.rise, now.rise);
  if (now.contact && !before.contact && fall > SOFT)
    return {
      event: { why: "touchdown", strength: shareOfWay(fall, SOFT, HARD) },
      memory: { ...keep, event: now.time },
    };
  const lean = Math.abs(now.pitch);
  return lean > NEAR_LEAN && lean > Math.abs(before.pitch) && now.time - memory.lean >= LEANS_APART
    ? {
        event: { why: "lean", strength: shareOfWay(lean, NEAR_LEAN, FURTHEST_LEAN) },
        memory: { ...keep, event: now.time, lean: now.time },
      }
    : { event: null, memory: keep };
}
