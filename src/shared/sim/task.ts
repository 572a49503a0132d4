import { clamp } from "../base/math.ts";
import { STEP_SECONDS } from "../base/specs.ts";
import { OBSERVED_VELOCITY_LIMIT } from "./model-constants.ts";
import type { EndCause, HopperOptions, StepResult } from "./types.ts";

/**
 * Writes Hopper-v5's observation: positions (without x, unless the options keep it), then velocities clipped to ±10.
 * Source: gymnasium/envs/mujoco/hopper_v5.py, as everything in this file.
 */
export function observe(qpos: Float64Array, qvel: Float64Array, out: Float64Array): void {
  const skipped = 12 - out.length;
  let at = 0;
  for (let k = skipped; k < 6; k++) out[at++] = qpos[k] as number;
  for (let k = 0; k < 6; k++) {
    out[at++] = clamp(qvel[k] as number, -OBSERVED_VELOCITY_LIMIT, OBSERVED_VELOCITY_LIMIT);
  }
}

/** Why the state is unhealthy, or null. Bounds are exclusive; height is named before pitch before the rest. */
function unhealthyCause(qpos: Float64Array, qvel: Float64Array, options: HopperOptions): EndCause | null {
  const z = qpos[1] as number;
  const pitch = qpos[2] as number;
  if (!(z > options.healthy_z_range[0] && z < options.healthy_z_range[1])) return "height";
  if (!(pitch > options.healthy_angle_range[0] && pitch < options.healthy_angle_range[1])) return "pitch";
  const [low, high] = options.healthy_state_range;
  for (let k = 2; k < 6; k++) if (!((qpos[k] as number) > low && (qpos[k] as number) < high)) return "state";
  for (let k = 0; k < 6; k++) if (!((qvel[k] as number) > low && (qvel[k] as number) < high)) return "state";
  return null;
}

/** Fills the outcome of a step from the positions before it (x counts) and the state after it. */
export function judge(
  before: Float64Array,
  qpos: Float64Array,
  qvel: Float64Array,
  action: ArrayLike<number>,
  steps: number,
  options: HopperOptions,
  out: StepResult,
): void {
  let squares = 0;
  for (let k = 0; k < action.length; k++) squares += (action[k] as number) * (action[k] as number);
  out.reward_forward = options.forward_reward_weight * (((qpos[0] as number) - (before[0] as number)) / STEP_SECONDS);
  out.reward_ctrl = -(options.ctrl_cost_weight * squares);
  const cause = unhealthyCause(qpos, qvel, options);
  out.reward_healthy = cause === null ? options.healthy_reward : 0;
  out.reward = out.reward_forward + out.reward_healthy + out.reward_ctrl;
  out.terminated = options.terminate_when_unhealthy && cause !== null;
  out.truncated = steps >= options.max_episode_steps;
  out.cause = out.terminated ? cause : out.truncated ? "time-limit" : null;
}
