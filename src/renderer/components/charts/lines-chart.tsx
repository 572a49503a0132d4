import { useElementSize } from "@mantine/hooks";
import type { JSX } from "react";
import { ChartFrame, MARGIN } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import { niceTicks, tickText } from "./ticks.ts";

export interface ChartLine {
  readonly name: string;
  readonly color: string;
  /** over 0, 1, 2 … along x */
  readonly values: readonly number[];
}

interface LinesChartProps {
  readonly lines: readonly ChartLine[];
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly low: number;
  readonly high: number;
  readonly height?: number;
}

/** Width before it is measured. */
const UNMEASURED = 300;

/** Lines over whole numbers, with a legend. */
export function LinesChart(props: LinesChartProps): JSX.Element {
  const { lines, low, high, height = 150 } = props;
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured === 0 ? UNMEASURED : measured;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const last = Math.max(1, ...lines.map(({ values }) => values.length - 1));
  return (
    <div ref={ref}>
      <ul className={classes.legend}>
        {lines.map(({ name, color }) => (
          <li key={name}>
            <i style={{ background: color }} />
            {name}
          </li>
        ))}
      </ul>
      <ChartFrame
        width={width}
        height={height}
        label={props.label}
        x={{
          low: 0,
          high: last,
          ticks: niceTicks(0, last, Math.max(2, inner.width / 60)),
          text: tickText,
          title: props.xTitle,
        }}
        y={{ low, high, ticks: niceTicks(low, high, 4), text: tickText, title: props.yTitle }}
      >
        {lines.map(({ name, color, values }) => (
          <path key={name} className={classes.line} stroke={color} d={pathOf(values)} />
        ))}
      </ChartFrame>
    </div>
  );

  function pathOf(values: readonly number[]): string {
    return values
      .map((value, index) => {
        const x = (index / last) * inner.width;
        const y = inner.height * (1 - (value - low) / (high - low));
        return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join("");
  }
}
