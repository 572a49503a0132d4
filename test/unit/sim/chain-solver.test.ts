import { GSSolver } from "cannon-es";
import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { HopperWorld } from "../../../src/shared/sim/hopper-world.ts";
import { SUBSTEP_SECONDS } from "../../../src/shared/sim/model-constants.ts";

/** velocities of all bodies, x, z and rate of each */
function velocities(world: HopperWorld): number[] {
  return world.bodies.flatMap((body) => [body.velocity.x, body.velocity.z, body.angularVelocity.y]);
}

describe("the chain solver", () => {
  it("solves what cannon's own Gauss-Seidel solver solves when it is given the hinges as rows", () => {
    const reference = new GSSolver();
    reference.iterations = 100_000;
    reference.tolerance = 1e-14;
    const [ours, theirs] = [new HopperWorld(), new HopperWorld(reference)];
    const rng = createRng(3);
    const acceleration = new Float64Array(6);
    for (let trial = 0; trial < 12; trial++) {
      const flat = trial % 3 === 0;
      const q = Float64Array.of(
        0,
        flat ? 1.247 : 0.5,
        flat ? 0 : rng.uniform(-3, 3),
        rng.uniform(-0.01, 0.002),
        rng.uniform(-0.01, 0.002),
        0,
      );
      const v = Float64Array.from({ length: 6 }, () => rng.uniform(-2, 2));
      const action = [rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)];
      ours.motors.command(action);
      theirs.motors.command(action);
      ours.accelerate(q, v, acceleration);
      theirs.place(q, v);
      theirs.world.internalStep(SUBSTEP_SECONDS);
      // what constraint forces added came from the solver; forces themselves are cannon's integrator's, left out here
      const after = new Float64Array(v);
      for (let k = 0; k < 6; k++) after[k] = (v[k] ?? NaN) + SUBSTEP_SECONDS * (acceleration[k] ?? NaN);
      expect(velocities(theirs).every((value) => Number.isFinite(value))).toBe(true);
      const added = constraintVelocities(ours, q, v, acceleration);
      velocities(theirs).forEach((value, k) => expect(Math.abs(value - (added[k] ?? NaN))).toBeLessThan(1e-6));
    }
  });
});

/**
 * What the constraint forces alone add to each body's velocity in a step, plus the velocity before: from the accelerations
 * by differences of the kinematics, less gravity and motors.
 */
function constraintVelocities(
  world: HopperWorld,
  q: Float64Array,
  v: Float64Array,
  acceleration: Float64Array,
): number[] {
  const e = 1e-5;
  const at = (sign: number): number[] => {
    const q1 = q.map((x, k) => x + sign * e * (v[k] ?? NaN) + 0.5 * e * e * (acceleration[k] ?? NaN));
    const v1 = v.map((x, k) => x + sign * e * (acceleration[k] ?? NaN));
    world.place(q1, v1);
    return velocities(world);
  };
  const [ahead, behind] = [at(1), at(-1)];
  world.place(q, v);
  const now = velocities(world);
  world.motors.update();
  const forces = world.bodies.flatMap((body) => [0, -9.81, body.torque.y * body.invInertia.y]);
  for (const body of world.bodies) body.torque.set(0, 0, 0);
  return now.map((value, k) => {
    const total = ((ahead[k] ?? NaN) - (behind[k] ?? NaN)) / (2 * e);
    return value + SUBSTEP_SECONDS * (total - (forces[k] ?? NaN));
  });
}
