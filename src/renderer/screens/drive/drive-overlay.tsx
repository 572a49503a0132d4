import { VisuallyHidden } from "@mantine/core";
import { useCallback, useEffect } from "react";
import type { JSX } from "react";
import { LEFT_TRIGGER, RIGHT_TRIGGER } from "../../../shared/control/pad-sample.ts";
import { isCorrecting } from "../../../shared/record/takeover-table.ts";
import type { Settings } from "../../../shared/ipc/settings.ts";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import { isBetween, isRewinding } from "../../drive/phases.ts";
import { NO_DEVICE } from "../../drive/session/refusals.ts";
import { endsHere } from "../../drive/rewind-view.ts";
import { useDatasets } from "../../state/app-state-context.tsx";
import { CentreStage } from "./centre-stage.tsx";
import { DatasetPicker } from "./dataset-picker.tsx";
import { DriveHint, NoDeviceHint, PolicyHint } from "./drive-hint.tsx";
import { DriveTools } from "./drive-tools.tsx";
import { EpisodeCaption } from "./episode-caption.tsx";
import { FirstRunGuide } from "./first-run/first-run-guide.tsx";
import { HelpOverlay } from "./help/help-overlay.tsx";
import { HostNote } from "./host-note.tsx";
import hud from "./hud.module.css";
import { FreeFallNote } from "./hud/free-fall-note.tsx";
import { Gauges } from "./hud/gauges.tsx";
import { HolderPill } from "./hud/holder-pill.tsx";
import { RecordingStatus } from "./hud/recording-status.tsx";
import { StickGhost } from "./hud/stick-ghost.tsx";
import { TickHealth } from "./hud/tick-health.tsx";
import { DriverPicker } from "./options/driver-picker.tsx";
import { LevelPicker } from "./options/level-picker.tsx";
import { SessionOptions } from "./options/session-options.tsx";
import { useChangeSettings } from "./options/use-change-settings.ts";
import type { Driver } from "./options/use-driver.ts";
import { useLevelPace } from "./options/use-level-pace.ts";
import { QuickMenu } from "./quick-menu/quick-menu.tsx";
import { QuickMenuButton } from "./quick-menu/quick-menu-button.tsx";
import { RecorderBar } from "./recorder-bar.tsx";
import { ReviewCard } from "./review/review-card.tsx";
import { TargetReached } from "./target/target-reached.tsx";
import { isReached } from "./target/target.ts";
import type { Target } from "./target/target.ts";
import { RewindPanel } from "./rewind/rewind-panel.tsx";
import { useDriftNotice } from "./use-drift-notice.tsx";
import type { ShownFall } from "./use-fall-replay.ts";
import { useShownState, useWrittenMark } from "./use-shown-state.ts";

interface DriveOverlayProps {
  readonly session: DriveSession;
  readonly settings: Settings;
  readonly settled: boolean;
  readonly dataset: string;
  readonly target: Target;
  readonly driver: Driver;
  /** the end of the episode under review, where it fell */
  readonly fall: ShownFall;
  /** CSS pixels that the card takes of the scene's right; 0 without one */
  readonly onCardRoom: (width: number) => void;
}

/** The triggers' names where there is no pad. */
const KEYBOARD_TRIGGERS = ["F", "Space"] as const;

/** Instruments and controls over the scene. */
export function DriveOverlay({
  session,
  settings,
  settled,
  dataset,
  target,
  driver,
  fall,
  onCardRoom,
}: DriveOverlayProps): JSX.Element {
  const state = useShownState(session.store);
  const marked = useWrittenMark(session.store);
  const change = useChangeSettings();
  const loading = useDatasets(({ list }) => list.status === "loading");
  const { recorder, device, takeover, rewind, marks } = state;
  const { phase } = recorder;
  const { level, deadZone, expo } = settings;
  const between = isBetween(phase);
  useDriftNotice(session.pad, device, deadZone);
  // A policy drives at life's pace, whatever the level of whoever takes over.
  useLevelPace(session, driver.policy === null ? level : "cruise", settled);
  const rewinding = isRewinding(phase);
  const guided = settled && !settings.seenDriveGuide && phase === "idle" && level === "cruise" && takeover === null;
  /** what is missing is a hint, not an error */
  const asksForDevice = state.problem === NO_DEVICE && phase === "idle";
  const hinted = !guided && !asksForDevice && phase === "idle" && state.kept === 0;
  const labels = device.kind === "pad" ? device.pad.labels.buttons : [];
  const [left, right] = KEYBOARD_TRIGGERS;
  const triggers = [labels[LEFT_TRIGGER] ?? left, labels[RIGHT_TRIGGER] ?? right] as const;
  const skipGuide = useCallback(() => change({ seenDriveGuide: true }), [change]);
  const firstRecorded = settled && !settings.seenDriveGuide && phase === "recording";
  useEffect(() => {
    if (firstRecorded) change({ seenDriveGuide: true });
  }, [firstRecorded, change]);
  return (
    <div
      ref={marked}
      className={hud.overlay}
      data-testid="drive-screen"
      data-phase={phase}
      data-device={device.kind}
      data-worker={state.worker}
      data-kept={state.kept}
      data-takeover={takeover ?? "none"}
      data-why={recorder.why ?? ""}
      data-rewind={rewind?.step ?? ""}
      data-marks={marks.success === null ? "none" : marks.success ? "success" : "failure"}
      data-rating={marks.rating ?? ""}
      data-time-scale={state.timeScale}
      data-level={level}
      data-noise={settings.noise}
      data-countdown={settings.countdownSeconds}
      data-dataset={dataset}
      data-rewinding={rewinding}
    >
      {phase === "recording" && <div className={hud.frame} aria-hidden="true" />}
      <div className={hud.status}>
        <div className={hud.row}>
          <RecordingStatus
            state={state}
            level={level}
            readFrame={session.readFrame}
            episodeSeconds={settings.episodeSeconds}
          />
          {takeover !== null && driver.policy !== null && phase !== "review" && (
            <HolderPill
              takeover={takeover}
              changing={state.changing}
              policy={driver.policy.name}
              device={device}
              onCommand={session.command}
            />
          )}
        </div>
        {between ? (
          <div className={`${hud.row} ${hud.choices}`}>
            <DatasetPicker dataset={dataset} target={settings.targetEpisodes} />
            <LevelPicker level={level} keyboard={device.kind === "keyboard"} />
            <DriverPicker driver={driver} />
            <SessionOptions settings={settings} />
            <QuickMenuButton device={device} onCommand={session.command} />
          </div>
        ) : (
          <div className={hud.row}>
            <EpisodeCaption
              settings={settings}
              dataset={dataset}
              target={target}
              policy={driver.policy?.name ?? null}
            />
          </div>
        )}
      </div>
      <div className={hud.tools}>
        <DriveTools
          device={device}
          timeScale={state.timeScale}
          readFrame={session.readFrame}
          onTimeScale={session.setTimeScale}
          onCommand={session.command}
        />
        {phase !== "review" && <TickHealth readFrame={session.readFrame} sharedMemory={state.sharedMemory} />}
        <FreeFallNote free={phase === "idle"} chosen={state.timeScale} readFrame={session.readFrame} />
        {state.hostLost && phase !== "paused" && phase !== "failed" && <HostNote />}
      </div>
      <div className={hud.centre}>
        {asksForDevice && <NoDeviceHint />}
        <CentreStage
          state={state.problem === NO_DEVICE ? { ...state, problem: null } : state}
          readFrame={session.readFrame}
          countdownSeconds={settings.countdownSeconds}
          offer={session.offer}
          onCommand={session.command}
          onRestart={session.restart}
          onDismissProblem={session.dismissProblem}
        />
      </div>
      {phase === "review" && state.review !== null && (
        <div className={hud.side}>
          <ReviewCard
            key={state.review.episode}
            review={state.review}
            state={state}
            level={level}
            fall={fall}
            end={session.trace.at(state.review.outcome.steps)}
            target={target}
            onRoom={onCardRoom}
            onCommand={session.command}
            onMark={session.mark}
          />
        </div>
      )}
      {phase !== "review" && (
        <div className={hud.bottom}>
          <div className={hud.gauges}>
            <Gauges readFrame={session.readFrame} ready={state.worker === "ready"} />
          </div>
          <div className={hud.bar}>
            {rewinding && rewind !== null && (
              <RewindPanel session={session} rewind={rewind} device={device} over={endsHere(state)} />
            )}
            {phase === "idle" && state.kept > 0 && isReached(target) && (
              <TargetReached
                target={target}
                dataset={dataset}
                device={device}
                offer={session.offer}
                onTarget={(targetEpisodes) => change({ targetEpisodes })}
              />
            )}
            <RecorderBar state={state} beside={level} loading={loading} onCommand={session.command} />
          </div>
          <div className={hud.stick}>
            {guided && <FirstRunGuide device={device} pad={session.pad} offer={session.offer} onSkip={skipGuide} />}
            {hinted && takeover === "autonomous" && <PolicyHint device={device} />}
            {hinted && takeover !== "autonomous" && <DriveHint device={device} level={level} />}
            {!rewinding && (
              <StickGhost
                pad={session.pad}
                level={level}
                sticks={{ deadZone, expo }}
                triggers={triggers}
                heard={takeover === null || isCorrecting(takeover)}
              />
            )}
          </div>
        </div>
      )}
      <QuickMenu state={state} settings={settings} dataset={dataset} driver={driver} onCommand={session.command} />
      <HelpOverlay device={device} level={level} opened={state.helpOpen} onClose={() => session.command("help")} />
      <VisuallyHidden role="status" aria-live="polite" data-testid="announcer">
        {state.said}
      </VisuallyHidden>
    </div>
  );
}
