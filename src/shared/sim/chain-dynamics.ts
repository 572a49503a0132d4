import type { JacobianElement } from "cannon-es";
import type { AccelerationRow } from "./acceleration-row.ts";
import type { ChainState } from "./chain-state.ts";
import { ComplementaritySolver, MAX_ROWS } from "./complementarity.ts";
import type { LinkBody } from "./link-body.ts";
import { MassMatrix } from "./mass-matrix.ts";
import { ARMATURE, LINK_COUNT } from "./model-constants.ts";

const WIDTH = LINK_COUNT + 2;

/**
 * Accelerations of the chain under its bodies' forces and torques and the rows added since `clearRows`.
 *
 * The hinges are eliminated exactly. With the system's centre of mass and the four link angles as coordinates, the
 * centre's motion separates, and what is left is a 4 × 4 inertia matrix (hinges, and the rotors' rows, included). The
 * one-sided rows are solved on their Schur complement, exactly. Nothing is allocated.
 */
export class ChainDynamics {
  /** x, z of the torso's reference point (m/s²), then the pitch of each link (rad/s²) */
  readonly acceleration = new Float64Array(WIDTH);

  private readonly state: ChainState;
  private readonly bodies: readonly LinkBody[];
  private readonly matrix = new MassMatrix();
  private readonly active: (AccelerationRow | null)[] = Array.from({ length: MAX_ROWS }, () => null);
  private count = 0;
  private readonly forceX = new Float64Array(LINK_COUNT);
  private readonly forceZ = new Float64Array(LINK_COUNT);
  /** squared rate times axis of each link */
  private readonly swingX = new Float64Array(LINK_COUNT);
  private readonly swingZ = new Float64Array(LINK_COUNT);
  /** per row: its Jacobian and the acceleration of a unit force along it, in x, z and the four angles */
  private readonly jacobian = new Float64Array(MAX_ROWS * WIDTH);
  private readonly response = new Float64Array(MAX_ROWS * WIDTH);
  private readonly rows = new ComplementaritySolver();
  private moment = 1;

  constructor(state: ChainState, bodies: readonly LinkBody[]) {
    this.state = state;
    this.bodies = bodies;
  }

  addRow(row: AccelerationRow): void {
    this.active[this.count] = row;
    this.count += 1;
  }

  clearRows(): void {
    this.count = 0;
  }

  /** Fills `acceleration` at the chain's present state; answers the rounds the rows took. */
  solve(): number {
    this.factor();
    this.applyForces();
    let rounds = 0;
    if (this.count > 0) {
      for (let i = 0; i < this.count; i++) this.reduceRow(i);
      this.assemble();
      rounds = this.rows.solve(this.count);
      this.applyRows();
    }
    this.toReferencePoint();
    return rounds;
  }

  /**
   * Forgets which rows pushed last: the guess that the next solution starts from. Called at every environment step, so
   * that a step depends on nothing but the state before it.
   */
  forget(): void {
    this.moment += 1;
  }

  /**
   * Change of velocity by an impulse (N·s) at a link's centre of mass, free of contacts, into `out`: x and z of the
   * reference point (m/s) and the pitch rates of the links (rad/s).
   */
  impulse(link: number, px: number, pz: number, out: Float64Array): void {
    this.factor();
    const { axisX, axisZ, model } = this.state;
    for (let i = 0; i < LINK_COUNT; i++) {
      const lever = model.lever[link * LINK_COUNT + i] as number;
      out[i + 2] = lever * ((axisZ[i] as number) * px - (axisX[i] as number) * pz);
    }
    this.matrix.solve(out, out, 2);
    let x = px / model.totalMass;
    let z = pz / model.totalMass;
    for (let j = 0; j < LINK_COUNT; j++) {
      const turned = (model.centre[j] as number) * (out[j + 2] as number);
      x -= turned * (axisZ[j] as number);
      z += turned * (axisX[j] as number);
    }
    out[0] = x;
    out[1] = z;
  }

  private factor(): void {
    const { axisX, axisZ, model } = this.state;
    const { coupling } = model;
    const m = this.matrix.entries;
    let index = 0;
    for (let i = 0; i < LINK_COUNT; i++) {
      const ax = axisX[i] as number;
      const az = axisZ[i] as number;
      for (let j = 0; j < i; j++) {
        const parallel = ax * (axisX[j] as number) + az * (axisZ[j] as number);
        m[index] = (coupling[i * LINK_COUNT + j] as number) * parallel - (i - j === 1 ? ARMATURE : 0);
        index += 1;
      }
      m[index] = (coupling[i * LINK_COUNT + i] as number) + (i === 0 || i === LINK_COUNT - 1 ? ARMATURE : 2 * ARMATURE);
      index += 1;
    }
    this.matrix.factor();
  }

  /** accelerations of the centre of mass and the link angles without the rows */
  private applyForces(): void {
    const { axisX, axisZ, rate, model } = this.state;
    const { bodies, acceleration, forceX, forceZ, swingX, swingZ } = this;
    let totalX = 0;
    let totalZ = 0;
    for (let b = 0; b < LINK_COUNT; b++) {
      const { force, torque } = bodies[b] as LinkBody;
      forceX[b] = force.x;
      forceZ[b] = force.z;
      totalX += force.x;
      totalZ += force.z;
      acceleration[b + 2] = torque.y;
      const w = rate[b] as number;
      swingX[b] = w * w * (axisX[b] as number);
      swingZ[b] = w * w * (axisZ[b] as number);
    }
    for (let i = 0; i < LINK_COUNT; i++) {
      let x = 0;
      let z = 0;
      for (let k = 0; k < LINK_COUNT; k++) {
        // forces at the centres of mass, and the centripetal accelerations of the other links
        const lever = model.lever[k * LINK_COUNT + i] as number;
        const mass = model.coupling[i * LINK_COUNT + k] as number;
        x += lever * (forceX[k] as number) + mass * (swingX[k] as number);
        z += lever * (forceZ[k] as number) + mass * (swingZ[k] as number);
      }
      acceleration[i + 2] = (acceleration[i + 2] as number) + (axisZ[i] as number) * x - (axisX[i] as number) * z;
    }
    this.matrix.solve(acceleration, acceleration, 2);
    acceleration[0] = totalX / model.totalMass;
    acceleration[1] = totalZ / model.totalMass;
  }

  /** the row's Jacobian in the reduced coordinates, its response to a unit force, and its right-hand side */
  private reduceRow(index: number): void {
    const row = this.active[index] as AccelerationRow;
    const at = index * WIDTH;
    const { jacobian, response, acceleration, rows } = this;
    for (let k = 0; k < WIDTH; k++) jacobian[at + k] = 0;
    rows.right[index] = row.target;
    if (row.linkA >= 0) this.reduceSide(index, row.linkA, row.jacobianElementA);
    if (row.linkB >= 0) this.reduceSide(index, row.linkB, row.jacobianElementB);
    this.matrix.solve(jacobian, response, at + 2);
    const { totalMass } = this.state.model;
    response[at] = (jacobian[at] as number) / totalMass;
    response[at + 1] = (jacobian[at + 1] as number) / totalMass;
    let right = rows.right[index];
    for (let k = 0; k < WIDTH; k++) right -= (jacobian[at + k] as number) * (acceleration[k] as number);
    rows.right[index] = right;
    const pushed = row.pushedAt === this.moment || (row.pushedAt !== -this.moment && right > 0);
    rows.pushing[index] = pushed ? 1 : 0;
  }

  /** adds one body's part of a row, less the acceleration it has without any of the coordinates accelerating */
  private reduceSide(index: number, link: number, element: JacobianElement): void {
    const { jacobian } = this;
    const { axisX, axisZ, rate, model } = this.state;
    const at = index * WIDTH;
    const gx = element.spatial.x;
    const gz = element.spatial.z;
    jacobian[at + 2 + link] = (jacobian[at + 2 + link] as number) + element.rotational.y;
    if (gx === 0 && gz === 0) return;
    jacobian[at] = (jacobian[at] as number) + gx;
    jacobian[at + 1] = (jacobian[at + 1] as number) + gz;
    let drift = 0;
    for (let j = 0; j < LINK_COUNT; j++) {
      const lever = model.lever[link * LINK_COUNT + j] as number;
      const ax = axisX[j] as number;
      const az = axisZ[j] as number;
      const w = rate[j] as number;
      jacobian[at + 2 + j] = (jacobian[at + 2 + j] as number) + lever * (gx * az - gz * ax);
      drift += w * w * lever * (gx * ax + gz * az);
    }
    this.rows.right[index] = (this.rows.right[index] as number) + drift;
  }

  private assemble(): void {
    const { jacobian, response, count } = this;
    const system = this.rows.matrix;
    for (let i = 0; i < count; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? (this.active[i] as AccelerationRow).eps : 0;
        for (let k = 0; k < WIDTH; k++)
          sum += (jacobian[i * WIDTH + k] as number) * (response[j * WIDTH + k] as number);
        system[i * MAX_ROWS + j] = sum;
        system[j * MAX_ROWS + i] = sum;
      }
    }
  }

  private applyRows(): void {
    const { acceleration, response, count } = this;
    const { lambda, pushing } = this.rows;
    for (let i = 0; i < count; i++) {
      const row = this.active[i] as AccelerationRow;
      row.pushedAt = pushing[i] === 1 ? this.moment : -this.moment;
      if (pushing[i] === 0) continue;
      const force = lambda[i] as number;
      for (let k = 0; k < WIDTH; k++) {
        acceleration[k] = (acceleration[k] as number) + force * (response[i * WIDTH + k] as number);
      }
    }
  }

  /** from the system's centre of mass to the torso's reference point */
  private toReferencePoint(): void {
    const { acceleration } = this;
    const { axisX, axisZ, rate, model } = this.state;
    let x = acceleration[0] as number;
    let z = acceleration[1] as number;
    for (let j = 0; j < LINK_COUNT; j++) {
      const centre = model.centre[j] as number;
      const w = rate[j] as number;
      const turned = acceleration[j + 2] as number;
      const ax = axisX[j] as number;
      const az = axisZ[j] as number;
      x -= centre * (turned * az - w * w * ax);
      z += centre * (turned * ax + w * w * az);
    }
    acceleration[0] = x;
    acceleration[1] = z;
  }
}
