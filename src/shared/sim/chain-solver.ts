import { Solver } from "cannon-es";
import type { AccelerationRow } from "./acceleration-row.ts";
import type { ChainDynamics } from "./chain-dynamics.ts";
import type { ChainState } from "./chain-state.ts";
import type { Integrate } from "./integrators.ts";
import type { JointMotors } from "./joint-motors.ts";
import type { RowConstraint } from "./row-constraint.ts";

/** What the solver works on. */
export interface ChainSolverParts {
  readonly state: ChainState;
  readonly dynamics: ChainDynamics;
  readonly motors: JointMotors;
  /** all constraints but the hinges, which the dynamics hold in closed form */
  readonly constraints: readonly RowConstraint[];
  readonly integrate: Integrate;
  /** the six coordinates and their rates, which it advances; `state` stands at them when a step begins and when it ends */
  readonly qpos: Float64Array;
  readonly qvel: Float64Array;
}

/**
 * The world's solver. Cannon's gathers forces and asks once per step; from there the coordinates are integrated, and at
 * every state that the integrator looks at, the constraints are updated and solved anew. The bodies follow the coordinates
 * (LinkBody), so the hinges hold by construction.
 */
export class ChainSolver extends Solver {
  private readonly parts: ChainSolverParts;
  private first = false;

  constructor(parts: ChainSolverParts) {
    super();
    this.parts = parts;
  }

  /** the constraints are asked for their rows at every state instead */
  override addEquation(): void {}

  override solve(): number {
    const { state, integrate, qpos, qvel } = this.parts;
    this.first = true;
    integrate(this.accelerate, qpos, qvel);
    state.set(qpos, qvel);
    return 1;
  }

  private readonly accelerate = (q: Float64Array, v: Float64Array, out: Float64Array): void => {
    const { state, dynamics, motors, constraints } = this.parts;
    if (this.first) {
      this.first = false;
    } else {
      state.set(q, v);
      motors.replace();
    }
    dynamics.clearRows();
    for (let i = 0; i < constraints.length; i++) {
      const constraint = constraints[i] as RowConstraint;
      constraint.update();
      if (constraint.active) addRows(dynamics, constraint.rows);
    }
    dynamics.solve();
    toCoordinates(dynamics.acceleration, out);
  };
}

function addRows(dynamics: ChainDynamics, rows: readonly AccelerationRow[]): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as AccelerationRow;
    if (row.enabled) dynamics.addRow(row);
  }
}

/** Link pitches to joint angles (each joint is its parent's pitch minus its child's), of any derivative; may be in place. */
export function toCoordinates(links: Float64Array, out: Float64Array): void {
  const torso = links[2] as number;
  const thigh = links[3] as number;
  const leg = links[4] as number;
  const foot = links[5] as number;
  out[0] = links[0] as number;
  out[1] = links[1] as number;
  out[2] = torso;
  out[3] = torso - thigh;
  out[4] = thigh - leg;
  out[5] = leg - foot;
}
