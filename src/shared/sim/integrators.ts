import { SUBSTEP_SECONDS } from "./model-constants.ts";
import type { Integrator } from "./types.ts";

/** Accelerations of the six coordinates at q and v (6 each) into `out`. */
export type Accelerate = (q: Float64Array, v: Float64Array, out: Float64Array) => void;

/** Advances q and v (6 each) in place by one substep of 2 ms. */
export type Integrate = (accelerate: Accelerate, q: Float64Array, v: Float64Array) => void;

const SIZE = 6;
const H = SUBSTEP_SECONDS;

/** An integrator with scratch arrays of its own. */
export function createIntegrator(integrator: Integrator): Integrate {
  return integrator === "rk4" ? createRungeKutta() : createSemiImplicitEuler();
}

/** v += h·a(q, v), then q += h·v. */
function createSemiImplicitEuler(): Integrate {
  const a = new Float64Array(SIZE);
  return (accelerate, q, v) => {
    accelerate(q, v, a);
    for (let k = 0; k < SIZE; k++) {
      const next = (v[k] as number) + H * (a[k] as number);
      v[k] = next;
      q[k] = (q[k] as number) + H * next;
    }
  };
}

/** The classic fourth-order Runge-Kutta method with the motors' command held, as MuJoCo's mj_RungeKutta. */
function createRungeKutta(): Integrate {
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

  return (accelerate, q, v) => {
    for (let k = 0; k < SIZE; k++) {
      sumV[k] = 0;
      sumA[k] = 0;
    }
    accelerate(q, v, a);
    stage(q, v, v, 1, H / 2);
    accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 2, H / 2);
    accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 2, H);
    accelerate(stageQ, stageV, a);
    stage(q, v, stageV, 1, 0);
    for (let k = 0; k < SIZE; k++) {
      q[k] = (q[k] as number) + (H / 6) * (sumV[k] as number);
      v[k] = (v[k] as number) + (H / 6) * (sumA[k] as number);
    }
  };
}
