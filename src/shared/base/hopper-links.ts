import { capsuleMass } from "./capsule.ts";

/**
 * The hopper of Gymnasium's hopper.xml (MuJoCo), in the vertical plane: x forward, z up, angles about +y.
 * Each link is a capsule along one axis of its own frame, and that axis also carries its joints and centre of mass.
 */
export interface LinkConstants {
  /** axis of the capsule in the link's frame at pitch 0: "z" points up, "x" forward */
  readonly axis: "x" | "z";
  /** metres */
  readonly radius: number;
  /** half the distance between the capsule's two end centres, metres */
  readonly halfLength: number;
  /** centre of mass along the axis, from the joint above (torso: from its reference point), metres */
  readonly centre: number;
  /** the joint below along the axis, from the same point, metres; 0 for the last link */
  readonly nextJoint: number;
  /** friction against the floor: the larger of the geom's own and the floor's 1 */
  readonly friction: number;
}

/** torso, thigh, leg, foot */
export const LINKS: readonly [LinkConstants, LinkConstants, LinkConstants, LinkConstants] = [
  { axis: "z", radius: 0.05, halfLength: 0.2, centre: 0, nextJoint: -0.2, friction: 1 },
  { axis: "z", radius: 0.05, halfLength: 0.225, centre: -0.225, nextJoint: -0.45, friction: 1 },
  { axis: "z", radius: 0.04, halfLength: 0.25, centre: -0.25, nextJoint: -0.5, friction: 1 },
  { axis: "x", radius: 0.06, halfLength: 0.195, centre: 0.065, nextJoint: 0, friction: 2 },
];

/** kg/m³ */
export const DENSITY = 1000;
/** mass of each link, kg: 3.665, 4.058, 2.781, 5.316 */
export const LINK_MASSES: readonly number[] = LINKS.map((link) => capsuleMass(link.radius, link.halfLength, DENSITY));
