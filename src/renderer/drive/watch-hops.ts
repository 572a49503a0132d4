import { STEP_RATE } from "../../shared/base/specs.ts";
import { DEFAULT_HOPPER_OPTIONS } from "../../shared/sim/hopper-options.ts";
import type { DriveSession } from "./create-drive-session.ts";
import type { DriveState } from "./drive-state.ts";
import { findHopEvent } from "./hop-events.ts";
import type { HopEvent, HopMemory } from "./hop-events.ts";
import { FRAME } from "./records.ts";

const SILENT_PHASES: ReadonlySet<DriveState["recorder"]["phase"]> = new Set([
  "countdown",
  "resuming",
  "paused",
  "rewinding",
  "looking-back",
]);
const [LOWEST] = DEFAULT_HOPPER_OPTIONS.healthy_z_range;
const [, FURTHEST] = DEFAULT_HOPPER_OPTIONS.healthy_angle_range;
/** z of the torso in the poses of a frame */
const TORSO_Z = 1;

/** Whether nothing is felt or heard whatever the hopper does. */
export function isSilent({ recorder, absence }: Pick<DriveState, "recorder" | "absence">): boolean {
  return absence !== null || SILENT_PHASES.has(recorder.phase);
}

/** One look at the hopper. */
export interface HopLook {
  readonly state: DriveState;
  /** the newest frame (FRAME), reused; null before the first */
  readonly frame: Float64Array | null;
  readonly event: HopEvent | null;
  readonly silent: boolean;
}

/** Tells all who listen what the newest frames show, beside the control loop. */
export interface HopWatch {
  /** `listener` comes with every look. Returns the end of it */
  listen(listener: (look: HopLook) => void): () => void;
}

/**
 * ms between two looks: as often as a display shows frames, but not with them, because a page that asks for display frames
 * is put together for each, whether or not anything on it has changed.
 */
const LOOK_MS = 16;

/**
 * One watch for everything that is felt and heard of a session. It looks while somebody listens, and at once when the page
 * is hidden, because then the browser slows it down.
 */
export function createHopWatch(session: Pick<DriveSession, "readFrame" | "store">): HopWatch {
  const listeners = new Set<(look: HopLook) => void>();
  const frame = new Float64Array(FRAME.size);
  const read = (index: number): number => frame[index] ?? 0;
  let memory: HopMemory | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const find = (silent: boolean): HopEvent | null => {
    const pitch = read(FRAME.pitch);
    const found = findHopEvent(
      {
        time: performance.now(),
        epoch: read(FRAME.epoch),
        contact: read(FRAME.contact) === 1,
        rise: (read(FRAME.poses + TORSO_Z) - read(FRAME.previousPoses + TORSO_Z)) * STEP_RATE,
        pitch,
        fallen: Math.abs(pitch) >= FURTHEST || read(FRAME.height) <= LOWEST,
        silent,
      },
      memory,
    );
    ({ memory } = found);
    return found.event;
  };
  const look = (): void => {
    const state = session.store.getState();
    const silent = isSilent(state) || document.hidden;
    const known = session.readFrame(frame);
    const seen: HopLook = { state, frame: known ? frame : null, event: known ? find(silent) : null, silent };
    for (const listener of listeners) listener(seen);
  };
  // What lies between two looks that far apart is no motion.
  const onVisibility = (): void => {
    memory = null;
    if (document.hidden) look();
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    memory = null;
    document.removeEventListener("visibilitychange", onVisibility);
  };
  return {
    listen(listener): () => void {
      listeners.add(listener);
      if (timer === undefined) {
        timer = setInterval(look, LOOK_MS);
        document.addEventListener("visibilitychange", onVisibility);
      }
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) stop();
      };
    },
  };
}
