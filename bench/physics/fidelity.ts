import { createHopper } from "../../src/shared/sim/create-hopper.ts";
import type { HopperOptions, Integrator } from "../../src/shared/sim/types.ts";
import { mujocoRareTransitions, mujocoTransitions, RUN_STEPS } from "./mujoco-data.ts";
import type { MujocoStep } from "./mujoco-data.ts";

/** Sum of squared differences. */
export function squaredError(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + (value - (b[k] ?? NaN)) ** 2, 0);
}

/** Root mean square error of the velocities after one step. */
export function velocityError(steps: readonly MujocoStep[], options: Partial<HopperOptions>): number {
  const hopper = createHopper(options);
  let sum = 0;
  for (const step of steps) {
    hopper.setState(step.qpos, step.qvel);
    hopper.step(step.action);
    sum += squaredError(hopper.qvel, step.nextQvel);
  }
  return Math.sqrt(sum / steps.length / 6);
}

/** Root mean square error of the positions after each run of 50 steps without correction. */
export function openLoopErrors(integrator: Integrator): number[] {
  const all = mujocoTransitions();
  const hopper = createHopper({ integrator });
  const errors: number[] = [];
  for (let first = 0; first < all.length; first += RUN_STEPS) {
    const run = all.slice(first, first + RUN_STEPS);
    const [start, end] = [run[0], run.at(-1)];
    if (start === undefined || end === undefined) throw new Error("an empty run");
    hopper.setState(start.qpos, start.qvel);
    for (const step of run) hopper.step(step.action);
    errors.push(Math.sqrt(squaredError(hopper.qpos, end.nextQpos) / 6));
  }
  return errors;
}

/** The middle value, or the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Errors of one integrator against MuJoCo. */
export interface Fidelity {
  /** m/s and rad/s, over transitions of an expert, the same with noise, and random actions */
  readonly velocityRmse: number;
  /** the same where MuJoCo's solver ran to the last bit: links touching, stops, any pose at the floor, lying */
  readonly exactVelocityRmse: number;
  /** m and rad */
  readonly openLoop50Median: number;
  readonly openLoop50Max: number;
}

/** Measures an integrator on the steps of MuJoCo that come with the tests. */
export function measureFidelity(integrator: Integrator): Fidelity {
  const openLoop = openLoopErrors(integrator);
  const exact = mujocoRareTransitions().filter(({ kind }) => kind < 4);
  return {
    velocityRmse: velocityError(mujocoTransitions(), { integrator }),
    exactVelocityRmse: velocityError(exact, { integrator }),
    openLoop50Median: median(openLoop),
    openLoop50Max: Math.max(...openLoop),
  };
}
