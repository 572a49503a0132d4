import type { JointGains } from "./controller-gains.ts";

/** A joint's target angle in a phase, rad: its gains' weights times the features (6). */
export function springTarget(gains: JointGains, features: Float64Array): number {
  let target = 0;
  for (let k = 0; k < 6; k++) target += (gains.target[k] as number) * (features[k] as number);
  return target;
}

/** What pulls joint `j` (0 thigh, 1 leg, 2 foot) of Hopper-v5's observation to `target` (rad): an action, not clipped. */
export function springAction(gains: JointGains, target: number, observation: ArrayLike<number>, j: number): number {
  const error = target - (observation[j + 2] as number);
  return gains.kp * error - gains.kd * (observation[j + 8] as number);
}
