import { useElementSize } from "@mantine/hooks";
import type { JSX } from "react";
import type { Histogram } from "../../../shared/dataset/dataset-statistics.ts";
import { formatCount } from "../format.ts";
import { ChartFrame, MARGIN } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import { niceTicks, tickText } from "./ticks.ts";

interface HistogramChartProps {
  readonly histogram: Histogram;
  /** what lies along x, and its unit; empty where it has none */
  readonly label: string;
  readonly unit: string;
  /** what is counted, in the plural */
  readonly noun: string;
  readonly height?: number;
}

/** Width before it is measured. */
const UNMEASURED = 300;

/** Counts in equal bins as bars. */
export function HistogramChart({ histogram, label, unit, noun, height = 150 }: HistogramChartProps): JSX.Element {
  const { low, high, counts } = histogram;
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured === 0 ? UNMEASURED : measured;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const most = Math.max(1, ...counts);
  const bin = (high - low) / Math.max(1, counts.length);
  const bars = counts.map((count, index) => ({ count, from: low + index * bin }));
  const bar = inner.width / Math.max(1, counts.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const digits = bin >= 1 ? 0 : 2;
  const textOf = (value: number): string => value.toFixed(digits);
  return (
    <div ref={ref}>
      <ChartFrame
        width={width}
        height={height}
        label={`${label}: ${formatCount(total)} ${noun} from ${textOf(low)} to ${textOf(high)} ${unit}`}
        x={{
          low,
          high,
          ticks: niceTicks(low, high, Math.max(2, inner.width / 70)),
          text: tickText,
          title: unit === "" ? label : `${label} (${unit})`,
        }}
        y={{ low: 0, high: most, ticks: niceTicks(0, most, 3).filter(Number.isInteger), text: tickText, title: noun }}
      >
        {bars.map(({ count, from }, index) => (
          <rect
            key={from}
            className={classes.bar}
            x={index * bar + 0.5}
            y={inner.height * (1 - count / most)}
            width={Math.max(1, bar - 1)}
            height={(inner.height * count) / most}
          >
            <title>{`${textOf(from)} to ${textOf(from + bin)} ${unit}: ${formatCount(count)} ${noun}`}</title>
          </rect>
        ))}
      </ChartFrame>
    </div>
  );
}
