import type { Body } from "cannon-es";
import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { CONTACT_IMPEDANCE, CONTACT_MARGIN } from "./model-constants.ts";
import { RowConstraint } from "./row-constraint.ts";
import { regularisation, softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(CONTACT_IMPEDANCE);

/**
 * The floor against one end of a link's capsule. MuJoCo's pyramidal friction cone in the plane: one row along each of the
 * pyramid's edges, normal ± friction·tangent, and the two edges out of the plane merged into one along the normal.
 */
export class GroundContact extends RowConstraint {
  private readonly state: ChainState;
  private readonly link: number;
  private readonly offset: number;
  private readonly radius: number;
  private readonly friction: number;
  private readonly straight: AccelerationRow;
  private readonly forward: AccelerationRow;
  private readonly backward: AccelerationRow;

  /** distance between the capsule's end and the floor, m; negative when it is inside */
  gap = 0.5;

  /** `end` is 1 or -1: the capsule's end along its axis */
  constructor(state: ChainState, body: LinkBody, ground: Body, end: 1 | -1) {
    const link = LINKS[body.link];
    if (link === undefined) throw new Error(`no link ${body.link}`);
    const mu2 = link.friction * link.friction;
    const weight = state.model.bodyInverseWeight[body.link] as number;
    const eps = 2 * mu2 * regularisation(CONTACT_IMPEDANCE) * weight * (1 + mu2);
    const row = (each: number): AccelerationRow => new AccelerationRow(body, ground, each, 0, UNLIMITED_FORCE);
    const [straight, forward, backward] = [row(eps / 2), row(eps), row(eps)];
    super(body, ground, [straight, forward, backward]);
    this.straight = straight;
    this.forward = forward;
    this.backward = backward;
    this.state = state;
    this.link = body.link;
    this.offset = end * link.halfLength;
    this.radius = link.radius;
    this.friction = link.friction;
  }

  /** Computes `gap`; true where the floor acts. */
  touches(): boolean {
    const { z, axisZ } = this.state;
    this.gap = (z[this.link] as number) + this.offset * (axisZ[this.link] as number) - this.radius;
    return this.gap < CONTACT_MARGIN;
  }

  override update(): void {
    const active = this.touches();
    if (active !== this.active) {
      this.active = active;
      this.straight.enabled = active;
      this.forward.enabled = active;
      this.backward.enabled = active;
    }
    if (active) this.fill();
  }

  private fill(): void {
    const { state, link, friction, gap } = this;
    // the contact point lies half way between the two surfaces
    const rx = this.offset * (state.axisX[link] as number);
    const rz = this.offset * (state.axisZ[link] as number) - this.radius - 0.5 * gap;
    const w = state.rate[link] as number;
    const slide = (state.vx[link] as number) + w * rz;
    const sink = (state.vz[link] as number) - w * rx;
    const push =
      (state.biasZ[link] as number) - damping * sink - stiffness * CONTACT_IMPEDANCE * (gap - CONTACT_MARGIN);
    const drag = friction * ((state.biasX[link] as number) - damping * slide);
    const straight = this.straight.jacobianElementA;
    straight.spatial.z = 1;
    straight.rotational.y = -rx;
    this.straight.target = push;
    const forward = this.forward.jacobianElementA;
    forward.spatial.x = friction;
    forward.spatial.z = 1;
    forward.rotational.y = friction * rz - rx;
    this.forward.target = push + drag;
    const backward = this.backward.jacobianElementA;
    backward.spatial.x = -friction;
    backward.spatial.z = 1;
    backward.rotational.y = -friction * rz - rx;
    this.backward.target = push - drag;
  }
}
