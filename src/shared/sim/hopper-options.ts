import { FailureError } from "../base/failure.ts";
import { MAX_EPISODE_STEPS } from "../base/specs.ts";
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

function refuse(name: string, value: unknown, wanted: string): never {
  throw new FailureError(
    "invalid-input",
    `hopper option ${name} is ${String(value)}`,
    `Give ${wanted}, or leave it out for its default.`,
  );
}

function checkRange(name: string, range: readonly [number, number]): void {
  const [low, high] = range;
  if (!(low < high)) refuse(name, `[${low}, ${high}]`, "two numbers, the lower first");
}

/** The defaults with `options` laid over them; FailureError "invalid-input" for a value that makes no sense. */
export function resolveHopperOptions(options: Partial<HopperOptions> = {}): HopperOptions {
  const all: HopperOptions = { ...DEFAULT_HOPPER_OPTIONS, ...options };
  if (all.integrator !== "rk4" && all.integrator !== "euler") refuse("integrator", all.integrator, '"rk4" or "euler"');
  for (const name of ["forward_reward_weight", "ctrl_cost_weight", "healthy_reward"] as const) {
    if (!Number.isFinite(all[name])) refuse(name, all[name], "a finite number");
  }
  if (!(all.reset_noise_scale >= 0 && Number.isFinite(all.reset_noise_scale))) {
    refuse("reset_noise_scale", all.reset_noise_scale, "a finite number, at least 0");
  }
  checkRange("healthy_state_range", all.healthy_state_range);
  checkRange("healthy_z_range", all.healthy_z_range);
  checkRange("healthy_angle_range", all.healthy_angle_range);
  const limit = all.max_episode_steps;
  if (!(limit === Infinity || (Number.isInteger(limit) && limit >= 1))) {
    refuse("max_episode_steps", limit, "a whole number from 1, or Infinity");
  }
  return all;
}
