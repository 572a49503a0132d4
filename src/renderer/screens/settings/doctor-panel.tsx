import { Button, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import type { DoctorCheck } from "../../../shared/ipc/contract.ts";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Panel } from "../../components/panel.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import { LOADING, toRemote } from "../../state/remote.ts";
import type { Remote } from "../../state/remote.ts";
import classes from "./settings.module.css";

/** What works on this machine, what does not, and what to do about it. */
export function DoctorPanel(): JSX.Element {
  const bridge = useBridge();
  const [turn, setTurn] = useState(1);
  const [answer, setAnswer] = useState<{ readonly turn: number; readonly report: Remote<readonly DoctorCheck[]> }>();
  const report = answer?.turn === turn ? answer.report : LOADING;
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const result = await bridge.invoke("app/doctor", {});
      setAnswer({ turn, report: toRemote(result) });
    };
    void ask();
  }, [bridge, turn]);
  return (
    <Panel
      title="Doctor"
      aside={
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setTurn(turn + 1)}
          loading={report.status === "loading"}
        >
          Check again
        </Button>
      }
    >
      {report.status === "loading" && <LoadingLines lines={5} />}
      {report.status === "failed" && <FailureNote failure={report.failure} />}
      {report.status === "ready" && (
        <ul className={classes.checks}>
          {report.value.map((one) => (
            <li key={one.name} className={classes.check} data-ok={one.ok}>
              {one.ok ? (
                <IconCircleCheck size={18} aria-label="Works" />
              ) : (
                <IconAlertTriangle size={18} aria-label="Needs attention" />
              )}
              <div>
                <Text size="sm" fw={600}>
                  {one.name}
                </Text>
                <Text size="xs" c="dimmed">
                  {one.detail}
                </Text>
                {!one.ok && one.remedy !== "" && <Text size="xs">{one.remedy}</Text>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
