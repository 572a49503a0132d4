import type { JSX } from "react";
import { FailureNote } from "../../components/failure-note.tsx";
import { LoadingLines } from "../../components/loading-lines.tsx";
import { Page } from "../../components/page.tsx";
import { useAppState, useSettings } from "../../state/app-state-context.tsx";
import { ControllerWizard } from "./controller-wizard.tsx";

/** Setting up a pad: opened from Settings, or from Drive, where it leads back to. */
export function ControllerScreen({
  from,
  measure = null,
}: {
  readonly from: "settings" | "drive";
  /** id of the pad whose sticks are measured first */
  readonly measure?: string | null;
}): JSX.Element {
  const current = useSettings((state) => state.current);
  const { settings } = useAppState();
  if (current.status === "ready") return <ControllerWizard settings={current.value} from={from} measure={measure} />;
  return (
    <Page title="Set up a controller">
      {current.status === "loading" && <LoadingLines />}
      {current.status === "failed" && (
        <FailureNote failure={current.failure} onRetry={() => void settings.getState().refresh()} />
      )}
    </Page>
  );
}
