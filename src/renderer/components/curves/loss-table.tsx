import { Table } from "@mantine/core";
import type { JSX } from "react";
import type { CurvePoint } from "../../../shared/ipc/jobs.ts";
import { formatCount, formatLoss } from "../format.ts";
import type { RunCurve } from "./curve-data.ts";
import classes from "./loss-chart.module.css";

/** The losses at the end of each epoch, run by run. */
export function LossTable({ curves }: { readonly curves: readonly RunCurve[] }): JSX.Element {
  return (
    <div className={classes.table}>
      <Table stickyHeader verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Run</Table.Th>
            <Table.Th>Epoch</Table.Th>
            <Table.Th>Step</Table.Th>
            <Table.Th>Training loss</Table.Th>
            <Table.Th>Held-out loss</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {curves.map(({ id, name, points }) =>
            lastOfEpochs(points).map((point) => (
              <Table.Tr key={`${id} ${point.step}`}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{point.epoch}</Table.Td>
                <Table.Td>{formatCount(point.step)}</Table.Td>
                <Table.Td>{formatLoss(point.loss)}</Table.Td>
                <Table.Td>{point.validationLoss === null ? "–" : formatLoss(point.validationLoss)}</Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** One row per epoch is what a table can hold. */
function lastOfEpochs(points: readonly CurvePoint[]): readonly CurvePoint[] {
  return points.filter((point, index) => points[index + 1]?.epoch !== point.epoch);
}
