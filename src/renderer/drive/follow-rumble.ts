import { STEP_RATE } from "../../shared/base/specs.ts";
import { DEFAULT_HOPPER_OPTIONS } from "../../shared/sim/hopper-options.ts";
import { shakePad } from "../input/shake.ts";
import type { Shake } from "../input/shake.ts";
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

/** Lets the driving pad feel what the newest frames show, at the display's pace. Returns the end of it. */
export function followRumble(
  session: Pick<DriveSession, "readFrame" | "store">,
  shake: (index: number, shake: Shake) => void = shakePad,
): () => void {
  const frame = new Float64Array(FRAME.size);
  const read = (index: number): number => frame[index] ?? 0;
  let memory: RumbleMemory | null = null;
  let request = 0;
  const look = (): void => {
    request = requestAnimationFrame(look);
    const state = session.store.getState();
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
        silent: isSilent(state) || document.hidden,
      },
      memory,
    );
    memory = decision.memory;
    if (decision.pulse !== null) shake(state.device.pad.index, decision.pulse);
  };
  request = requestAnimationFrame(look);
  return () => cancelAnimationFrame(request);
}
