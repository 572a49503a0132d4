import type { BodyName } from "../base/specs.ts";

/** `rk4`: MuJoCo's own integrator, the default wherever data is recorded or reported; `euler`: fast rollouts. */
export type Integrator = "rk4" | "euler";

/** Stairs: `count` risers of height `rise` (negative goes down), the first at x = `from`, each `run` after the last; metres. */
export interface Stairs {
  readonly from: number;
  readonly run: number;
  readonly rise: number;
  readonly count: number;
}

/** A stretch of the floor with a friction of its own, whatever touches it. */
export interface FrictionPatch {
  /** metres along x */
  readonly from: number;
  readonly to: number;
  /** coefficient, 0.05 to 10; outside patches it is 2 for the foot and 1 for the other links */
  readonly friction: number;
}

/**
 * What the floor is like. Where a part is left out, it is Hopper-v5's. Height (observed, and for the healthy range) is
 * measured from the floor below the torso.
 */
export interface Terrain {
  /** radians; the floor rises towards +x, through the origin; ±0.5 at most */
  readonly slope?: number;
  readonly stairs?: Stairs;
  readonly patches?: readonly FrictionPatch[];
}

/**
 * Options of the hopper. The snake_case names are those of Gymnasium's Hopper-v5 keyword arguments, with its defaults.
 * Every option that can change behaviour is part of the physics fingerprint.
 */
export interface HopperOptions {
  readonly integrator: Integrator;
  readonly forward_reward_weight: number;
  readonly ctrl_cost_weight: number;
  readonly healthy_reward: number;
  readonly terminate_when_unhealthy: boolean;
  /** bounds of every position but x and z, and of every velocity (Gymnasium's state[2:]); exclusive */
  readonly healthy_state_range: readonly [number, number];
  /** metres; z must lie strictly inside */
  readonly healthy_z_range: readonly [number, number];
  /** radians; pitch must lie strictly inside */
  readonly healthy_angle_range: readonly [number, number];
  readonly reset_noise_scale: number;
  readonly exclude_current_positions_from_observation: boolean;
  /** steps after which the episode is truncated; Infinity for endless */
  readonly max_episode_steps: number;
  /** Not in Gymnasium, as the next; costs nothing when absent. */
  readonly terrain?: Terrain;
  /** kg, a point at a link's centre of mass, at least 0 */
  readonly added_mass?: Readonly<Partial<Record<BodyName, number>>>;
}

/** Why an episode ended. */
export type EndCause = "height" | "pitch" | "state" | "time-limit";

/** The outcome of one step; the simulator reuses one object, so copy what must be kept. */
export interface StepResult {
  reward: number;
  reward_forward: number;
  reward_healthy: number;
  reward_ctrl: number;
  terminated: boolean;
  truncated: boolean;
  cause: EndCause | null;
  /** the foot or another body touches the floor at the end of the step */
  contact: boolean;
}

/** An impulse at a body's centre of mass, applied at the start of the next step. N·s, world frame. */
export interface Push {
  readonly body: BodyName;
  readonly x: number;
  readonly z: number;
}

/**
 * A planar hopper on cannon-es bodies, world and equations. Not safe for concurrent use; `step` allocates nothing.
 * All arrays are owned by the simulator and overwritten by the next call.
 */
export interface Hopper {
  readonly options: HopperOptions;
  /** changes when, and only when, behaviour changes (model constants, options, integrator, code version) */
  readonly fingerprint: string;
  /** x, z, pitch, thigh, leg, foot (m, rad) */
  readonly qpos: Float64Array;
  /** their rates (m/s, rad/s) */
  readonly qvel: Float64Array;
  /** 11 values (12 with x when positions are not excluded) */
  readonly observation: Float64Array;
  /** steps since reset */
  readonly steps: number;
  /** initial state of Gymnasium's Hopper with uniform noise drawn from `seed` (an integer in 0…2^32-1) */
  reset(seed: number): void;
  /** start from a given state (6 positions, 6 velocities); FailureError "invalid-input" when not finite */
  setState(qpos: ArrayLike<number>, qvel: ArrayLike<number>): void;
  /**
   * One environment step of 8 ms. Actions are clipped to [-1, 1] for the torque; a wrong length or a non-finite number
   * is refused with FailureError "invalid-input" and changes nothing.
   */
  step(action: ArrayLike<number>): StepResult;
  /** queue a push for the next step */
  push(push: Push): void;
  /** small, versioned, complete: restoring it gives the same bits from here on */
  snapshot(): Uint8Array;
  /** FailureError "invalid-file" when truncated, foreign or of another version */
  restore(snapshot: Uint8Array): void;
  /**
   * Body poses for the viewer: 4 × [x, z, pitch] of the centres of mass (m, rad), into `out` (length ≥ 12).
   */
  writePoses(out: Float32Array | Float64Array, offset?: number): void;
}
