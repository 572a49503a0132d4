/** What a moment of driving feels like; everything that decides whether a pad shakes. */
export interface RumbleMoment {
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
  /** paused, rewinding, hidden: nothing shakes */
  readonly silent: boolean;
}

/** A shake of a dual-rumble actuator. */
export interface RumblePulse {
  readonly why: "touchdown" | "lean" | "fall";
  /** the low, strong motor and the high, weak one, 0 to 1 */
  readonly strong: number;
  readonly weak: number;
  /** ms */
  readonly duration: number;
}

/** When each kind of pulse was last given. */
export interface RumbleMemory {
  readonly moment: RumbleMoment;
  readonly pulse: number;
  readonly lean: number;
}

/** rad; an episode ends at 0.2 */
export const NEAR_LEAN = 0.15;
/** m/s of a landing that is felt, and of one that could not be felt more */
const SOFT = 0.3;
const HARD = 2.5;
/** ms */
const APART = 90;
const LEANS_APART = 240;

const FALL: RumblePulse = { why: "fall", strong: 1, weak: 0.7, duration: 420 };
const LEAN: RumblePulse = { why: "lean", strong: 0, weak: 0.45, duration: 120 };

/** The strength of a landing at a speed of fall, in m/s. */
function touchdown(fall: number): RumblePulse {
  const strength = Math.min(1, (fall - SOFT) / (HARD - SOFT));
  return { why: "touchdown", strong: 0.15 + 0.6 * strength, weak: 0.3 * strength, duration: 50 + 60 * strength };
}

/** What the pad does at `now`, after `memory`; a fall waits for nothing, all else keeps its distance. */
export function decideRumble(
  now: RumbleMoment,
  memory: RumbleMemory | null,
): { readonly pulse: RumblePulse | null; readonly memory: RumbleMemory } {
  const keep: RumbleMemory =
    memory === null || memory.moment.epoch !== now.epoch
      ? { moment: now, pulse: memory?.pulse ?? -Infinity, lean: memory?.lean ?? -Infinity }
      : { ...memory, moment: now };
  if (memory === null || memory.moment.epoch !== now.epoch || now.silent) return { pulse: null, memory: keep };
  const before = memory.moment;
  if (now.fallen)
    return before.fallen ? { pulse: null, memory: keep } : { pulse: FALL, memory: { ...keep, pulse: now.time } };
  if (now.time - memory.pulse < APART) return { pulse: null, memory: keep };
  const fall = -Math.min(before.rise, now.rise);
  if (now.contact && !before.contact && fall > SOFT)
    return { pulse: touchdown(fall), memory: { ...keep, pulse: now.time } };
  const leans = Math.abs(now.pitch) > NEAR_LEAN && Math.abs(now.pitch) > Math.abs(before.pitch);
  return leans && now.time - memory.lean >= LEANS_APART
    ? { pulse: LEAN, memory: { ...keep, pulse: now.time, lean: now.time } }
    : { pulse: null, memory: keep };
}
