import { Equation } from "cannon-es";
import type { Body } from "cannon-es";
import { LinkBody } from "./link-body.ts";

/**
 * A constraint in MuJoCo's form, as a cannon-es Equation: G·a + eps·λ = target, where a are the accelerations of the two
 * bodies' centres and λ is a force, kept between minForce and maxForce. Unlike SPOOK's, eps and target do not depend on the
 * time step. G stands in the two Jacobian elements: spatial x and z, rotational y.
 */
export class AccelerationRow extends Equation {
  /** the acceleration asked for, m/s² or rad/s² */
  target = 0.5;
  /** the moment (see ChainDynamics.forget) at which it last pushed, or minus the moment at which it was free; 0 never */
  pushedAt = 0;
  /** the links of the two bodies; -1 for a body that is none */
  readonly linkA: number;
  readonly linkB: number;

  constructor(bodyA: Body, bodyB: Body, eps: number, minForce: number, maxForce: number) {
    super(bodyA, bodyB, minForce, maxForce);
    this.eps = eps;
    this.enabled = false;
    this.linkA = bodyA instanceof LinkBody ? bodyA.link : -1;
    this.linkB = bodyB instanceof LinkBody ? bodyB.link : -1;
  }

  /** For cannon's own solvers: the velocity the constraint forces must add in a step of `h` seconds. */
  override computeB(h: number): number {
    return h * (this.target - this.computeGiMf());
  }
}

/** Stands for "no limit" among forces, N. */
export const UNLIMITED_FORCE = 1e12;
