import { Group } from "@mantine/core";
import { useSyncExternalStore } from "react";
import type { JSX } from "react";
import type { ConnectedBridge, ConnectionState } from "../../shared/ipc/bridge.ts";
import { formatPlural } from "../components/format.ts";
import { useDatasets, usePolicies } from "../state/app-state-context.tsx";
import { valueOr } from "../state/remote.ts";
import type { PadLabels } from "../input/pad-labels.ts";
import { JobTray } from "./job-tray.tsx";
import { PadHints } from "./pad-hints.tsx";
import classes from "./status-bar.module.css";

const STATUS_TEXT: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting",
  connected: "Ready",
  lost: "No connection",
};

/** The line at the foot of every screen: the host, what it holds, the jobs. */
export function StatusBar({
  bridge,
  pad,
}: {
  readonly bridge: ConnectedBridge;
  /** of the pad that moves over the screen; null: none does */
  readonly pad: PadLabels | null;
}): JSX.Element {
  const status = useSyncExternalStore(bridge.onChange, bridge.status);
  const datasets = useDatasets((state) => state.list);
  const policies = usePolicies((state) => state.list);
  const episodes = valueOr(datasets, []).reduce((sum, dataset) => sum + dataset.episodes, 0);
  return (
    <div className={classes.bar}>
      <Group gap="lg" wrap="nowrap">
        <span className={classes.status} data-status={status}>
          {STATUS_TEXT[status]}
        </span>
        {datasets.status === "ready" && policies.status === "ready" && (
          <span>
            {formatPlural(episodes, "episode")} · {formatPlural(policies.value.length, "policy", "policies")}
          </span>
        )}
      </Group>
      {pad !== null && <PadHints labels={pad} />}
      <JobTray />
    </div>
  );
}
