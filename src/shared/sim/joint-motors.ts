import { clamp } from "../base/math.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { GEAR, JOINT_COUNT, JOINT_DAMPING } from "./model-constants.ts";

/** A subsystem of the cannon-es world: torque of the three motors and the joints' damping, put into the bodies. */
export class JointMotors {
  /** thigh, leg, foot, in [-1, 1] */
  private readonly control = new Float64Array(JOINT_COUNT);
  private readonly state: ChainState;
  private readonly bodies: readonly LinkBody[];

  constructor(state: ChainState, bodies: readonly LinkBody[]) {
    this.state = state;
    this.bodies = bodies;
  }

  /** finite values; clipped to [-1, 1] */
  command(action: ArrayLike<number>): void {
    for (let j = 0; j < JOINT_COUNT; j++) this.control[j] = clamp(action[j] as number, -1, 1);
  }

  /** the torques for a changed state in place of those of `update` */
  replace(): void {
    for (let b = 0; b < this.bodies.length; b++) (this.bodies[b] as LinkBody).torque.y = 0;
    this.update();
  }

  update(): void {
    for (let j = 0; j < JOINT_COUNT; j++) {
      const torque = GEAR * (this.control[j] as number) - JOINT_DAMPING * (this.state.jointRates[j] as number);
      // joints turn about −y: the child gets −torque about +y
      (this.bodies[j] as LinkBody).torque.y += torque;
      (this.bodies[j + 1] as LinkBody).torque.y -= torque;
    }
  }
}
