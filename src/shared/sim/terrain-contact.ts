import type { Body } from "cannon-es";
import { LINKS } from "../base/hopper-links.ts";
import { AccelerationRow, UNLIMITED_FORCE } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import type { GroundEdge, GroundProfile } from "./ground-profile.ts";
import type { LinkBody } from "./link-body.ts";
import { CONTACT_IMPEDANCE, CONTACT_MARGIN } from "./model-constants.ts";
import { RowConstraint } from "./row-constraint.ts";
import { regularisation, softness } from "./soft-constraint.ts";
import type { FrictionPatch, Terrain } from "./types.ts";

const { stiffness, damping } = softness(CONTACT_IMPEDANCE);

/**
 * GroundContact for a floor that is not plain: the same three rows along an arbitrary normal, with the friction of the patch
 * that the contact lies on. What touches is up to the subclasses.
 */
abstract class TerrainContact extends RowConstraint {
  protected readonly state: ChainState;
  protected readonly link: number;
  protected readonly radius: number;
  protected readonly halfLength: number;
  private readonly ownFriction: number;
  private readonly weight: number;
  private readonly patches: readonly FrictionPatch[];
  /** where on the link's axis it touches, m from its centre */
  protected along = 0.5;
  protected readonly touch = { nx: 0.5, nz: 0.5, distance: 0.5 };

  constructor(state: ChainState, body: LinkBody, ground: Body, terrain: Terrain) {
    const link = LINKS[body.link];
    if (link === undefined) throw new Error(`no link ${body.link}`);
    const row = (): AccelerationRow => new AccelerationRow(body, ground, 1, 0, UNLIMITED_FORCE);
    super(body, ground, [row(), row(), row()]);
    this.state = state;
    this.link = body.link;
    this.radius = link.radius;
    this.halfLength = link.halfLength;
    this.ownFriction = link.friction;
    this.weight = state.model.bodyInverseWeight[body.link] as number;
    this.patches = terrain.patches ?? [];
  }

  /** Computes `along` and `touch`; true where the floor acts. */
  abstract touches(): boolean;

  override update(): void {
    this.active = this.touches();
    for (let k = 0; k < 3; k++) (this.rows[k] as AccelerationRow).enabled = this.active;
    if (this.active) this.fill();
  }

  private frictionAt(x: number): number {
    for (let k = 0; k < this.patches.length; k++) {
      const patch = this.patches[k] as FrictionPatch;
      if (x >= patch.from && x < patch.to) return patch.friction;
    }
    return this.ownFriction;
  }

  private fill(): void {
    const { state, link } = this;
    const { nx, nz, distance } = this.touch;
    const gap = distance - this.radius;
    // the contact point lies half way between the two surfaces
    const rx = this.along * (state.axisX[link] as number) - nx * (this.radius + 0.5 * gap);
    const rz = this.along * (state.axisZ[link] as number) - nz * (this.radius + 0.5 * gap);
    const friction = this.frictionAt((state.x[link] as number) + rx);
    const mu2 = friction * friction;
    const eps = 2 * mu2 * regularisation(CONTACT_IMPEDANCE) * this.weight * (1 + mu2);
    const w = state.rate[link] as number;
    // velocity and bias of the contact point, then along normal and tangent (nz, −nx)
    const vx = (state.vx[link] as number) + w * rz;
    const vz = (state.vz[link] as number) - w * rx;
    const bx = state.biasX[link] as number;
    const bz = state.biasZ[link] as number;
    const push =
      nx * bx + nz * bz - damping * (nx * vx + nz * vz) - stiffness * CONTACT_IMPEDANCE * (gap - CONTACT_MARGIN);
    const drag = nz * bx - nx * bz - damping * (nz * vx - nx * vz);
    for (let k = 0; k < 3; k++) {
      const side = k === 0 ? 0 : k === 1 ? friction : -friction;
      const row = this.rows[k] as AccelerationRow;
      const dx = nx + side * nz;
      const dz = nz - side * nx;
      row.eps = k === 0 ? eps / 2 : eps;
      row.target = push + side * drag;
      row.jacobianElementA.spatial.x = dx;
      row.jacobianElementA.spatial.z = dz;
      row.jacobianElementA.rotational.y = dx * rz - dz * rx;
    }
  }
}

/** An end of a link's capsule on the floor. */
export class EndOnTerrain extends TerrainContact {
  private readonly profile: GroundProfile;

  /** `end` is 1 or -1: the capsule's end along its axis */
  constructor(state: ChainState, body: LinkBody, ground: Body, terrain: Terrain, profile: GroundProfile, end: 1 | -1) {
    super(state, body, ground, terrain);
    this.profile = profile;
    this.along = end * this.halfLength;
  }

  override touches(): boolean {
    const { state, link, along, touch } = this;
    const x = (state.x[link] as number) + along * (state.axisX[link] as number);
    const z = (state.z[link] as number) + along * (state.axisZ[link] as number);
    this.profile.nearest(x, z, touch);
    return touch.distance - this.radius < CONTACT_MARGIN;
  }
}

/** The side of a link's capsule on the upper edge of a step: the deepest edge along it. */
export class SideOnEdge extends TerrainContact {
  private readonly edges: readonly GroundEdge[];

  constructor(state: ChainState, body: LinkBody, ground: Body, terrain: Terrain, profile: GroundProfile) {
    super(state, body, ground, terrain);
    this.edges = profile.edges;
  }

  override touches(): boolean {
    const { state, link, touch, edges, halfLength } = this;
    const ax = state.axisX[link] as number;
    const az = state.axisZ[link] as number;
    const x = state.x[link] as number;
    const z = state.z[link] as number;
    touch.distance = Infinity;
    for (let k = 0; k < edges.length; k++) {
      const edge = edges[k] as GroundEdge;
      const dx = edge.x - x;
      if (dx > halfLength || dx < -halfLength) continue;
      const dz = edge.z - z;
      const along = ax * dx + az * dz;
      if (along >= halfLength || along <= -halfLength) continue;
      const nx = along * ax - dx;
      const nz = along * az - dz;
      const distance = Math.sqrt(nx * nx + nz * nz);
      if (distance < touch.distance && nz > 0) {
        touch.distance = distance;
        touch.nx = nx / distance;
        touch.nz = nz / distance;
        this.along = along;
      }
    }
    return touch.distance - this.radius < CONTACT_MARGIN;
  }
}
