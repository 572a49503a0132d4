import { memo } from "react";
import type { JSX } from "react";
import { shareOfWay } from "../../../../shared/base/math.ts";
import classes from "./trace-curve.module.css";

/** m and rad: the lowest and highest of the picture; the pitch's are where an episode ends */
const HEIGHT_RANGE = [0.7, 1.6] as const;
const PITCH_RANGE = [-0.2, 0.2] as const;
const TALL = 100;

/** A path through the finite values, in a box of values.length − 1 by TALL. */
export function pathOf(values: ArrayLike<number>, [low, high]: readonly [number, number]): string {
  let path = "";
  let pen = false;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      pen = false;
      continue;
    }
    const y = TALL * (1 - shareOfWay(value, low, high));
    path += `${pen ? "L" : "M"}${i} ${y.toFixed(1)}`;
    pen = true;
  }
  return path;
}

/** Height and pitch of the kept steps, behind the timeline. */
export const TraceCurve = memo(function TraceCurve({
  height,
  pitch,
}: {
  readonly height: Float32Array;
  readonly pitch: Float32Array;
}): JSX.Element {
  return (
    <svg
      className={classes.curve}
      viewBox={`0 -4 ${Math.max(1, height.length - 1)} ${TALL + 8}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line x1="0" x2="100%" y1={TALL / 2} y2={TALL / 2} className={classes.zero} />
      <path d={pathOf(pitch, PITCH_RANGE)} className={classes.pitch} />
      <path d={pathOf(height, HEIGHT_RANGE)} className={classes.height} />
    </svg>
  );
});
