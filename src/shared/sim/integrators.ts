import type { HopperWorld } from "./hopper-world.ts";
import { SUBSTEP_SECONDS } from "./model-constants.ts";
import type { Integrator } from "./types.ts";

/** Advances q and v (6 each) in place by one substep of 2 ms. */
export type Substep = (q: Float64Array, v: Float64Array) => void;

const SIZE = 6;
const H = SUBSTEP_SECONDS;

/** The substep of an integrator on a world; it owns its scratch arrays. */
export function createSubstep(world: HopperWorld, integrator: Integrator): Substep {
  return integrator === "rk4" ? createRungeKutta(world) : createSemiImplicitEuler(world);
}

/** v += h·a(q, v), then q += h·v. */
function createSemiImplicitEuler(world: HopperWorld): Substep {
  const a = new Float64Array(SIZE);
  return (q, v) => {
    world.accelerate(q, v, a);
    for (let k = 0; k < SIZE; k++) {
      const next = (v[k] as number) + H * (a[k] as number);
      v[k] = next;
      q[k] = (q[k] as number) + H * next;
    }
  };
}

/** The classic fourth-order Runge-Kutta method with the motors' torque held, as MuJoCo's mj_RungeKutta. */
function createRungeKutta(world: HopperWorld): Substep {
  const stageQ = new Float64Array(SIZE);
  const stageV = new Float64Array(SIZE);
  const a = new Float64Array(SIZE);
  const sumV = new Float64Array(SIZE);
  const sumA = new Float64Array(SIZE);

  /** adds the stage's rates to the weighted sums and goes `ahead` seconds along them from q and v */
  const stage = (q: Float64Array, v: Float64Array, rates: Float64Array, weight: number, ahead: number): void => {
    for (let k = 0; k < SIZE; k++) {
      const rate = rates[k] as number;
      const acceleration = a[k] as number;
      sumV[k] = (sumV[k] as number) + weight * rate;
      sumA[k] = (sumA[k] as number) + weight * acceleration;
      stageQ[k] = (q[k] as number) + ahead * rate;
      stageV[k] = (v[k] as number) + ahead * acceleration;
    }
  };

  return (q, v) => {
    for (let k = 0; k < SIZE; k++) sumV[k] = sumA[k] = 0;
    world.accelerate(q, v, a);
    stage(q, v, v, 1, H / 2);
    world.accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 2, H / 2);
    world.accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 2, H);
    world.accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 1, 0);
    for (let k = 0; k < SIZE; k++) {
      q[k] = (q[k] as number) + (H / 6) * (sumV[k] as number);
      v[k] = (v[k] as number) + (H / 6) * (sumA[k] as number);
    }
  };
}
