import type { JSX } from "react";
import { ACTION, STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { DatasetStatistics } from "../../../../shared/dataset/dataset-statistics.ts";
import type { EpisodeSummary } from "../../../../shared/dataset/episode.ts";
import { HeatMap } from "../../../components/charts/heat-map.tsx";
import { HistogramChart } from "../../../components/charts/histogram-chart.tsx";
import { LinesChart } from "../../../components/charts/lines-chart.tsx";
import { formatCount, formatPercent, formatReturn, formatSeconds } from "../../../components/format.ts";
import { Panel } from "../../../components/panel.tsx";
import { Stat, Stats } from "../../../components/stat.tsx";
import { labelOf } from "./dimension-label.ts";
import { DimensionTable } from "./dimension-table.tsx";
import { OutlierList } from "./outlier-list.tsx";
import classes from "./statistics-view.module.css";

interface StatisticsPanelsProps {
  readonly figures: DatasetStatistics;
  readonly episodes: readonly EpisodeSummary[];
  readonly onShow: (episode: string) => void;
}

const COLORS = ["var(--pogo-accent-text)", "var(--pogo-second)", "var(--pogo-shell)"];

/** Everything that was counted: totals, distributions, coverage, dimensions, outliers. */
export function StatisticsPanels({ figures, episodes, onShow }: StatisticsPanelsProps): JSX.Element {
  const lowest = Math.min(0, ...figures.autocorrelation.flat());
  const mean = figures.figures.reduce((sum, one) => sum + one.return, 0) / Math.max(1, figures.figures.length);
  return (
    <div className={classes.panels}>
      <Panel className={classes.all}>
        <Stats>
          <Stat label="Episodes used" value={formatCount(figures.episodes)} />
          <Stat label="Steps" value={formatCount(figures.steps)} />
          <Stat label="Simulated" value={formatSeconds(figures.seconds)} />
          <Stat label="Mean return" value={formatReturn(mean)} />
          <Stat
            label="Idle input"
            title="Share of steps without input from the operator"
            value={figures.idleShare === null ? "–" : formatPercent(figures.idleShare)}
          />
          <Stat label="Saturation" title="Share of torques at a limit" value={formatPercent(figures.saturation)} />
          <Stat
            label="Jerk"
            title="Root mean square of the actions' second difference, per step"
            value={figures.jerk.toFixed(3)}
          />
          <Stat label="Missed ticks" value={figures.missedTicks === null ? "–" : formatCount(figures.missedTicks)} />
        </Stats>
      </Panel>
      <Panel title="Lengths" className={classes.third}>
        <HistogramChart histogram={inSeconds(figures.lengths)} label="Length" unit="s" noun="episodes" />
      </Panel>
      <Panel title="Returns" className={classes.third}>
        <HistogramChart histogram={figures.returns} label="Return" unit="" noun="episodes" />
      </Panel>
      <Panel title="Autocorrelation of the actions" className={classes.third}>
        <LinesChart
          lines={figures.autocorrelation.map((values, index) => ({
            name: (ACTION[index]?.label ?? "").replace(" torque", ""),
            color: COLORS[index] ?? "currentColor",
            values,
          }))}
          label={`Autocorrelation of the torques at lags up to ${Math.max(0, (figures.autocorrelation[0]?.length ?? 1) - 1)} steps`}
          xTitle="Lag (steps of 8 ms)"
          yTitle="correlation"
          low={Math.floor(lowest * 5) / 5}
          high={1}
          height={132}
        />
      </Panel>
      {figures.coverage.map((coverage) => (
        <Panel
          key={`${coverage.x.name} ${coverage.y.name}`}
          title={`${labelOf(coverage.x.name)} × ${labelOf(coverage.y.name).toLowerCase()}`}
          className={classes.third}
        >
          <HeatMap coverage={coverage} xLabel={labelOf(coverage.x.name)} yLabel={labelOf(coverage.y.name)} />
        </Panel>
      ))}
      <Panel title="Dimensions" className={classes.most}>
        <DimensionTable figures={figures} />
      </Panel>
      <Panel title="Outliers" className={classes.third}>
        <OutlierList outliers={figures.outliers} episodes={episodes} onShow={onShow} />
      </Panel>
    </div>
  );
}

function inSeconds(histogram: DatasetStatistics["lengths"]): DatasetStatistics["lengths"] {
  return { ...histogram, low: histogram.low * STEP_SECONDS, high: histogram.high * STEP_SECONDS };
}
