import type { DatasetStatistics, DimensionStatistics, Histogram } from "../shared/dataset/dataset-statistics.ts";
import { formatDuration, formatNumber, formatTable } from "./format.ts";

/** Outliers that are listed for people. */
const MAX_OUTLIERS = 10;
/** Lags of the autocorrelation that are listed, in steps. */
const LAGS = [1, 2, 5, 10, 20, 50] as const;
const BARS = " ▁▂▃▄▅▆▇█";

/** Statistics as people read them in a terminal; `nameOf` gives an episode's name. */
export function describeStatistics(statistics: DatasetStatistics, nameOf: (id: string) => string): string {
  const { observation, action, reward, lengths, returns, outliers } = statistics;
  if (statistics.steps === 0) return "No episode is used: there is nothing to tell of.";
  const share = (value: number | null): string => (value === null ? "unknown" : `${(100 * value).toFixed(1)} %`);
  return [
    `${formatNumber(statistics.steps)} steps, ${formatDuration(statistics.seconds)} of simulated time`,
    formatTable(
      ["", "unit", "min", "q01", "q10", "median", "q90", "q99", "max", "mean", "std", "count"],
      [...observation, ...action, reward].map(dimensionRow),
    ),
    "",
    `lengths  ${sparkline(lengths)}  steps`,
    `returns  ${sparkline(returns)}`,
    "",
    formatTable(
      ["autocorrelation at", ...LAGS.map((lag) => `${lag}`)],
      action.map(({ name }, i) => [name, ...LAGS.map((lag) => (statistics.autocorrelation[i]?.[lag] ?? 0).toFixed(3))]),
    ),
    "",
    `torques at a limit: ${share(statistics.saturation)} · jerk: ${formatNumber(statistics.jerk)} · steps without input: ${share(statistics.idleShare)} · missed ticks: ${statistics.missedTicks ?? "unknown"}`,
    ...(outliers.length === 0 ? [] : ["", `${outliers.length} outliers (modified z-score above 3.5):`]),
    ...outliers
      .slice(0, MAX_OUTLIERS)
      .map(
        ({ id, figure, value, typical, score }) =>
          `  ${nameOf(id)}  ${id}  ${figure} ${formatNumber(value)}, typically ${formatNumber(typical)} (score ${score.toFixed(1)})`,
      ),
    ...(outliers.length > MAX_OUTLIERS ? [`  … and ${outliers.length - MAX_OUTLIERS} more (--json lists all)`] : []),
  ].join("\n");
}

function dimensionRow(dimension: DimensionStatistics): readonly string[] {
  const { name, unit, min, q01, q10, q50, q90, q99, max, mean, std, count } = dimension;
  return [name, unit, ...[min, q01, q10, q50, q90, q99, max, mean, std, count].map(formatNumber)];
}

function sparkline({ low, high, counts }: Histogram): string {
  const most = Math.max(1, ...counts);
  const bars = counts.map((count) => BARS[Math.ceil((count / most) * (BARS.length - 1))] ?? "");
  return `${formatNumber(low)} ${bars.join("")} ${formatNumber(high)}`;
}
