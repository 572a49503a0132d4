import { Group, SegmentedControl, Table, Text, UnstyledButton, useComputedColorScheme } from "@mantine/core";
import { Suspense, lazy, useState } from "react";
import type { JSX } from "react";
import type { CurvePoint } from "../../../shared/ipc/jobs.ts";
import { formatCount, formatLoss } from "../../components/format.ts";
import classes from "./loss-chart.module.css";

/** The chart library comes with the first chart. */
const LossPlot = lazy(async () => ({ default: (await import("./loss-plot.tsx")).LossPlot }));

/** The loss over training, as a chart and, for those who cannot see it, as a table. */
export function LossChart({ points }: { readonly points: readonly CurvePoint[] }): JSX.Element {
  const [scale, setScale] = useState<"log" | "linear">("log");
  const colorScheme = useComputedColorScheme("dark");
  const [asTable, setAsTable] = useState(false);
  return (
    <div className={classes.chart}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="md">
          <Text size="xs" className={classes.key} data-series="training">
            Training loss
          </Text>
          <Text size="xs" className={classes.key} data-series="validation">
            Validation loss
          </Text>
        </Group>
        <Group gap="sm">
          <UnstyledButton className={classes.toggle} onClick={() => setAsTable((shown) => !shown)}>
            {asTable ? "Show the chart" : "Show as a table"}
          </UnstyledButton>
          <SegmentedControl
            size="xs"
            aria-label="Loss scale"
            value={scale}
            onChange={(value) => setScale(value === "log" ? "log" : "linear")}
            data={[
              { value: "log", label: "Log" },
              { value: "linear", label: "Linear" },
            ]}
          />
        </Group>
      </Group>
      <div className={classes.body}>
        {points.length === 0 && <div className={classes.none}>The curve begins with the first report.</div>}
        {points.length > 0 && asTable && <LossTable points={lastOfEpochs(points)} />}
        {points.length > 0 && !asTable && (
          <Suspense fallback={null}>
            <LossPlot key={`${scale} ${colorScheme}`} points={points} scale={scale} label={describe(points)} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

function LossTable({ points }: { readonly points: readonly CurvePoint[] }): JSX.Element {
  return (
    <div className={classes.table}>
      <Table stickyHeader verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Epoch</Table.Th>
            <Table.Th>Step</Table.Th>
            <Table.Th>Training loss</Table.Th>
            <Table.Th>Validation loss</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map((point) => (
            <Table.Tr key={point.step}>
              <Table.Td>{point.epoch}</Table.Td>
              <Table.Td>{formatCount(point.step)}</Table.Td>
              <Table.Td>{formatLoss(point.loss)}</Table.Td>
              <Table.Td>{point.validationLoss === null ? "–" : formatLoss(point.validationLoss)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** One row per epoch is what a table can hold. */
function lastOfEpochs(points: readonly CurvePoint[]): readonly CurvePoint[] {
  return points.filter((point, index) => points[index + 1]?.epoch !== point.epoch);
}

function describe(points: readonly CurvePoint[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return "No loss yet";
  return `Loss from ${formatLoss(first.loss)} to ${formatLoss(last.loss)} over ${formatCount(last.step)} steps`;
}
