import type { JSX } from "react";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, useSettings } from "../../state/app-state-context.tsx";
import { AboutPanel } from "./about-panel.tsx";
import { ControllerPanel } from "./controller-panel.tsx";
import { DoctorPanel } from "./doctor-panel.tsx";
import { SettingsForm } from "./settings-form.tsx";
import classes from "./settings.module.css";

/** What the person chose, what the machine can do, and which Pogo this is. */
export function SettingsScreen(): JSX.Element {
  const current = useSettings((state) => state.current);
  const { settings } = useAppState();
  return (
    <Page title="Settings" subtitle="Kept on this machine, the same for the window and the browser">
      <div className={classes.columns}>
        <div className={classes.column}>
          {current.status === "loading" && <LoadingLines />}
          {current.status === "failed" && (
            <FailureNote failure={current.failure} onRetry={() => void settings.getState().refresh()} />
          )}
          {current.status === "ready" && <SettingsForm settings={current.value} />}
        </div>
        <div className={classes.column}>
          {current.status === "ready" && <ControllerPanel settings={current.value} />}
          <DoctorPanel />
          <AboutPanel />
        </div>
      </div>
    </Page>
  );
}
