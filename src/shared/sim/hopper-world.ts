import { Body, Vec3 } from "cannon-es";
import type { World } from "cannon-es";
import { BODIES } from "../base/specs.ts";
import { ChainDynamics } from "./chain-dynamics.ts";
import { createChainModel } from "./chain-model.ts";
import { ChainSolver, toCoordinates } from "./chain-solver.ts";
import { ChainState } from "./chain-state.ts";
import { GroundContact } from "./ground-contact.ts";
import { GroundProfile } from "./ground-profile.ts";
import { createIntegrator } from "./integrators.ts";
import { JointConstraint } from "./joint-constraint.ts";
import { JointLimit } from "./joint-limit.ts";
import { JointMotors } from "./joint-motors.ts";
import { LinkBody } from "./link-body.ts";
import { COLLIDING_LINKS, GRAVITY, JOINT_RANGES, SUBSTEP_SECONDS } from "./model-constants.ts";
import { NoBroadphase } from "./no-broadphase.ts";
import { PlanarWorld } from "./planar-world.ts";
import type { RowConstraint } from "./row-constraint.ts";
import { SelfContact } from "./self-contact.ts";
import { EndOnTerrain, SideOnEdge } from "./terrain-contact.ts";
import type { HopperOptions } from "./types.ts";

/** The options that the world depends on. */
export type WorldOptions = Pick<HopperOptions, "integrator" | "terrain" | "added_mass">;

/** A constraint between a link and the floor. */
type FloorContact = RowConstraint & { touches(): boolean };

const ENDS = [1, -1] as const;

/**
 * The hopper's cannon-es world: four bodies, a floor, hinges, stops and contacts as constraints, motors as a subsystem.
 * `World.internalStep` gathers forces and equations; the chain solver turns them into motion.
 */
export class HopperWorld {
  /** x, z, pitch, thigh, leg, foot (m, rad) and their rates; call `place` after changing them */
  readonly qpos = new Float64Array(6);
  readonly qvel = new Float64Array(6);
  readonly world: World;
  readonly state: ChainState;
  readonly bodies: readonly LinkBody[];
  readonly motors: JointMotors;
  private readonly contacts: readonly FloorContact[];
  private readonly profile: GroundProfile | null;
  private readonly dynamics: ChainDynamics;
  private readonly kick = new Float64Array(6);

  /** `other` replaces the world: its own solver gets the hinges as rows, and the bodies are its to move */
  constructor({ integrator, terrain, added_mass }: WorldOptions, other?: World) {
    const state = new ChainState(createChainModel(BODIES.map((body) => added_mass?.[body] ?? 0)));
    const profile = terrain === undefined ? null : new GroundProfile(terrain);
    const { qpos, qvel } = this;
    const bodies = Array.from(state.model.mass, (_, b) => new LinkBody(state, b, other === undefined));
    const ground = new Body({ type: Body.STATIC });
    const link = (index: number): LinkBody => bodies[index] as LinkBody;
    const contacts =
      terrain === undefined || profile === null
        ? bodies.flatMap((body) => ENDS.map((end) => new GroundContact(state, body, ground, end)))
        : bodies.flatMap((body) => [
            ...ENDS.map((end) => new EndOnTerrain(state, body, ground, terrain, profile, end)),
            ...(profile.edges.length === 0 ? [] : [new SideOnEdge(state, body, ground, terrain, profile)]),
          ]);
    const constraints: RowConstraint[] = [
      ...contacts,
      ...COLLIDING_LINKS.map(([a, b]) => new SelfContact(state, link(a), link(b))),
      ...JOINT_RANGES.map((range, j) => new JointLimit(state, link(j), link(j + 1), range)),
    ];
    const motors = new JointMotors(state, bodies);
    const dynamics = new ChainDynamics(state, bodies);
    const integrate = createIntegrator(integrator);
    const solver = new ChainSolver({ state, dynamics, motors, constraints, integrate, qpos, qvel });
    const world = other ?? new PlanarWorld({ solver });
    world.gravity = new Vec3(0, 0, -GRAVITY);
    world.broadphase = new NoBroadphase();
    world.subsystems.push(motors);
    for (const body of [...bodies, ground]) world.addBody(body);
    JOINT_RANGES.forEach((_, j) =>
      world.addConstraint(new JointConstraint(state, link(j), link(j + 1), other !== undefined)),
    );
    for (const constraint of constraints) world.addConstraint(constraint);
    this.state = state;
    this.bodies = bodies;
    this.contacts = contacts;
    this.profile = profile;
    this.motors = motors;
    this.dynamics = dynamics;
    this.world = world;
  }

  /** moves the bodies to qpos and qvel */
  place(): void {
    this.state.set(this.qpos, this.qvel);
    for (let b = 0; b < this.bodies.length; b++) (this.bodies[b] as LinkBody).follow();
  }

  /** Holds the torques (3, clipped to ±1) for `substeps` steps of 2 ms, from the placed state; depends on nothing else. */
  advance(action: ArrayLike<number>, substeps: number): void {
    this.dynamics.forget();
    this.motors.command(action);
    for (let k = 0; k < substeps; k++) this.world.internalStep(SUBSTEP_SECONDS);
  }

  /** changes qvel by an impulse at a link's centre of mass, N·s; needs a placed state, and leaves it to be placed again */
  kickLink(link: number, x: number, z: number): void {
    const { kick, qvel } = this;
    this.dynamics.impulse(link, x, z, kick);
    toCoordinates(kick, kick);
    for (let k = 0; k < 6; k++) qvel[k] = (qvel[k] as number) + (kick[k] as number);
  }

  /** height of the floor at x, m */
  groundHeight(x: number): number {
    return this.profile === null ? 0 : this.profile.height(x);
  }

  /** height of the floor's highest point below a foot set down at x, m */
  standingHeight(x: number): number {
    return this.profile === null ? 0 : this.profile.highest(x - 0.2, x + 0.35);
  }

  /** some part of the hopper is within the contact margin of the floor */
  touchesGround(): boolean {
    for (let i = 0; i < this.contacts.length; i++) {
      if ((this.contacts[i] as FloorContact).touches()) return true;
    }
    return false;
  }
}
