import { MAX_EPISODE_STEPS } from "../base/specs.ts";
import { checkRange, refuseOption } from "./option-checks.ts";
import { effectiveMass, effectiveTerrain } from "./terrain-options.ts";
import type { HopperOptions } from "./types.ts";

/** Gymnasium's Hopper-v5 defaults. */
export const DEFAULT_HOPPER_OPTIONS: HopperOptions = {
  integrator: "rk4",
  forward_reward_weight: 1,
  ctrl_cost_weight: 1e-3,
  healthy_reward: 1,
  terminate_when_unhealthy: true,
  healthy_state_range: [-100, 100],
  healthy_z_range: [0.7, Infinity],
  healthy_angle_range: [-0.2, 0.2],
  reset_noise_scale: 5e-3,
  exclude_current_positions_from_observation: true,
  max_episode_steps: MAX_EPISODE_STEPS,
};

const NAMES: readonly string[] = [...Object.keys(DEFAULT_HOPPER_OPTIONS), "terrain", "added_mass"];

/**
 * The defaults with `options` laid over them, without parts that change nothing, so that the same behaviour has the same
 * options. Options may come from a file: FailureError "invalid-input" for a name, type or value that makes no sense.
 */
export function resolveHopperOptions(options: Partial<HopperOptions> = {}): HopperOptions {
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name)) refuseOption(name, "unknown", `one of ${NAMES.join(", ")}`);
  }
  const { terrain, added_mass, ...all } = { ...DEFAULT_HOPPER_OPTIONS, ...options };
  if (all.integrator !== "rk4" && all.integrator !== "euler") {
    refuseOption("integrator", all.integrator, '"rk4" or "euler"');
  }
  for (const name of ["forward_reward_weight", "ctrl_cost_weight", "healthy_reward"] as const) {
    if (!Number.isFinite(all[name])) refuseOption(name, all[name], "a finite number");
  }
  for (const name of ["terminate_when_unhealthy", "exclude_current_positions_from_observation"] as const) {
    if (typeof all[name] !== "boolean") refuseOption(name, all[name], "true or false");
  }
  if (!(Number.isFinite(all.reset_noise_scale) && all.reset_noise_scale >= 0)) {
    refuseOption("reset_noise_scale", all.reset_noise_scale, "a finite number, at least 0");
  }
  for (const name of ["healthy_state_range", "healthy_z_range", "healthy_angle_range"] as const) {
    checkRange(name, all[name]);
  }
  const limit = all.max_episode_steps;
  if (!(limit === Infinity || (Number.isInteger(limit) && limit >= 1))) {
    refuseOption("max_episode_steps", limit, "a whole number from 1, or Infinity");
  }
  return { ...all, ...effectiveTerrain(terrain), ...effectiveMass(added_mass) };
}
