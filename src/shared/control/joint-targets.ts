import { readPad, shapeStick } from "./pad-sample.ts";
import type { PadSample, StickOptions } from "./pad-sample.ts";

/** The spring and damper that pull a joint to its target. */
export interface JointSpring {
  /** action per rad */
  readonly stiffness: number;
  /** action per rad/s */
  readonly damping: number;
}

/** thigh, leg, foot: one set for flight and stance, found by random search with the simulated thumb of operator-model.ts */
export const JOINT_SPRINGS: readonly [JointSpring, JointSpring, JointSpring] = [
  { stiffness: 2.9, damping: 0.31 },
  { stiffness: 1.85, damping: 0.31 },
  { stiffness: 2.4, damping: 0.2 },
];

/** Where a joint stands with the stick at rest, and how far a full stick moves it, rad. */
export interface JointTravel {
  readonly rest: number;
  readonly travel: number;
}

/** thigh, leg, foot. The rests are a stand with a slightly bent knee; what a hop needs lies within 0.7 of the travel. */
export const JOINT_TRAVELS: readonly [JointTravel, JointTravel, JointTravel] = [
  { rest: 0, travel: 1.2 },
  { rest: -0.5, travel: 1.2 },
  { rest: 0.2, travel: 1.2 },
];

/** Index in `axes` and sign of each joint's stick: left x moves the thigh, left y the leg, right y the foot. */
export const JOINT_STICKS = [
  { axis: 0, sign: 1 },
  { axis: 1, sign: -1 },
  { axis: 3, sign: -1 },
] as const;

const stick = { x: 0.5, y: 0.5 };
const shaped = new Float64Array(4);

/** The shaped sticks of the three joints, in [-1, 1]: thigh, leg, foot, into `out`. */
export function jointSticks(pad: PadSample, options: StickOptions, out: Float64Array): void {
  for (const at of [0, 2] as const) {
    shapeStick(readPad(pad.axes, at), readPad(pad.axes, at + 1), options, stick);
    shaped[at] = stick.x;
    shaped[at + 1] = stick.y;
  }
  for (let j = 0; j < 3; j++) {
    const { axis, sign } = JOINT_STICKS[j as 0 | 1 | 2];
    out[j] = sign * (shaped[axis] as number);
  }
}

/** The angles (rad) that the sticks ask for: thigh, leg, foot, into `out`. */
export function jointTargets(pad: PadSample, options: StickOptions, out: Float64Array): void {
  jointSticks(pad, options, out);
  for (let j = 0; j < 3; j++) {
    const { rest, travel } = JOINT_TRAVELS[j as 0 | 1 | 2];
    out[j] = rest + travel * (out[j] as number);
  }
}
