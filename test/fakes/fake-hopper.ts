import { FailureError } from "../../src/shared/base/failure.ts";
import type { Hopper, HopperOptions, Push, StepResult } from "../../src/shared/sim/types.ts";

export interface FakeHopper extends Hopper {
  /** actions as they were executed */
  readonly executed: number[][];
  readonly pushes: Push[];
  /** the step (from 1) at which it falls; Infinity never */
  fallAt: number;
}

const options: HopperOptions = {
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
  max_episode_steps: 1000,
};

/** A hopper without physics: its observation counts steps, its snapshot holds the step's number. */
export function createFakeHopper(change: Partial<HopperOptions> = {}): FakeHopper {
  const limit = change.max_episode_steps ?? options.max_episode_steps;
  const result: StepResult = {
    reward: 0,
    reward_forward: 0,
    reward_healthy: 1,
    reward_ctrl: 0,
    terminated: false,
    truncated: false,
    cause: null,
    contact: false,
  };
  let steps = 0;
  const observation = new Float64Array(11);
  const qpos = new Float64Array(6);
  const see = (): void => {
    observation.forEach((_, i) => (observation[i] = steps + i / 100));
    qpos[0] = steps / 10;
  };
  const hopper: FakeHopper = {
    options: { ...options, ...change },
    fingerprint: "fake-1",
    qpos,
    qvel: new Float64Array(6),
    observation,
    executed: [],
    pushes: [],
    fallAt: Infinity,
    get steps() {
      return steps;
    },
    reset: () => {
      steps = 0;
      see();
    },
    setState: () => undefined,
    step: (action) => {
      const values = Array.from(action);
      if (!values.every(Number.isFinite)) throw new FailureError("invalid-input", "not finite", "give numbers");
      hopper.executed.push(values);
      steps += 1;
      see();
      result.reward = steps;
      result.terminated = steps === hopper.fallAt;
      result.truncated = !result.terminated && steps === limit;
      result.cause = result.terminated ? "pitch" : result.truncated ? "time-limit" : null;
      result.contact = steps % 2 === 0;
      return result;
    },
    push: (push) => hopper.pushes.push(push),
    snapshot: () => Uint8Array.of(steps & 255, steps >> 8),
    restore: (bytes) => {
      steps = bytes[0]! + 256 * bytes[1]!;
      see();
    },
    writePoses: () => undefined,
  };
  see();
  return hopper;
}
