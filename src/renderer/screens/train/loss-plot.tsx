import { useEffect, useRef } from "react";
import type { JSX } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { CurvePoint } from "../../../shared/ipc/jobs.ts";
import { formatCount, formatLoss } from "../../components/format.ts";
import classes from "./loss-chart.module.css";

interface LossPlotProps {
  readonly points: readonly CurvePoint[];
  readonly scale: "log" | "linear";
  /** what the chart says, for screen readers */
  readonly label: string;
}

const FONT = "11px Inter, system-ui, sans-serif";

/** The chart itself, in the colours it finds when it is made: a new scale or colour scheme needs a new one. */
export function LossPlot({ points, scale, label }: LossPlotProps): JSX.Element {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const size = { width: element.clientWidth, height: element.clientHeight };
    const made = new uPlot({ ...optionsOf(element, scale), ...size }, dataOf([], scale), element);
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
  }, [scale]);

  useEffect(() => plot.current?.setData(dataOf(points, scale)), [points, scale]);

  return <div ref={holder} className={classes.plot} role="img" aria-label={label} />;
}

function optionsOf(element: HTMLElement, scale: "log" | "linear"): Omit<uPlot.Options, "width" | "height"> {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const grid = { stroke: color("--pogo-line"), width: 1 };
  const axis = { stroke: color("--mantine-color-dimmed"), font: FONT, grid, ticks: { ...grid, size: 4 } };
  return {
    legend: { show: false },
    padding: [8, 20, 0, 0],
    cursor: { points: { size: 7 }, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: scale === "log" ? { distr: 3, log: 10 } : {} },
    axes: [
      { ...axis, size: 28, space: 70, values: (_plot, ticks) => ticks.map(formatCount) },
      {
        ...axis,
        size: 50,
        space: 34,
        values: (_plot, ticks) => ticks.map((tick) => (tick === null ? "" : shortLoss(tick))),
      },
    ],
    series: [
      {},
      { stroke: color("--pogo-accent-text"), width: 1.8, points: { show: false } },
      {
        stroke: color("--pogo-second"),
        width: 1.8,
        spanGaps: true,
        points: { show: true, size: 5, fill: color("--pogo-second") },
      },
    ],
    hooks: { setCursor: [showValues] },
  };
}

/** Names the values under the cursor in the chart's title. */
function showValues(plot: uPlot): void {
  const index = plot.cursor.idx ?? -1;
  const step = plot.data[0][index];
  const loss = plot.data[1]?.[index] ?? null;
  plot.root.title = step === undefined || loss === null ? "" : `step ${formatCount(step)}: loss ${formatLoss(loss)}`;
}

function dataOf(points: readonly CurvePoint[], scale: "log" | "linear"): uPlot.AlignedData {
  const drawable = (value: number | null): number | null =>
    value === null || !Number.isFinite(value) || (scale === "log" && value <= 0) ? null : value;
  return [
    points.map((point) => point.step),
    points.map((point) => drawable(point.loss)),
    points.map((point) => drawable(point.validationLoss)),
  ];
}

function shortLoss(value: number): string {
  return value !== 0 && value < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(3)));
}
