import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { LIMIT_IMPEDANCE } from "./model-constants.ts";
import { RowConstraint } from "./row-constraint.ts";
import { softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(LIMIT_IMPEDANCE.to);

/** The two stops of a joint: a soft one-sided row each, active only beyond the stop. */
export class JointLimit extends RowConstraint {
  private readonly state: ChainState;
  private readonly joint: number;
  private readonly lower: AccelerationRow;
  private readonly upper: AccelerationRow;
  private readonly range: readonly [number, number];
  /** what the violated stop's row is made from: angle and rate into the stop, rad and rad/s */
  private depth = 0.5;
  private speed = 0.5;

  /** `range`: lower and upper stop, rad */
  constructor(state: ChainState, parent: LinkBody, child: LinkBody, range: readonly [number, number]) {
    // the joint's rate is the parent's minus the child's
    const rows = [1, -1].map((sign) => {
      const row = new AccelerationRow(parent, child, 1, 0, UNLIMITED_FORCE);
      row.jacobianElementA.rotational.y = sign;
      row.jacobianElementB.rotational.y = -sign;
      return row;
    });
    super(parent, child, rows);
    [this.lower, this.upper] = rows as [AccelerationRow, AccelerationRow];
    this.state = state;
    this.joint = parent.link;
    this.range = range;
  }

  override update(): void {
    const angle = this.state.joints[this.joint] as number;
    const low = angle < this.range[0];
    const high = angle > this.range[1];
    this.lower.enabled = low;
    this.upper.enabled = high;
    this.active = low || high;
    if (!this.active) return;
    const rate = this.state.jointRates[this.joint] as number;
    this.depth = low ? this.range[0] - angle : angle - this.range[1];
    this.speed = low ? -rate : rate;
    this.fill(low ? this.lower : this.upper);
  }

  private fill(row: AccelerationRow): void {
    // the impedance rises smoothly over a width, with midpoint .5 and power 2
    const x = this.depth / LIMIT_IMPEDANCE.width;
    const y = x >= 1 ? 1 : x <= 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
    const impedance = LIMIT_IMPEDANCE.from + (LIMIT_IMPEDANCE.to - LIMIT_IMPEDANCE.from) * y;
    row.eps = ((1 - impedance) / impedance) * (this.state.model.jointInverseWeight[this.joint] as number);
    row.target = damping * this.speed + stiffness * impedance * this.depth;
  }
}
