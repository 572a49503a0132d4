import { Constraint } from "cannon-es";
import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { CONTACT_IMPEDANCE, CONTACT_MARGIN } from "./model-constants.ts";
import { nearestPoints } from "./nearest-points.ts";
import { regularisation, softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(CONTACT_IMPEDANCE);
const nearest = { first: 0.5, second: 0.5 };

/** Two links of the hopper against each other: capsule against capsule, without friction (condim 1), one row. */
export class SelfContact extends Constraint {
  private readonly state: ChainState;
  private readonly first: number;
  private readonly second: number;
  private readonly row: AccelerationRow;

  constructor(state: ChainState, first: LinkBody, second: LinkBody) {
    super(first, second);
    this.state = state;
    this.first = first.link;
    this.second = second.link;
    const weights = state.model.bodyInverseWeight;
    const weight = (weights[first.link] as number) + (weights[second.link] as number);
    this.row = new AccelerationRow(first, second, regularisation(CONTACT_IMPEDANCE) * weight, 0, UNLIMITED_FORCE);
    this.equations.push(this.row);
  }

  override update(): void {
    this.row.enabled = this.touch();
  }

  /** fills the row and answers true where the two are within the margin */
  private touch(): boolean {
    const { state, first, second } = this;
    const { x, z, axisX, axisZ } = state;
    const [a, b] = [LINKS[first], LINKS[second]];
    if (a === undefined || b === undefined) return false;
    const ax = a.halfLength * (axisX[first] as number);
    const az = a.halfLength * (axisZ[first] as number);
    const bx = b.halfLength * (axisX[second] as number);
    const bz = b.halfLength * (axisZ[second] as number);
    const dx = (x[first] as number) - (x[second] as number);
    const dz = (z[first] as number) - (z[second] as number);
    const reach = a.halfLength + b.halfLength + a.radius + b.radius + CONTACT_MARGIN;
    if (dx * dx + dz * dz > reach * reach) return false;
    if (!nearestPoints(dx, dz, ax, az, bx, bz, nearest)) return false;
    // from the first segment's nearest point to the second's
    const nx = nearest.second * bx - nearest.first * ax - dx;
    const nz = nearest.second * bz - nearest.first * az - dz;
    const distance = Math.sqrt(nx * nx + nz * nz);
    const gap = distance - a.radius - b.radius;
    // crossing segments have no normal in the plane: MuJoCo's points out of it and does nothing
    if (gap >= CONTACT_MARGIN || distance < 1e-15) return false;
    this.fill(nearest.first * ax, nearest.first * az, dx, dz, nx / distance, nz / distance, a.radius, gap);
    return true;
  }

  private fill(
    px: number,
    pz: number,
    dx: number,
    dz: number,
    nx: number,
    nz: number,
    radius: number,
    gap: number,
  ): void {
    const { state, first, second, row } = this;
    const { vx, vz, rate, biasX, biasZ } = state;
    // levers of the contact point, half way between the surfaces
    const ax = px + nx * (radius + 0.5 * gap);
    const az = pz + nz * (radius + 0.5 * gap);
    const bx = ax + dx;
    const bz = az + dz;
    const turnA = nx * az - nz * ax;
    const turnB = nx * bz - nz * bx;
    const { jacobianElementA: elementA, jacobianElementB: elementB } = row;
    elementA.spatial.x = -nx;
    elementA.spatial.z = -nz;
    elementA.rotational.y = -turnA;
    elementB.spatial.x = nx;
    elementB.spatial.z = nz;
    elementB.rotational.y = turnB;
    const approach =
      nx * ((vx[second] as number) - (vx[first] as number)) +
      nz * ((vz[second] as number) - (vz[first] as number)) +
      turnB * (rate[second] as number) -
      turnA * (rate[first] as number);
    const bias =
      nx * ((biasX[second] as number) - (biasX[first] as number)) +
      nz * ((biasZ[second] as number) - (biasZ[first] as number));
    row.target = bias - damping * approach - stiffness * CONTACT_IMPEDANCE * (gap - CONTACT_MARGIN);
  }
}
