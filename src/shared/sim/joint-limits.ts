import { Constraint } from "cannon-es";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { JOINT_COUNT, JOINT_RANGES, LIMIT_IMPEDANCE } from "./model-constants.ts";
import { limitImpedance, regularisation, softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(LIMIT_IMPEDANCE.to);

/** The stops of the three joints: a soft one-sided row each, active only beyond the stop. */
export class JointLimits extends Constraint {
  private readonly state: ChainState;
  /** lower and upper stop of thigh, leg, foot */
  private readonly rows: readonly AccelerationRow[];

  constructor(state: ChainState, bodies: readonly LinkBody[]) {
    const [first, last] = [bodies[0], bodies.at(-1)];
    if (first === undefined || last === undefined) throw new Error("joint limits need bodies");
    super(first, last);
    this.state = state;
    this.rows = JOINT_RANGES.flatMap((_, j) => {
      const [parent, child] = [bodies[j], bodies[j + 1]];
      if (parent === undefined || child === undefined) throw new Error("a joint needs two bodies");
      return [1, -1].map((sign) => {
        const row = new AccelerationRow(parent, child, 1, 0, UNLIMITED_FORCE);
        // the joint's rate is the parent's minus the child's
        row.jacobianElementA.rotational.y = sign;
        row.jacobianElementB.rotational.y = -sign;
        return row;
      });
    });
    this.equations.push(...this.rows);
  }

  override update(): void {
    const { joints, jointRates } = this.state;
    for (let j = 0; j < JOINT_COUNT; j++) {
      const angle = joints[j] as number;
      const rate = jointRates[j] as number;
      const range = JOINT_RANGES[j] as readonly [number, number];
      this.place(2 * j, j, angle - range[0], rate);
      this.place(2 * j + 1, j, range[1] - angle, -rate);
    }
  }

  private place(index: number, joint: number, distance: number, rate: number): void {
    const row = this.rows[index] as AccelerationRow;
    row.enabled = distance < 0;
    if (!row.enabled) return;
    const impedance = limitImpedance(-distance);
    row.eps = regularisation(impedance) * (this.state.model.jointInverseWeight[joint] as number);
    row.target = -damping * rate - stiffness * impedance * distance;
  }
}
