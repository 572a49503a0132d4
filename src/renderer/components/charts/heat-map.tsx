import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { JSX, PointerEvent } from "react";
import type { Coverage, CoverageAxis } from "../../../shared/dataset/dataset-statistics.ts";
import { formatCount, formatPercent } from "../format.ts";
import type { CoverageWindow } from "./crop-coverage.ts";
import { cropCoverage } from "./crop-coverage.ts";
import { ChartFrame, MARGIN } from "./chart-frame.tsx";
import classes from "./charts.module.css";
import { heatColor, parseHex } from "./heat-scale.ts";
import { niceTicks, tickText } from "./ticks.ts";

interface HeatMapProps {
  readonly coverage: Coverage;
  /** names of the axes for people */
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Width before it is measured; the greatest height. */
const UNMEASURED = 280;
const TALLEST = 330;

/** How often states of two dimensions were visited, on a logarithmic colour scale. The value under the pointer is named. */
export function HeatMap({ coverage, xLabel, yLabel }: HeatMapProps): JSX.Element {
  const scheme = useComputedColorScheme("dark");
  const shown = useMemo(() => cropCoverage(coverage), [coverage]);
  const { x, y, columns, rows, counts } = shown;
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured === 0 ? UNMEASURED : measured;
  const height = Math.min(TALLEST, Math.round(width * 0.86));
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const [under, setUnder] = useState<{ readonly column: number; readonly row: number } | null>(null);
  const greatest = Math.max(0, ...counts);
  const visited = coverage.counts.filter((count) => count > 0).length / Math.max(1, coverage.counts.length);

  const point = (event: PointerEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = rows - 1 - Math.floor(((event.clientY - box.top) / box.height) * rows);
    setUnder(column >= 0 && column < columns && row >= 0 && row < rows ? { column, row } : null);
  };
  return (
    <div ref={ref}>
      <div className={classes.heat}>
        <HeatCanvas
          key={scheme}
          shown={shown}
          greatest={greatest}
          style={{ left: MARGIN.left, top: MARGIN.top, width: inner.width, height: inner.height }}
          onPoint={point}
          onLeave={() => setUnder(null)}
        />
        <ChartFrame
          width={width}
          height={height}
          label={`${xLabel} and ${yLabel}: ${formatPercent(visited)} of the cells visited, at most ${formatCount(greatest)} steps in one`}
          x={axisOf(x, xLabel, inner.width / 60)}
          y={axisOf(y, yLabel, inner.height / 45)}
          grid={false}
        >
          {null}
        </ChartFrame>
      </div>
      <div className={classes.readout} aria-hidden="true">
        <span>
          {under === null
            ? `${formatPercent(visited)} of cells visited`
            : `${centre(x, under.column, columns)}, ${centre(y, under.row, rows)}: ${formatCount(counts[under.row * columns + under.column] ?? 0)} steps`}
        </span>
        <span className={classes.scale}>
          1 <i /> {formatCount(greatest)}
        </span>
      </div>
    </div>
  );
}

interface HeatCanvasProps {
  readonly shown: CoverageWindow;
  readonly greatest: number;
  readonly style: Readonly<Record<"left" | "top" | "width" | "height", number>>;
  readonly onPoint: (event: PointerEvent<HTMLCanvasElement>) => void;
  readonly onLeave: () => void;
}

/** One pixel per cell, stretched, in the colours it finds when it is made. */
function HeatCanvas({ shown, greatest, style, onPoint, onLeave }: HeatCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { columns, rows, counts } = shown;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d") ?? null;
    if (element === null || context === null) return;
    const style = getComputedStyle(element);
    const stops = [1, 2, 3, 4, 5].map((stop) => parseHex(style.getPropertyValue(`--pogo-heat-${stop}`)));
    const image = context.createImageData(columns, rows);
    counts.forEach((count, cell) => {
      if (count === 0) return;
      // The first row of counts is the lowest, the first of an image the highest.
      const at = 4 * ((rows - 1 - Math.floor(cell / columns)) * columns + (cell % columns));
      image.data.set([...heatColor(count, greatest, stops), 255], at);
    });
    context.putImageData(image, 0, 0);
  }, [columns, rows, counts, greatest]);
  return (
    <canvas
      ref={canvas}
      width={columns}
      height={rows}
      style={style}
      onPointerMove={onPoint}
      onPointerLeave={onLeave}
      aria-hidden="true"
    />
  );
}

function axisOf(
  { low, high, unit }: CoverageAxis,
  label: string,
  count: number,
): Parameters<typeof ChartFrame>[0]["x"] {
  return {
    low,
    high,
    ticks: niceTicks(low, high, Math.max(2, count)),
    text: tickText,
    title: unit === "" ? label : `${label} (${unit})`,
  };
}

function centre({ low, high, unit }: CoverageAxis, bin: number, bins: number): string {
  return `${(low + ((bin + 0.5) / bins) * (high - low)).toFixed(2)} ${unit}`;
}
