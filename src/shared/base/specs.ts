/** Names, units and limits of the hopper's observation and action: Gymnasium's Hopper-v5. */

/** Seconds per environment step: 4 substeps of 2 ms, 125 Hz. */
export const STEP_SECONDS = 0.008;
/** Environment steps per second. */
export const STEP_RATE = 125;

/** One named scalar of an observation or action vector. */
export interface Dimension {
  readonly name: string;
  readonly label: string;
  readonly unit: "m" | "rad" | "m/s" | "rad/s" | "1";
}

/** The 11 observation dimensions in order; velocities are clipped to ±10. */
export const OBSERVATION = [
  { name: "z", label: "Torso height", unit: "m" },
  { name: "pitch", label: "Torso pitch", unit: "rad" },
  { name: "thigh", label: "Thigh angle", unit: "rad" },
  { name: "leg", label: "Leg angle", unit: "rad" },
  { name: "foot", label: "Foot angle", unit: "rad" },
  { name: "vx", label: "Forward speed", unit: "m/s" },
  { name: "vz", label: "Vertical speed", unit: "m/s" },
  { name: "w_torso", label: "Torso rate", unit: "rad/s" },
  { name: "w_thigh", label: "Thigh rate", unit: "rad/s" },
  { name: "w_leg", label: "Leg rate", unit: "rad/s" },
  { name: "w_foot", label: "Foot rate", unit: "rad/s" },
] as const satisfies readonly Dimension[];

/** The 3 action dimensions in order: torques as a fraction of the gear (200 N·m), each in [-1, 1]. */
export const ACTION = [
  { name: "thigh_torque", label: "Thigh torque", unit: "1" },
  { name: "leg_torque", label: "Leg torque", unit: "1" },
  { name: "foot_torque", label: "Foot torque", unit: "1" },
] as const satisfies readonly Dimension[];

export const OBSERVATION_SIZE = 11;
export const ACTION_SIZE = 3;
/** Body order of poses, pushes and masses. */
export const BODIES = ["torso", "thigh", "leg", "foot"] as const;
export type BodyName = (typeof BODIES)[number];
/** Hopper-v5's time limit, in steps. */
export const MAX_EPISODE_STEPS = 1000;
