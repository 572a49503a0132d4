import { Group, Loader, Text } from "@mantine/core";
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { JSX } from "react";
import type { ConnectedBridge } from "../../shared/ipc/bridge.ts";
import { useAppState } from "../state/app-state-context.tsx";
import classes from "./connection-banner.module.css";

/** Says that the host cannot be reached, over the content, and asks for everything again when it can. */
export function ConnectionBanner({
  bridge,
  silent,
}: {
  readonly bridge: ConnectedBridge;
  /** the screen says it itself */
  readonly silent: boolean;
}): JSX.Element | null {
  const status = useSyncExternalStore(bridge.onChange, bridge.status);
  const state = useAppState();
  const wasLost = useRef(false);
  useEffect(() => {
    if (status === "lost") wasLost.current = true;
    if (status !== "connected" || !wasLost.current) return;
    wasLost.current = false;
    void state.refresh();
  }, [status, state]);
  if (status !== "lost" || silent) return null;
  return (
    <Group className={classes.banner} role="alert" gap="sm" wrap="nowrap">
      <Loader size={14} color="currentColor" />
      <Text size="sm" fw={600}>
        Pogo's host does not answer; trying again…
      </Text>
    </Group>
  );
}
