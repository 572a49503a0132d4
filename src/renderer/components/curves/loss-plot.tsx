import { useEffect, useRef } from "react";
import type { JSX } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatCount } from "../format.ts";
import { joinCurves } from "./curve-data.ts";
import type { CurveKind, LossScale, RunCurve } from "./curve-data.ts";
import classes from "./loss-chart.module.css";

interface LossPlotProps {
  readonly curves: readonly RunCurve[];
  readonly kind: CurveKind;
  readonly scale: LossScale;
  /** what the chart says, for screen readers */
  readonly label: string;
  /** the step under the cursor; null when it has left */
  readonly onHover: (step: number | null) => void;
}

const FONT = "11px Inter, system-ui, sans-serif";

/** The chart itself, with the runs and colours it is made with: others need a new one. */
export function LossPlot({ curves, kind, scale, label, onHover }: LossPlotProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const colors = curves.map(({ color }) => color).join(" ");

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const series = colors.split(" ").flatMap(seriesOf);
    const hover = (shown: uPlot): void => onHover(shown.data[0][shown.cursor.idx ?? -1] ?? null);
    const options = { ...frameOf(element, scale), ...size, series: [{}, ...series], hooks: { setCursor: [hover] } };
    const made = new uPlot(options, [[], ...series.map(() => [])], element);
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [scale, colors, onHover]);

  useEffect(() => {
    const [steps, ...columns] = joinCurves(curves, kind, scale);
    plot.current?.setData([[...steps], ...columns.map((column) => [...column])]);
  }, [curves, kind, scale]);

  return <div ref={holder} className={classes.plot} role="img" aria-label={label} />;
}

/** A run's training loss as a line, its held-out loss as a dashed one with points. */
function seriesOf(color: string): uPlot.Series[] {
  return [
    { stroke: color, width: 1.6, spanGaps: true, points: { show: false } },
    { stroke: color, width: 1.6, dash: [5, 4], spanGaps: true, points: { show: true, size: 5, fill: color } },
  ];
}

function frameOf(element: HTMLElement, scale: LossScale): Omit<uPlot.Options, "width" | "height" | "series" | "hooks"> {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const grid = { stroke: color("--pogo-line"), width: 1 };
  const axis = { stroke: color("--mantine-color-dimmed"), font: FONT, grid, ticks: { ...grid, size: 4 } };
  return {
    legend: { show: false },
    padding: [8, 20, 0, 0],
    cursor: { points: { size: 6 }, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: scale === "log" ? { distr: 3, log: 10 } : {} },
    axes: [
      { ...axis, size: 28, space: 70, values: (_plot, ticks) => ticks.map(formatCount) },
      {
        ...axis,
        grid: { ...grid, ...(scale === "log" ? { filter: keepRound } : {}) },
        ticks: { ...grid, size: 4, ...(scale === "log" ? { filter: keepRound } : {}) },
        ...(scale === "log" ? { filter: keepRound } : {}),
        size: 50,
        space: 26,
        values: (_plot, ticks) => ticks.map((tick) => (tick === null ? "" : shortLoss(tick))),
      },
    ],
  };
}

/** Powers of ten; over less than two of them also their double and fivefold. */
function keepRound(_plot: uPlot, splits: readonly number[]): (number | null)[] {
  const drawn = splits.filter((split) => split > 0);
  const decades = Math.log10((drawn.at(-1) ?? 1) / (drawn[0] ?? 1));
  const kept = decades < 2 ? ["1", "2", "5"] : ["1"];
  return splits.map((split) => (kept.includes(split.toExponential(0).charAt(0)) ? split : null));
}

function shortLoss(value: number): string {
  return value !== 0 && value < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(3)));
}
