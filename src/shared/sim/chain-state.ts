import { LINKS } from "../base/hopper-links.ts";
import { sincosEach } from "../base/math.ts";
import type { ChainModel } from "./chain-model.ts";
import { JOINT_COUNT, LINK_COUNT } from "./model-constants.ts";

const ALONG_X = LINKS.map((link) => link.axis === "x");

/**
 * Where every link is and how fast it moves, from MuJoCo's coordinates q = x, z, pitch, thigh, leg, foot and their rates.
 * A joint turns about −y, so a link's pitch is its parent's minus the joint's angle. All arrays are overwritten by `set`.
 */
export class ChainState {
  readonly model: ChainModel;
  /** joint angles, rad */
  readonly joints = new Float64Array(JOINT_COUNT);
  /** joint rates, rad/s */
  readonly jointRates = new Float64Array(JOINT_COUNT);
  /** pitch of each link, rad */
  readonly pitch = new Float64Array(LINK_COUNT);
  /** rate of each link's pitch, rad/s */
  readonly rate = new Float64Array(LINK_COUNT);
  private readonly halfPitch = new Float64Array(LINK_COUNT);
  /** sine and cosine of half of each link's pitch: the quaternion about +y */
  readonly half = new Float64Array(2 * LINK_COUNT);
  /** each link's axis as a unit vector in the world, x and z apart */
  readonly axisX = new Float64Array(LINK_COUNT);
  readonly axisZ = new Float64Array(LINK_COUNT);
  /** centres of mass, m, and their velocities, m/s */
  readonly x = new Float64Array(LINK_COUNT);
  readonly z = new Float64Array(LINK_COUNT);
  readonly vx = new Float64Array(LINK_COUNT);
  readonly vz = new Float64Array(LINK_COUNT);
  /** velocity-dependent part of the centres' accelerations relative to the torso's: MuJoCo's J̇·q̇, m/s² */
  readonly biasX = new Float64Array(LINK_COUNT);
  readonly biasZ = new Float64Array(LINK_COUNT);

  constructor(model: ChainModel) {
    this.model = model;
  }

  set(q: Float64Array, v: Float64Array): void {
    const { joints, jointRates, pitch, rate, halfPitch } = this;
    let angle = q[2] as number;
    let omega = v[2] as number;
    for (let j = 0; j < LINK_COUNT; j++) {
      if (j > 0) {
        const joint = q[j + 2] as number;
        const jointRate = v[j + 2] as number;
        joints[j - 1] = joint;
        jointRates[j - 1] = jointRate;
        angle -= joint;
        omega -= jointRate;
      }
      pitch[j] = angle;
      rate[j] = omega;
      halfPitch[j] = 0.5 * angle;
    }
    this.turnAxes();
    this.placeCentres(q, v);
  }

  private turnAxes(): void {
    const { half, axisX, axisZ } = this;
    sincosEach(this.halfPitch, LINK_COUNT, half);
    for (let j = 0; j < LINK_COUNT; j++) {
      const s = half[2 * j] as number;
      const c = half[2 * j + 1] as number;
      const sine = 2 * s * c;
      const cosine = (c - s) * (c + s);
      axisX[j] = ALONG_X[j] === true ? cosine : sine;
      axisZ[j] = ALONG_X[j] === true ? -sine : cosine;
    }
  }

  private placeCentres(q: Float64Array, v: Float64Array): void {
    const { rate, axisX, axisZ, x, z, vx, vz, biasX, biasZ } = this;
    const reach = this.model.reach;
    const x0 = q[0] as number;
    const z0 = q[1] as number;
    const vx0 = v[0] as number;
    const vz0 = v[1] as number;
    for (let b = 0; b < LINK_COUNT; b++) {
      let px = x0;
      let pz = z0;
      let ux = vx0;
      let uz = vz0;
      let ax = 0;
      let az = 0;
      for (let j = 0; j <= b; j++) {
        const length = reach[b * LINK_COUNT + j] as number;
        const rx = length * (axisX[j] as number);
        const rz = length * (axisZ[j] as number);
        const w = rate[j] as number;
        px += rx;
        pz += rz;
        ux += w * rz;
        uz -= w * rx;
        ax -= w * w * rx;
        az -= w * w * rz;
      }
      x[b] = px;
      z[b] = pz;
      vx[b] = ux;
      vz[b] = uz;
      biasX[b] = ax;
      biasZ[b] = az;
    }
  }
}
