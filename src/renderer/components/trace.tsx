import type { JSX } from "react";
import classes from "./trace.module.css";

interface TraceProps {
  readonly label: string;
  readonly unit: string;
  readonly values: ArrayLike<number>;
  readonly color: string;
  /** digits after the point in the range */
  readonly digits?: number;
}

/** Points drawn at most: more cannot be told apart at the width of a panel. */
const MAX_POINTS = 600;
const WIDTH = 600;
const HEIGHT = 100;

/** One quantity over an episode, as a line with its range beside it. */
export function Trace({ label, unit, values, color, digits = 2 }: TraceProps): JSX.Element {
  const [low, high] = rangeOf(values);
  const text = `${label} from ${low.toFixed(digits)} to ${high.toFixed(digits)} ${unit}`;
  return (
    <figure className={classes.trace}>
      <figcaption className={classes.caption}>
        {label} <span>{unit}</span>
      </figcaption>
      <div className={classes.plot}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={text}>
          <path
            d={pathOf(values, low, high)}
            fill="none"
            stroke={color}
            strokeWidth={1.6}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <div className={classes.range} aria-hidden="true">
          <span>{high.toFixed(digits)}</span>
          <span>{low.toFixed(digits)}</span>
        </div>
      </div>
    </figure>
  );
}

function rangeOf(values: ArrayLike<number>): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? [0, 0] : [low, high];
}

function pathOf(values: ArrayLike<number>, low: number, high: number): string {
  const stride = Math.max(1, Math.ceil(values.length / MAX_POINTS));
  const scale = high > low ? (HEIGHT - 4) / (high - low) : 0;
  const across = WIDTH / Math.max(1, values.length - 1);
  let path = "";
  for (let i = 0; i < values.length; i += stride) {
    const x = (i * across).toFixed(1);
    const y = (HEIGHT - 2 - ((values[i] ?? low) - low) * scale).toFixed(1);
    path += `${i === 0 ? "M" : "L"}${x} ${y}`;
  }
  return path;
}
