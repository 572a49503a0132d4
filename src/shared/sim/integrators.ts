import { SUBSTEP_SECONDS } from "./model-constants.ts";
import type { Integrator } from "./types.ts";

/** Accelerations of the six coordinates at q and v (6 each) into `out`. */
export type Accelerate = (q: Float64Array, v: Float64Array, out: Float64Array) => void;

/** Advances q and v (6 each) in place by one substep of 2 ms. */
export type Integrate = (accelerate: Accelerate, q: Float64Array, v: Float64Array) => void;

const SIZE = 6;
const H = SUBSTEP_SECONDS;
/** weight of each stage, and how far behind it the next one lies, s; in arrays, so that no number crosses a call */
const WEIGHTS = Float64Array.of(1, 2, 2, 1);
const AHEAD = Float64Array.of(H / 2, H / 2, H, 0);

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

  /** adds the rates of stage `index` to the weighted sums, and goes on along them from q and v to the next */
  const stage = (q: Float64Array, v: Float64Array, rates: Float64Array, index: number): void => {
    const weight = WEIGHTS[index] as number;
    const ahead = AHEAD[index] as number;
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
    stage(q, v, v, 0);
    for (let index = 1; index < 4; index++) {
      accelerate(stageQ, stageV, a);
      stage(q, v, stageV, index);
    }
    for (let k = 0; k < SIZE; k++) {
      q[k] = (q[k] as number) + (H / 6) * (sumV[k] as number);
      v[k] = (v[k] as number) + (H / 6) * (sumA[k] as number);
    }
  };
}
