import { Button, Code, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { JSX } from "react";
import type { AppInfo } from "../../../shared/ipc/contract.ts";
import { LogoMark } from "../../components/logo-mark.tsx";
import { notifyFailure } from "../../components/notify-failure.ts";
import { Panel } from "../../components/panel.tsx";
import { useAppState } from "../../state/app-state-context.tsx";
import { useBridge } from "../../state/bridge-context.tsx";
import classes from "./settings.module.css";

const FACES: Readonly<Record<AppInfo["face"], string>> = { electron: "in its own window", browser: "in the browser" };

/** Which Pogo this is, and where it keeps what was recorded. */
export function AboutPanel(): JSX.Element {
  const bridge = useBridge();
  const { settings } = useAppState();
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const result = await bridge.invoke("app/info", {});
      if (result.ok) setInfo(result.value);
      else notifyFailure(result.failure);
    };
    void ask();
  }, [bridge]);
  return (
    <Panel
      title="About"
      aside={
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => void settings.getState().change({ seenWelcome: false, seenDriveGuide: false })}
        >
          Show the welcome
        </Button>
      }
    >
      <div className={classes.about}>
        <LogoMark size={40} />
        <div>
          <Text fw={650}>Pogo {info?.version ?? ""}</Text>
          <Text size="xs" c="dimmed">
            {info === null ? "…" : `Running ${FACES[info.face]} on ${info.platform}. Everything stays on this machine.`}
          </Text>
        </div>
      </div>
      <Text size="sm" fw={600} mt="md">
        Data folder
      </Text>
      <Text size="xs" c="dimmed">
        Holds datasets and policies; copy it to back them up. Start Pogo with POGO_HOME set to use another one.
      </Text>
      <Code className={classes.path}>{info?.home ?? "…"}</Code>
    </Panel>
  );
}
