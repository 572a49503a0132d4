import { memo } from "react";
import type { JSX } from "react";
import type { Trim } from "../../../../shared/dataset/curation.ts";
import type { EpisodeTrace } from "../../../../shared/dataset/dataset-statistics.ts";
import classes from "./sparkline.module.css";

/** Of the drawing; the table stretches it. */
const WIDTH = 128;
const HEIGHT = 30;

interface SparklineProps {
  readonly trace: EpisodeTrace | undefined;
  readonly trim: Trim | null;
  readonly steps: number;
}

/** Height and speed of an episode in a line of the table; what a trim cut off is dimmed. */
export const Sparkline = memo(function Sparkline({ trace, trim, steps }: SparklineProps): JSX.Element {
  const from = trim === null ? 0 : (trim.from / steps) * WIDTH;
  const to = trim === null ? WIDTH : (trim.to / steps) * WIDTH;
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {trace !== undefined && (
        <>
          <path d={pathOf(trace.speed)} className={classes.speed} />
          <path d={pathOf(trace.height)} className={classes.height} />
        </>
      )}
      {from > 0 && <rect className={classes.cut} width={from} height={HEIGHT} />}
      {to < WIDTH && <rect className={classes.cut} x={to} width={WIDTH - to} height={HEIGHT} />}
    </svg>
  );
});

/** Each line fills the height by itself: the shape tells episodes apart, the figures stand in the inspector. */
function pathOf(values: Float32Array): string {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? (HEIGHT - 5) / (high - low) : 0;
  const across = WIDTH / Math.max(1, values.length - 1);
  let path = "";
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    const y = HEIGHT - 2.5 - (value - low) * scale;
    path += `${path === "" ? "M" : "L"}${(index * across).toFixed(1)} ${y.toFixed(1)}`;
  });
  return path;
}
