import { Constraint } from "cannon-es";
import type { Body } from "cannon-es";
import type { AccelerationRow } from "./acceleration-row.ts";

/** A constraint made of acceleration rows, which switches them on and off by itself. */
export abstract class RowConstraint extends Constraint {
  readonly rows: readonly AccelerationRow[];
  /** some row is enabled; kept by `update` */
  active = false;

  constructor(bodyA: Body, bodyB: Body, rows: readonly AccelerationRow[]) {
    super(bodyA, bodyB);
    this.rows = rows;
    this.equations.push(...rows);
  }

  /** Fills and enables the rows for the chain's present state. */
  abstract override update(): void;
}
