import { Constraint } from "cannon-es";
import type { Body } from "cannon-es";
import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { CONTACT_IMPEDANCE, CONTACT_MARGIN } from "./model-constants.ts";
import { regularisation, softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(CONTACT_IMPEDANCE);

/**
 * The floor against one end of a link's capsule. MuJoCo's pyramidal friction cone in the plane: one row along each of the
 * pyramid's edges, normal ± friction·tangent, and the two edges out of the plane merged into one along the normal.
 */
export class GroundContact extends Constraint {
  private readonly state: ChainState;
  private readonly link: number;
  private readonly offset: number;
  private readonly radius: number;
  private readonly friction: number;
  private readonly straight: AccelerationRow;
  private readonly forward: AccelerationRow;
  private readonly backward: AccelerationRow;

  /** `end` is 1 or -1: the capsule's end along its axis */
  constructor(state: ChainState, body: LinkBody, ground: Body, end: 1 | -1) {
    super(body, ground);
    const link = LINKS[body.link];
    if (link === undefined) throw new Error(`no link ${body.link}`);
    this.state = state;
    this.link = body.link;
    this.offset = end * link.halfLength;
    this.radius = link.radius;
    this.friction = link.friction;
    const mu2 = link.friction * link.friction;
    const weight = state.model.bodyInverseWeight[body.link] as number;
    const eps = 2 * mu2 * regularisation(CONTACT_IMPEDANCE) * weight * (1 + mu2);
    const row = (each: number): AccelerationRow => new AccelerationRow(body, ground, each, 0, UNLIMITED_FORCE);
    this.straight = row(eps / 2);
    this.forward = row(eps);
    this.backward = row(eps);
    this.equations.push(this.straight, this.forward, this.backward);
  }

  /** distance between the capsule's end and the floor, m; negative when it is inside */
  gap(): number {
    const { z, axisZ } = this.state;
    return (z[this.link] as number) + this.offset * (axisZ[this.link] as number) - this.radius;
  }

  override update(): void {
    const gap = this.gap();
    const active = gap < CONTACT_MARGIN;
    if (active !== this.straight.enabled) {
      this.straight.enabled = this.forward.enabled = this.backward.enabled = active;
    }
    if (active) this.fill(gap);
  }

  private fill(gap: number): void {
    const { state, link, friction } = this;
    // the contact point lies half way between the two surfaces
    const rx = this.offset * (state.axisX[link] as number);
    const rz = this.offset * (state.axisZ[link] as number) - this.radius - 0.5 * gap;
    const w = state.rate[link] as number;
    const slide = (state.vx[link] as number) + w * rz;
    const sink = (state.vz[link] as number) - w * rx;
    const push =
      (state.biasZ[link] as number) - damping * sink - stiffness * CONTACT_IMPEDANCE * (gap - CONTACT_MARGIN);
    const drag = friction * ((state.biasX[link] as number) - damping * slide);
    aim(this.straight, 0, -rx, push);
    aim(this.forward, friction, friction * rz - rx, push + drag);
    aim(this.backward, -friction, -friction * rz - rx, push - drag);
  }
}

function aim(row: AccelerationRow, tangent: number, rotational: number, target: number): void {
  const element = row.jacobianElementA;
  element.spatial.x = tangent;
  element.spatial.z = 1;
  element.rotational.y = rotational;
  row.target = target;
}
