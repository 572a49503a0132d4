import { GSSolver, World } from "cannon-es";
import { describe, expect, it } from "vitest";
import { createRng } from "../../../src/shared/base/rng.ts";
import { HopperWorld } from "../../../src/shared/sim/hopper-world.ts";
import { SUBSTEP_SECONDS } from "../../../src/shared/sim/model-constants.ts";

/** cannon's own world and solver, run to convergence */
function referenceWorld(): HopperWorld {
  const solver = new GSSolver();
  solver.iterations = 100_000;
  solver.tolerance = 1e-13;
  return new HopperWorld({ integrator: "euler" }, new World({ solver }));
}

/** velocities of all bodies: x, z and rate of each */
function velocities({ bodies }: HopperWorld): number[] {
  return bodies.flatMap((body) => [body.velocity.x, body.velocity.z, body.angularVelocity.y]);
}

/** what the forces, and not the constraints, change of the velocities in a step */
function forced({ bodies, motors }: HopperWorld): number[] {
  motors.update();
  const changes = bodies.flatMap((body) =>
    [0, -9.81, body.torque.y * body.invInertia.y].map((a) => a * SUBSTEP_SECONDS),
  );
  for (const body of bodies) body.torque.set(0, 0, 0);
  return changes;
}

/**
 * Velocities after a step in which accelerations are held: the derivative along the step's own motion, q̇ = v and v̇ = a, by
 * central differences of the kinematics.
 */
function ahead(world: HopperWorld, acceleration: Float64Array): number[] {
  const { qpos, qvel } = world;
  const [q, v] = [qpos.slice(), qvel.slice()];
  const e = 1e-5;
  const at = (t: number): number[] => {
    for (let k = 0; k < 6; k++) {
      qpos[k] = (q[k] ?? NaN) + t * (v[k] ?? NaN) + 0.5 * t * t * (acceleration[k] ?? NaN);
      qvel[k] = (v[k] ?? NaN) + t * (acceleration[k] ?? NaN);
    }
    world.place();
    return velocities(world);
  };
  const [now, later, earlier] = [at(0), at(e), at(-e)];
  return now.map((value, k) => value + (SUBSTEP_SECONDS * ((later[k] ?? NaN) - (earlier[k] ?? NaN))) / (2 * e));
}

describe("the chain solver", () => {
  it("solves what cannon's own Gauss-Seidel solver solves when it is given the hinges as rows", () => {
    const rng = createRng(3);
    const theirs = referenceWorld();
    const ours = new HopperWorld({ integrator: "euler" });
    for (let trial = 0; trial < 12; trial++) {
      const standing = trial % 2 === 0;
      const q = [0, 1.247, 0, rng.uniform(-0.01, 0.002), rng.uniform(-0.01, 0.002), rng.uniform(-0.05, 0.05)];
      if (!standing) [q[1], q[2]] = [0.3, rng.uniform(-2, 2)];
      const v = Array.from({ length: 6 }, () => rng.uniform(-2, 2));
      for (const world of [ours, theirs]) {
        world.qpos.set(q);
        world.qvel.set(v);
        world.place();
      }
      const action = [rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)];
      theirs.motors.command(action);
      theirs.world.internalStep(SUBSTEP_SECONDS);
      ours.advance(action, 1);
      const acceleration = ours.qvel.map((value, k) => (value - (v[k] ?? NaN)) / SUBSTEP_SECONDS);
      ours.qpos.set(q);
      ours.qvel.set(v);
      ours.place();
      const forces = forced(ours);
      // the reference's bodies have what the constraints added; cannon adds the forces when it integrates
      const constrained = ahead(ours, acceleration).map((value, k) => value - (forces[k] ?? NaN));
      const worst = Math.max(...velocities(theirs).map((value, k) => Math.abs(value - (constrained[k] ?? NaN))));
      expect(worst).toBeLessThan(1e-6);
    }
  });

  it("gives the same bits in cannon's own step and in the lean one", () => {
    const rng = createRng(5);
    for (const integrator of ["rk4", "euler"] as const) {
      const lean = new HopperWorld({ integrator });
      const stock = new HopperWorld({ integrator });
      stock.world.internalStep = World.prototype.internalStep.bind(stock.world);
      for (const world of [lean, stock]) {
        world.qpos[1] = 1.25;
        world.place();
      }
      for (let step = 0; step < 300; step++) {
        const action = [rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1)];
        lean.advance(action, 4);
        stock.advance(action, 4);
      }
      expect(stock.qpos).toEqual(lean.qpos);
      expect(stock.qvel).toEqual(lean.qvel);
      expect(velocities(stock)).toEqual(velocities(lean));
    }
  });
});
