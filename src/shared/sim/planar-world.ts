import { World } from "cannon-es";

/**
 * Cannon's world less what this one never has: collision pairs, contact materials, damping, sleep, events. A step is the
 * same to the bit as with World's own `internalStep` (a test compares them), faster, and allocates nothing.
 */
export class PlanarWorld extends World {
  override internalStep(h: number): void {
    const { bodies, gravity, subsystems } = this;
    for (let i = 0; i < bodies.length; i++) {
      const body = bodies[i] as (typeof bodies)[number];
      body.force.x += body.mass * gravity.x;
      body.force.z += body.mass * gravity.z;
    }
    for (let i = 0; i < subsystems.length; i++) (subsystems[i] as { update(): void }).update();
    this.solver.solve(h, this);
    for (let i = 0; i < bodies.length; i++) (bodies[i] as (typeof bodies)[number]).integrate(h, false, false);
    this.clearForces();
    this.stepnumber += 1;
  }
}
