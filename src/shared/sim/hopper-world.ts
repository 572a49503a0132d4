import { Body, Vec3, World } from "cannon-es";
import type { Solver } from "cannon-es";
import { createChainModel } from "./chain-model.ts";
import { ChainSolver } from "./chain-solver.ts";
import { ChainState } from "./chain-state.ts";
import { GroundContact } from "./ground-contact.ts";
import { JointConstraint } from "./joint-constraint.ts";
import { JointLimits } from "./joint-limits.ts";
import { JointMotors } from "./joint-motors.ts";
import { LinkBody } from "./link-body.ts";
import { COLLIDING_LINKS, GRAVITY, JOINT_COUNT, SUBSTEP_SECONDS } from "./model-constants.ts";
import { NoBroadphase } from "./no-broadphase.ts";
import { SelfContact } from "./self-contact.ts";

/**
 * The hopper's cannon-es world. `World.internalStep` gathers gravity, motor torques and constraint rows and has them
 * solved; `accelerate` runs it at a given state and hands out the accelerations, for an integrator to use.
 */
export class HopperWorld {
  readonly world: World;
  readonly state: ChainState;
  readonly bodies: readonly LinkBody[];
  readonly motors: JointMotors;
  readonly contacts: readonly GroundContact[];
  private readonly solver: ChainSolver;
  private readonly kick = new Float64Array(6);

  /** `solver` replaces the chain solver, and gets the hinges as rows: then read the bodies, not `accelerate` */
  constructor(solver?: Solver) {
    const model = createChainModel();
    const state = new ChainState(model);
    this.state = state;
    this.bodies = Array.from(model.mass, (mass, b) => new LinkBody(b, mass, model.inertia[b] as number));
    const ground = new Body({ type: Body.STATIC });
    this.solver = new ChainSolver(state, this.bodies);
    this.world = new World({ gravity: new Vec3(0, 0, -GRAVITY), solver: solver ?? this.solver });
    this.world.broadphase = new NoBroadphase();
    for (const body of this.bodies) this.world.addBody(body);
    this.world.addBody(ground);
    this.motors = new JointMotors(state, this.bodies);
    this.world.subsystems.push(this.motors);
    const link = (index: number): LinkBody => this.bodies[index] as LinkBody;
    for (let j = 0; j < JOINT_COUNT; j++) {
      this.world.addConstraint(new JointConstraint(state, link(j), link(j + 1), solver !== undefined));
    }
    this.contacts = this.bodies.flatMap((body) => [
      new GroundContact(state, body, ground, 1),
      new GroundContact(state, body, ground, -1),
    ]);
    for (const contact of this.contacts) this.world.addConstraint(contact);
    for (const [a, b] of COLLIDING_LINKS) this.world.addConstraint(new SelfContact(state, link(a), link(b)));
    this.world.addConstraint(new JointLimits(state, this.bodies));
  }

  /** moves the bodies to q and v (6 each) */
  place(q: Float64Array, v: Float64Array): void {
    this.state.set(q, v);
    for (let b = 0; b < this.bodies.length; b++) (this.bodies[b] as LinkBody).follow(this.state);
  }

  /** accelerations of the six coordinates at q and v under the commanded torques, into `out` */
  accelerate(q: Float64Array, v: Float64Array, out: Float64Array): void {
    this.place(q, v);
    this.world.internalStep(SUBSTEP_SECONDS);
    toCoordinates(this.solver.acceleration, out);
  }

  /** to be called at the start of every environment step, see ChainSolver.forget */
  beginStep(): void {
    this.solver.forget();
  }

  /** adds to v (6) what an impulse at a link's centre of mass gives, at the state last placed; N·s */
  kickVelocity(link: number, x: number, z: number, v: Float64Array): void {
    const { kick } = this;
    this.solver.impulse(link, x, z, kick);
    toCoordinates(kick, kick);
    for (let k = 0; k < 6; k++) v[k] = (v[k] as number) + (kick[k] as number);
  }
}

/** link pitches to joint angles: each joint is its parent's pitch minus its child's; in and out may be the same */
function toCoordinates(links: Float64Array, out: Float64Array): void {
  const torso = links[2] as number;
  const thigh = links[3] as number;
  const leg = links[4] as number;
  const foot = links[5] as number;
  out[0] = links[0] as number;
  out[1] = links[1] as number;
  out[2] = torso;
  out[3] = torso - thigh;
  out[4] = thigh - leg;
  out[5] = leg - foot;
}
