import { Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import { HistogramChart } from "../../components/charts/histogram-chart.tsx";
import { Stat, Stats } from "../../components/stat.tsx";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { GAP_BINS } from "../../input/poll-meter.ts";
import type { PollReport } from "../../input/poll-meter.ts";

const REFRESH_MS = 500;
const figure = (value: number, digits: number): string => (value > 0 ? value.toFixed(digits) : "–");

/** How often the pad brings something new, and how evenly, as far as a page can know. */
export function PadTiming({
  monitor,
  looks = false,
}: {
  readonly monitor: PadMonitor;
  /** also how evenly the page looks */
  readonly looks?: boolean;
}): JSX.Element {
  const [report, setReport] = useState<PollReport>(() => monitor.meter.report());
  useEffect(() => {
    const timer = setInterval(() => setReport(monitor.meter.report()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [monitor]);
  const { pollRate, updateRate, gapP50, gapP99, gaps, polls } = report;
  const moved = updateRate > 0;
  return (
    <div data-testid="pad-timing" data-updates={updateRate.toFixed(1)} data-polls={pollRate.toFixed(1)}>
      <Stats>
        <Stat label="New readings" value={figure(updateRate, 0)} unit="per s" />
        <Stat label="Gap, median" value={figure(gapP50, 1)} unit="ms" />
        <Stat label="Gap, 99 %" value={figure(gapP99, 1)} unit="ms" />
        <Stat label="Pogo looks" value={figure(pollRate, 0)} unit="per s" />
      </Stats>
      {moved ? (
        <HistogramChart
          histogram={{ low: 0, high: GAP_BINS, counts: [...gaps] }}
          label="Gap between new readings"
          unit="ms"
          noun="readings"
          height={130}
        />
      ) : (
        <Text size="sm" py="lg" ta="center">
          Circle a stick: a pad at rest has nothing new to say.
        </Text>
      )}
      {looks && moved && (
        <HistogramChart
          histogram={{ low: 0, high: GAP_BINS, counts: [...polls] }}
          label="Gap between Pogo’s looks"
          unit="ms"
          noun="looks"
          height={110}
        />
      )}
      <Text size="xs" c="dimmed" mt={4}>
        Measured: the browser’s own time stamps of readings that differ, while something moves, and how often this page
        looks. Not measured: what the pad, its cable or its radio add before the browser sees them. Gaps of more than 32
        ms are in the last bar.
      </Text>
    </div>
  );
}
