import { STEP_RATE } from "../../shared/base/specs.ts";
import { DEFAULT_HOPPER_OPTIONS } from "../../shared/sim/hopper-options.ts";
import { PAGE_SHAKER } from "../input/shake.ts";
import type { Shaker } from "../input/shake.ts";
import type { DriveSession } from "./create-drive-session.ts";
import type { DriveState } from "./drive-state.ts";
import { FRAME } from "./records.ts";
import { decideRumble } from "./rumble.ts";
import type { RumbleMemory } from "./rumble.ts";

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

/** Whether a pad keeps still whatever the hopper does. */
export function isSilent({ recorder, absence }: Pick<DriveState, "recorder" | "absence">): boolean {
  return absence !== null || SILENT_PHASES.has(recorder.phase);
}

/**
 * Lets the driving pad feel what the newest frames show, at the display's pace; `strength` (0 to 1) weakens all of it. What
 * shakes is stilled as soon as nothing may shake. Returns the end of it.
 */
export function followRumble(
  session: Pick<DriveSession, "readFrame" | "store">,
  strength: number,
  shaker: Shaker = PAGE_SHAKER,
): () => void {
  const frame = new Float64Array(FRAME.size);
  const read = (index: number): number => frame[index] ?? 0;
  let memory: RumbleMemory | null = null;
  let shaking: number | null = null;
  let request = 0;
  const still = (): void => {
    if (shaking !== null) shaker.still(shaking);
    shaking = null;
  };
  const look = (): void => {
    request = requestAnimationFrame(look);
    const state = session.store.getState();
    const silent = isSilent(state) || document.hidden;
    if (silent) still();
    if (state.device.kind !== "pad" || !session.readFrame(frame)) return;
    const pitch = read(FRAME.pitch);
    const decision = decideRumble(
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
    memory = decision.memory;
    if (decision.pulse === null) return;
    const { strong, weak, duration } = decision.pulse;
    shaking = state.device.pad.index;
    shaker.shake(shaking, { strong: strong * strength, weak: weak * strength, duration });
  };
  // A hidden page has no frames: nothing else would still its pad, and what lies between two frames is no motion.
  const onVisibility = (): void => {
    memory = null;
    if (document.hidden) still();
  };
  request = requestAnimationFrame(look);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    cancelAnimationFrame(request);
    document.removeEventListener("visibilitychange", onVisibility);
    still();
  };
}
