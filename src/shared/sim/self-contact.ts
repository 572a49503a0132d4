import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { LinkBody } from "./link-body.ts";
import { CONTACT_IMPEDANCE, CONTACT_MARGIN } from "./model-constants.ts";
import { createSegmentPair, findNearestPoints } from "./nearest-points.ts";
import { RowConstraint } from "./row-constraint.ts";
import { regularisation, softness } from "./soft-constraint.ts";

const { stiffness, damping } = softness(CONTACT_IMPEDANCE);

/** Two links of the hopper against each other: capsule against capsule, without friction (condim 1), one row. */
export class SelfContact extends RowConstraint {
  private readonly state: ChainState;
  private readonly first: number;
  private readonly second: number;
  private readonly row: AccelerationRow;
  private readonly firstHalf: number;
  private readonly secondHalf: number;
  private readonly firstRadius: number;
  private readonly radii: number;
  private readonly pair = createSegmentPair();
  /** the contact: unit normal from the first to the second, distance of the surfaces */
  private nx = 0.5;
  private nz = 0.5;
  private gap = 0.5;

  constructor(state: ChainState, first: LinkBody, second: LinkBody) {
    const [a, b] = [LINKS[first.link], LINKS[second.link]];
    if (a === undefined || b === undefined) throw new Error("a self-contact needs two links");
    const weights = state.model.bodyInverseWeight;
    const weight = (weights[first.link] as number) + (weights[second.link] as number);
    const row = new AccelerationRow(first, second, regularisation(CONTACT_IMPEDANCE) * weight, 0, UNLIMITED_FORCE);
    super(first, second, [row]);
    this.row = row;
    this.state = state;
    this.first = first.link;
    this.second = second.link;
    this.firstHalf = a.halfLength;
    this.secondHalf = b.halfLength;
    this.firstRadius = a.radius;
    this.radii = a.radius + b.radius;
  }

  override update(): void {
    this.active = this.touches();
    this.row.enabled = this.active;
    if (this.active) this.fill();
  }

  private touches(): boolean {
    const { first, second, pair, firstHalf, secondHalf } = this;
    const { x, z, axisX, axisZ } = this.state;
    const dx = (x[first] as number) - (x[second] as number);
    const dz = (z[first] as number) - (z[second] as number);
    const reach = firstHalf + secondHalf + this.radii + CONTACT_MARGIN;
    if (dx * dx + dz * dz > reach * reach) return false;
    pair.dx = dx;
    pair.dz = dz;
    pair.ax = firstHalf * (axisX[first] as number);
    pair.az = firstHalf * (axisZ[first] as number);
    pair.bx = secondHalf * (axisX[second] as number);
    pair.bz = secondHalf * (axisZ[second] as number);
    if (!findNearestPoints(pair)) return false;
    const nx = pair.second * pair.bx - pair.first * pair.ax - dx;
    const nz = pair.second * pair.bz - pair.first * pair.az - dz;
    const distance = Math.sqrt(nx * nx + nz * nz);
    this.gap = distance - this.radii;
    // crossing segments have no normal in the plane: MuJoCo's points out of it and does nothing
    if (this.gap >= CONTACT_MARGIN || distance < 1e-15) return false;
    this.nx = nx / distance;
    this.nz = nz / distance;
    return true;
  }

  private fill(): void {
    const { state, first, second, row, pair, nx, nz, gap } = this;
    const { vx, vz, rate, biasX, biasZ } = state;
    // levers of the contact point, half way between the surfaces
    const ax = pair.first * pair.ax + nx * (this.firstRadius + 0.5 * gap);
    const az = pair.first * pair.az + nz * (this.firstRadius + 0.5 * gap);
    const bx = ax + pair.dx;
    const bz = az + pair.dz;
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
