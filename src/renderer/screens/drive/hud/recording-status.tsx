import type { JSX } from "react";
import { STEP_SECONDS } from "../../../../shared/base/specs.ts";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { RecorderPhase } from "../../../../shared/record/recorder-table.ts";
import type { DriveState } from "../../../drive/drive-state.ts";
import { FRAME } from "../../../drive/records.ts";
import hud from "../hud.module.css";
import { MarkBadge } from "../mark-control.tsx";
import { paceOf } from "../options/use-level-pace.ts";
import { formatFigure } from "../../../components/format.ts";
import classes from "./recording-status.module.css";
import { Survived } from "./survived.tsx";
import { useFrame } from "./use-frame.ts";

const WORDS: Readonly<Record<RecorderPhase, string>> = {
  idle: "Free driving",
  countdown: "Get ready",
  recording: "Recording",
  paused: "Paused",
  branching: "Rewinding",
  "branching-back": "Rewinding",
  rewinding: "Rewinding",
  "looking-back": "Looking back",
  resuming: "Going on",
  finishing: "Saving",
  discarding: "Discarding",
  redoing: "Discarding",
  review: "Saved",
  failed: "Stopped",
};

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - minutes * 60).toFixed(1).padStart(4, "0")}`;
}

interface RecordingStatusProps {
  readonly state: DriveState;
  readonly level: DriveLevel;
  readonly readFrame: (out: Float64Array) => boolean;
  /** 0 is endless */
  readonly episodeSeconds: number;
}

/** The recording light, the episode's clock and its running return; a line on the upper edge tells how much time is left. */
export function RecordingStatus({ state, level, readFrame, episodeSeconds }: RecordingStatusProps): JSX.Element {
  const frame = useFrame(readFrame);
  const { phase } = state.recorder;
  const open = phase !== "idle" && phase !== "failed";
  const seconds = (frame[FRAME.steps] ?? 0) * STEP_SECONDS;
  return (
    <>
      {open && episodeSeconds > 0 && (
        <div className={hud.progress} style={{ width: `${Math.min(1, seconds / episodeSeconds) * 100}%` }} />
      )}
      <div className={`${hud.panel} ${classes.status}`} data-phase={phase}>
        <span
          className={classes.light}
          data-testid="recording-light"
          data-on={phase === "recording"}
          aria-hidden="true"
        />
        <span className={classes.word}>
          {state.worker === "starting" && phase === "idle" ? "Starting" : WORDS[phase]}
        </span>
        {phase === "idle" && paceOf(level) < 1 && <Survived readFrame={readFrame} />}
        {open && (
          <>
            <span className={classes.clock} role="timer" aria-label="Simulated time" data-testid="episode-clock">
              {clock(seconds)}
              {episodeSeconds > 0 && <small> / {clock(episodeSeconds)}</small>}
            </span>
            <span className={classes.figure}>
              {formatFigure(frame[FRAME.x] ?? 0, 1)}
              <small> m</small>
            </span>
            <span className={classes.figure} title="Return so far">
              {(frame[FRAME.return] ?? 0).toFixed(0)}
              <small> return</small>
            </span>
            {phase !== "review" && <MarkBadge marks={state.marks} />}
          </>
        )}
      </div>
    </>
  );
}
