/** Constants of Gymnasium's hopper.xml and of MuJoCo's defaults for it; every one is part of the physics fingerprint. */

/** links of the chain */
export const LINK_COUNT = 4;
/** joints between them: thigh, leg, foot */
export const JOINT_COUNT = 3;
/** m/s² */
export const GRAVITY = 9.81;
/** torque at action 1, N·m */
export const GEAR = 200;
/** joint damping, N·m·s/rad */
export const JOINT_DAMPING = 1;
/** rotor inertia felt by each joint, kg·m² */
export const ARMATURE = 1;
const DEGREE = 0.017453292519943295;
/** lower and upper stop of each joint, rad */
export const JOINT_RANGES: readonly (readonly [number, number])[] = [
  [-150 * DEGREE, 0],
  [-150 * DEGREE, 0],
  [-45 * DEGREE, 45 * DEGREE],
];
/** pairs of links that collide with each other (MuJoCo leaves out parent and child) */
export const COLLIDING_LINKS: readonly (readonly [number, number])[] = [
  [0, 2],
  [0, 3],
  [1, 3],
];
/** contacts act from this distance on, m: the margins of both geoms, .001 each */
export const CONTACT_MARGIN = 0.002;
/** solref of contacts and limits: time constant in s, with damping ratio 1 */
export const TIME_CONSTANT = 0.02;
/** solimp of contacts: a constant impedance */
export const CONTACT_IMPEDANCE = 0.8;
/** solimp of joint limits: from, to, width in rad; midpoint .5, power 2 */
export const LIMIT_IMPEDANCE = { from: 0.9, to: 0.95, width: 0.001 } as const;
/** integration step, s */
export const SUBSTEP_SECONDS = 0.002;
/** integration steps per environment step */
export const SUBSTEPS = 4;
/** height of the torso's reference point at the start, m */
export const INITIAL_HEIGHT = 1.25;
/** Gymnasium clips observed velocities to ± this */
export const OBSERVED_VELOCITY_LIMIT = 10;
