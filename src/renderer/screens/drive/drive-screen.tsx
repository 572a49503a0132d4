import { VisuallyHidden } from "@mantine/core";
import { useCallback, useEffect, useRef } from "react";
import type { JSX } from "react";
import { useStore } from "zustand";
import type { Settings } from "../../../shared/ipc/settings.ts";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { buttonGlyph, padFamily } from "../../input/glyphs.ts";
import type { Viewer } from "../../viewer/create-viewer.ts";
import { CentreStage } from "./centre-stage.tsx";
import { DatasetPicker } from "./dataset-picker.tsx";
import { DriveHint } from "./drive-hint.tsx";
import { DriveTools } from "./drive-tools.tsx";
import { Gauges } from "./gauges.tsx";
import { HelpOverlay } from "./help-overlay.tsx";
import hud from "./hud.module.css";
import { RecorderBar } from "./recorder-bar.tsx";
import { RecordingStatus } from "./recording-status.tsx";
import { SceneCanvas } from "./scene-canvas.tsx";
import { StickGhost } from "./stick-ghost.tsx";
import { TickHealth } from "./tick-health.tsx";
import { useDriveSession } from "./use-drive-session.ts";

/** Driving and recording: the scene fills the screen, the instruments lie over it. */
export function DriveScreen(): JSX.Element {
  const viewer = useRef<Viewer | null>(null);
  const onViewer = useCallback((next: Viewer | null) => {
    viewer.current = next;
  }, []);
  const resetCamera = useCallback(() => viewer.current?.resetCamera(), []);
  const { session, settings, dataset } = useDriveSession(resetCamera);
  useEffect(() => {
    document.title = "Drive · Pogo";
  }, []);
  return (
    <div className={hud.screen}>
      <VisuallyHidden component="h1">Drive</VisuallyHidden>
      <SceneCanvas
        poses={session?.poses ?? null}
        label="The hopper on its lane"
        onPush={session?.push ?? null}
        onViewer={onViewer}
      />
      {session !== null && <DriveOverlay session={session} settings={settings} dataset={dataset} />}
    </div>
  );
}

function DriveOverlay({
  session,
  settings,
  dataset,
}: {
  readonly session: DriveSession;
  readonly settings: Settings;
  readonly dataset: string;
}): JSX.Element {
  const state = useStore(session.store);
  const { recorder, device } = state;
  const between = recorder.phase === "idle" || recorder.phase === "review" || recorder.phase === "failed";
  const trigger = device.kind === "pad" ? buttonGlyph(padFamily(device.pad.id), 7) : "Space";
  return (
    <div
      className={hud.overlay}
      data-testid="drive-screen"
      data-phase={recorder.phase}
      data-device={device.kind}
      data-worker={state.worker}
      data-kept={state.kept}
      data-written={state.written}
    >
      <div className={hud.status}>
        <RecordingStatus state={state} readFrame={session.readFrame} episodeSeconds={settings.episodeSeconds} />
        <DatasetPicker dataset={dataset} disabled={!between} />
      </div>
      <div className={hud.tools}>
        <DriveTools
          device={device}
          timeScale={state.timeScale}
          onTimeScale={session.setTimeScale}
          onCommand={session.command}
        />
        <TickHealth readFrame={session.readFrame} sharedMemory={state.sharedMemory} />
      </div>
      <div className={hud.centre}>
        <CentreStage
          state={state}
          onCommand={session.command}
          onRestart={session.restart}
          onDismissProblem={session.dismissProblem}
        />
      </div>
      <div className={hud.gauges}>
        <Gauges readFrame={session.readFrame} />
      </div>
      <div className={hud.bar}>
        {recorder.phase === "idle" && state.kept === 0 && <DriveHint device={device} />}
        <RecorderBar state={state} onCommand={session.command} />
      </div>
      <div className={hud.stick}>
        <StickGhost stick={session.stick} deadZone={settings.deadZone} trigger={trigger} />
      </div>
      <HelpOverlay device={device} opened={state.helpOpen} onClose={() => session.command("help")} />
      <VisuallyHidden role="status" aria-live="polite" data-testid="announcer">
        {state.said}
      </VisuallyHidden>
    </div>
  );
}
