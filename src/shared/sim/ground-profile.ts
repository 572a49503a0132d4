import { cos, sin } from "../base/math.ts";
import type { Terrain } from "./types.ts";

/** The point of the floor nearest to a capsule's end; see `GroundProfile.nearest`. */
export interface NearestGround {
  /** unit normal out of the floor */
  nx: number;
  nz: number;
  /** from the floor to the point asked about, m; negative below it */
  distance: number;
}

/** A corner that sticks out: the upper edge of a step. */
export interface GroundEdge {
  readonly x: number;
  readonly z: number;
}

/** how far to both sides the nearest point is looked for: more than a capsule's radius */
const REACH = 0.3;

/** The floor's outline: a line through the origin, with stairs laid on it. */
export class GroundProfile {
  /** corners from left to right; two at each riser */
  private readonly x: Float64Array;
  private readonly z: Float64Array;
  /** direction of the treads */
  private readonly ux: number;
  private readonly uz: number;
  readonly edges: readonly GroundEdge[];

  constructor(terrain: Terrain) {
    const { slope = 0, stairs } = terrain;
    this.ux = cos(slope);
    this.uz = sin(slope);
    const grade = this.uz / this.ux;
    const corners: GroundEdge[] = [];
    const edges: GroundEdge[] = [];
    for (let k = 0; k < (stairs?.count ?? 0); k++) {
      const { from, run, rise } = stairs ?? { from: 0, run: 1, rise: 0 };
      const x = from + k * run;
      const before = { x, z: grade * x + k * rise };
      const after = { x, z: grade * x + (k + 1) * rise };
      corners.push(before, after);
      edges.push(rise > 0 ? after : before);
    }
    if (corners.length === 0) corners.push({ x: 0, z: 0 });
    this.x = Float64Array.from(corners, (corner) => corner.x);
    this.z = Float64Array.from(corners, (corner) => corner.z);
    this.edges = edges;
  }

  /** height of the floor at x, m; at a riser, of what lies right of it */
  height(x: number): number {
    const corner = Math.max(this.cornersUpTo(x) - 1, 0);
    return (this.z[corner] as number) + ((x - (this.x[corner] as number)) * this.uz) / this.ux;
  }

  /** greatest height of the floor between two places, m */
  highest(from: number, to: number): number {
    let top = Math.max(this.height(from), this.height(to));
    for (let k = 0; k < this.x.length; k++) {
      const x = this.x[k] as number;
      if (x >= from && x <= to) top = Math.max(top, this.z[k] as number);
    }
    return top;
  }

  /** Nearest point of the outline to (x, z), looked for within 0.3 m along x. */
  nearest(x: number, z: number, out: NearestGround): void {
    const last = this.x.length - 1;
    let best = Infinity;
    let bestX = 0;
    let bestZ = 0;
    // segment k lies before corner k; the first and the last have no end
    for (let k = this.cornersUpTo(x - REACH); k <= last + 1; k++) {
      const start = k - 1;
      if (start >= 0 && (this.x[start] as number) > x + REACH) break;
      const anchor = start < 0 ? 0 : start;
      const riser = start >= 0 && k <= last && this.x[start] === this.x[k];
      const ux = riser ? 0 : this.ux;
      const uz = riser ? Math.sign((this.z[k] as number) - (this.z[start] as number)) : this.uz;
      const ax = this.x[anchor] as number;
      const az = this.z[anchor] as number;
      const from = start < 0 ? -Infinity : 0;
      const to =
        start < 0 ? 0 : k > last ? Infinity : ux * ((this.x[k] as number) - ax) + uz * ((this.z[k] as number) - az);
      const along = Math.min(Math.max(ux * (x - ax) + uz * (z - az), from), to);
      const px = ax + ux * along;
      const pz = az + uz * along;
      const squared = (x - px) * (x - px) + (z - pz) * (z - pz);
      if (squared < best) {
        best = squared;
        bestX = px;
        bestZ = pz;
      }
    }
    const distance = Math.sqrt(best);
    const side = z < this.height(x) ? -1 : 1;
    const scale = distance > 0 ? side / distance : 0;
    out.nx = distance > 0 ? scale * (x - bestX) : -this.uz;
    out.nz = distance > 0 ? scale * (z - bestZ) : this.ux;
    out.distance = side * distance;
  }

  /** corners at or left of x */
  private cornersUpTo(x: number): number {
    let low = 0;
    let high = this.x.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.x[middle] as number) <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
