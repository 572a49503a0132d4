import type { JSX, ReactNode } from "react";
import classes from "./charts.module.css";

/** One side of a chart: its range, the values to mark, and what it shows with its unit. */
export interface ChartAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  readonly text: (tick: number) => string;
  readonly title: string;
}

interface ChartFrameProps {
  readonly width: number;
  readonly height: number;
  /** what the chart says, for screen readers */
  readonly label: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** lines across the plot; they would disturb a filled one */
  readonly grid?: boolean;
  /** drawn with the origin at the plot's top left corner */
  readonly children: ReactNode;
}

/** Room around the plot for ticks and titles; px */
export const MARGIN = { top: 8, right: 12, bottom: 36, left: 46 } as const;

/** Axes with ticks, grid lines and titles around a plot. */
export function ChartFrame({ width, height, label, x, y, grid = true, children }: ChartFrameProps): JSX.Element {
  const inner = {
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: Math.max(1, height - MARGIN.top - MARGIN.bottom),
  };
  const across = (value: number): number => ((value - x.low) / (x.high - x.low || 1)) * inner.width;
  const down = (value: number): number => inner.height - ((value - y.low) / (y.high - y.low || 1)) * inner.height;
  return (
    <svg className={classes.chart} width={width} height={height} role="img" aria-label={label}>
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {y.ticks.map((tick) => (
          <g key={tick} transform={`translate(0 ${down(tick).toFixed(1)})`}>
            <line className={classes.grid} x1={-4} x2={grid ? inner.width : 0} />
            <text className={classes.tick} x={-7} dy="0.32em" textAnchor="end">
              {y.text(tick)}
            </text>
          </g>
        ))}
        {children}
        <line className={classes.axis} y1={inner.height} y2={inner.height} x2={inner.width} />
        {x.ticks.map((tick) => (
          <g key={tick} transform={`translate(${across(tick).toFixed(1)} ${inner.height})`}>
            <line className={classes.axis} y2={4} />
            <text className={classes.tick} y={8} dy="0.71em" textAnchor="middle">
              {x.text(tick)}
            </text>
          </g>
        ))}
        <text className={classes.title} x={inner.width / 2} y={inner.height + 33} textAnchor="middle">
          {x.title}
        </text>
        <text
          className={classes.title}
          transform={`translate(-37 ${inner.height / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {y.title}
        </text>
      </g>
    </svg>
  );
}
