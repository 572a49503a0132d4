import type { JSX } from "react";
import { formatFigure } from "../../../components/format.ts";
import classes from "./lean-arc.module.css";

/** degrees of lean at the ends of the arc */
const MOST = 14;
/** degrees on the arc per degree of lean: a fall is only eleven away */
const SPREAD = 4.6;
const RADIUS = 62;

const at = (lean: number, radius: number): readonly [number, number] => {
  const angle = (Math.max(-MOST, Math.min(MOST, lean)) * SPREAD * Math.PI) / 180;
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
};

function arc(from: number, to: number): string {
  const [[x0, y0], [x1, y1]] = [at(from, RADIUS), at(to, RADIUS)];
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}A${RADIUS} ${RADIUS} 0 0 ${from < to ? 1 : 0} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
}

/** The torso's lean as a needle between the limits that end the episode; what lies between is free. */
export function LeanArc({
  lean,
  limit,
  state,
}: {
  /** degrees, forward positive; NaN where it is not known */
  readonly lean: number;
  /** degrees */
  readonly limit: number;
  readonly state: "good" | "warm" | "bad";
}): JSX.Element {
  const known = !Number.isNaN(lean);
  const [x, y] = at(known ? lean : 0, RADIUS + 5);
  return (
    <div className={classes.lean} data-state={state}>
      <span className={classes.label}>Lean</span>
      <span className={classes.note}>falls beyond {limit.toFixed(1)}°</span>
      <div
        className={classes.dial}
        role="meter"
        aria-label="Lean"
        aria-valuenow={known ? Number(lean.toFixed(1)) : 0}
        aria-valuemin={-MOST}
        aria-valuemax={MOST}
        aria-valuetext={known ? `${formatFigure(lean, 1)}°` : "not known yet"}
      >
        <svg viewBox="-64 -70 128 52" aria-hidden="true">
          <path className={classes.free} d={arc(-limit, limit)} />
          <path className={classes.over} d={arc(-MOST, -limit)} />
          <path className={classes.over} d={arc(limit, MOST)} />
          {known && <path className={classes.way} d={arc(0, lean)} />}
          {known && <line className={classes.needle} x1={x * 0.62} y1={y * 0.62} x2={x} y2={y} />}
        </svg>
        <span className={classes.value}>
          {formatFigure(lean, 1)}
          <small>°</small>
        </span>
      </div>
    </div>
  );
}
