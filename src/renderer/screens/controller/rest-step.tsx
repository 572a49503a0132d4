import { Alert, Button, Progress, Table, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import { applyProfile } from "../../../shared/control/pad-profile.ts";
import type { MappedPad, PadProfile } from "../../../shared/control/pad-profile.ts";
import { formatFigure } from "../../components/format.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import { createRestMeter, REST_SECONDS } from "../../input/rest-meter.ts";
import type { RestReport } from "../../input/rest-meter.ts";

interface RestStepProps {
  readonly monitor: PadMonitor;
  readonly profile: PadProfile;
  readonly report: RestReport | null;
  readonly onReport: (report: RestReport) => void;
}

const AXES = ["Left stick ↔", "Left stick ↕", "Right stick ↔", "Right stick ↕"];
/** ms until thumbs are off */
const LET_GO = 700;

/** Noise and drift of the sticks while nobody touches them, and the dead zone that swallows both. */
export function RestStep({ monitor, profile, report, onReport }: RestStepProps): JSX.Element {
  const [done, setDone] = useState<number | null>(null);
  const measuring = done !== null;
  useEffect(() => {
    if (!measuring) return undefined;
    const meter = createRestMeter();
    const mapped: MappedPad = { axes: new Float64Array(4), buttons: new Float64Array(17) };
    const start = performance.now() + LET_GO;
    const stop = monitor.onReading((raw, now) => {
      if (now < start) return;
      applyProfile(raw, profile, mapped);
      meter.add(mapped);
    });
    const timer = setInterval(() => {
      const share = (performance.now() - start) / (REST_SECONDS * 1000);
      if (share < 1) return setDone(Math.max(0, share));
      setDone(null);
      onReport(meter.report());
    }, 50);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [measuring, monitor, profile, onReport]);
  return (
    <>
      <Text size="sm" mb="md">
        Put the pad down, thumbs off. For {REST_SECONDS} seconds Pogo looks how still its sticks are, and proposes a
        dead zone.
      </Text>
      <Button
        variant={report === null ? "filled" : "default"}
        onClick={() => setDone(0)}
        disabled={measuring}
        data-next={report === null ? true : undefined}
      >
        {measuring ? "Hands off…" : report === null ? "Measure" : "Measure again"}
      </Button>
      {measuring && <Progress value={done * 100} mt="md" aria-label="Measuring" transitionDuration={60} />}
      {!measuring && report?.moved === true && (
        <Alert color="yellow" icon={<IconAlertTriangle size={18} />} mt="md" title="A stick was moved">
          Nothing was taken over. Put the pad down and measure again.
        </Alert>
      )}
      {!measuring && report !== null && !report.moved && (
        <>
          <Table mt="md" withRowBorders verticalSpacing={5} maw={520} aria-label="Sticks at rest">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Axis</Table.Th>
                <Table.Th ta="right">Rests at</Table.Th>
                <Table.Th ta="right">Noise ±</Table.Th>
                <Table.Th ta="right">Drift in {REST_SECONDS} s</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.axes.map(({ offset, noise, wander }, axis) => (
                <Table.Tr key={AXES[axis]}>
                  <Table.Td>{AXES[axis]}</Table.Td>
                  {[offset, noise, wander].map((value, index) => (
                    // The three figures of a row keep their places.
                    <Table.Td key={["offset", "noise", "wander"][index]} ta="right">
                      {formatFigure(value, 3)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {report.warnings.map((warning) => (
            <Alert key={warning} color="yellow" icon={<IconAlertTriangle size={18} />} mt="sm">
              {warning}
            </Alert>
          ))}
          <Text size="sm" mt="md">
            Dead zone <b>{report.deadZone.toFixed(2)}</b>: one and a half times the furthest reading (
            {Math.max(...report.radii).toFixed(3)}). You can change it under Feel.
          </Text>
        </>
      )}
    </>
  );
}
