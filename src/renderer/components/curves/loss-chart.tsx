import { Group, SegmentedControl, UnstyledButton, useComputedColorScheme } from "@mantine/core";
import { Suspense, lazy, useState } from "react";
import type { JSX } from "react";
import { formatCount, formatLoss } from "../format.ts";
import type { CurveKind, LossScale, RunCurve } from "./curve-data.ts";
import { CurveLegend } from "./curve-legend.tsx";
import classes from "./loss-chart.module.css";
import { LossTable } from "./loss-table.tsx";

/** The chart library comes with the first chart. */
const LossPlot = lazy(async () => ({ default: (await import("./loss-plot.tsx")).LossPlot }));

const KINDS: { value: CurveKind; label: string }[] = [
  { value: "both", label: "Both" },
  { value: "training", label: "Training" },
  { value: "held-out", label: "Held out" },
];
const SCALES: { value: LossScale; label: string }[] = [
  { value: "log", label: "Log" },
  { value: "linear", label: "Linear" },
];

/** The losses of one or more runs over training, as a chart and, for those who cannot see it, as a table. */
export function LossChart({ curves }: { readonly curves: readonly RunCurve[] }): JSX.Element {
  const [scale, setScale] = useState<LossScale>("log");
  const [kind, setKind] = useState<CurveKind>("both");
  const [step, setStep] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const colorScheme = useComputedColorScheme("dark");
  const drawn = curves.filter(({ points }) => points.length > 0);
  return (
    <div className={classes.chart}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <UnstyledButton className={classes.toggle} onClick={() => setAsTable((shown) => !shown)}>
          {asTable ? "Show the chart" : "Show as a table"}
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap">
          <SegmentedControl size="xs" aria-label="Losses" data={KINDS} value={kind} onChange={setKind} />
          <SegmentedControl size="xs" aria-label="Loss scale" data={SCALES} value={scale} onChange={setScale} />
        </Group>
      </Group>
      <div className={classes.body}>
        {drawn.length === 0 && <div className={classes.none}>The curve begins with the first report.</div>}
        {drawn.length > 0 && asTable && <LossTable curves={drawn} />}
        {drawn.length > 0 && !asTable && (
          <Suspense fallback={null}>
            <LossPlot
              key={colorScheme}
              curves={drawn}
              kind={kind}
              scale={scale}
              label={drawn.map(describe).join("; ")}
              onHover={setStep}
            />
          </Suspense>
        )}
      </div>
      {drawn.length > 0 && <CurveLegend curves={drawn} step={asTable ? null : step} />}
    </div>
  );
}

function describe({ name, points }: RunCurve): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return `${name}: no loss yet`;
  return `${name}: loss from ${formatLoss(first.loss)} to ${formatLoss(last.loss)} over ${formatCount(last.step)} steps`;
}
