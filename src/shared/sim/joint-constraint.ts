import { Constraint } from "cannon-es";
import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { ARMATURE } from "./model-constants.ts";

/**
 * A hinge between two links: two rows that hold it together and one for the inertia of its rotor (a force −A·(relative
 * angular acceleration), written as a row with eps = 1/A). The chain solver satisfies all three in closed form, so the rows
 * stay disabled under it; with `explicit` they are filled in for any other solver of the world.
 */
export class JointConstraint extends Constraint {
  private readonly state: ChainState;
  private readonly parent: number;
  private readonly explicit: boolean;
  private readonly rows: readonly [AccelerationRow, AccelerationRow, AccelerationRow];

  constructor(state: ChainState, parent: LinkBody, child: LinkBody, explicit: boolean) {
    super(parent, child);
    this.state = state;
    this.parent = parent.link;
    this.explicit = explicit;
    const row = (eps: number): AccelerationRow =>
      new AccelerationRow(parent, child, eps, -UNLIMITED_FORCE, UNLIMITED_FORCE);
    this.rows = [row(0), row(0), row(1 / ARMATURE)];
    for (const each of this.rows) each.enabled = explicit;
    this.equations.push(...this.rows);
    const [alongX, alongZ, rotor] = this.rows;
    alongX.jacobianElementA.spatial.x = alongZ.jacobianElementA.spatial.z = rotor.jacobianElementA.rotational.y = 1;
    alongX.jacobianElementB.spatial.x = alongZ.jacobianElementB.spatial.z = rotor.jacobianElementB.rotational.y = -1;
    rotor.target = 0;
  }

  override update(): void {
    if (!this.explicit) return;
    const { axisX, axisZ, rate } = this.state;
    const a = this.parent;
    const b = a + 1;
    const fromA = (LINKS[a]?.nextJoint ?? 0) - (LINKS[a]?.centre ?? 0);
    const fromB = -(LINKS[b]?.centre ?? 0);
    const ax = fromA * (axisX[a] as number);
    const az = fromA * (axisZ[a] as number);
    const bx = fromB * (axisX[b] as number);
    const bz = fromB * (axisZ[b] as number);
    const wa = rate[a] as number;
    const wb = rate[b] as number;
    const [alongX, alongZ] = this.rows;
    alongX.jacobianElementA.rotational.y = az;
    alongX.jacobianElementB.rotational.y = -bz;
    alongX.target = wa * wa * ax - wb * wb * bx;
    alongZ.jacobianElementA.rotational.y = -ax;
    alongZ.jacobianElementB.rotational.y = bx;
    alongZ.target = wa * wa * az - wb * wb * bz;
  }
}
