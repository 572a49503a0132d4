import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import type { RecorderPhase } from "../../../../shared/record/recorder-table.ts";
import type { DriveState } from "../../../drive/drive-state.ts";
import hud from "../hud.module.css";
import { MarkBadge } from "../mark-control.tsx";
import { paceOf } from "../options/use-level-pace.ts";
import { EpisodeFigures, EpisodeProgress } from "./episode-figures.tsx";
import { RecordingLight } from "./recording-light.tsx";
import classes from "./recording-status.module.css";
import { Survived } from "./survived.tsx";

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

interface RecordingStatusProps {
  readonly state: DriveState;
  readonly level: DriveLevel;
  readonly readFrame: (out: Float64Array) => boolean;
  /** 0 is endless */
  readonly episodeSeconds: number;
}

/** The recording light, the episode's clock and its running return; a line on the upper edge tells how much time is left. */
export function RecordingStatus({ state, level, readFrame, episodeSeconds }: RecordingStatusProps): JSX.Element {
  const { phase } = state.recorder;
  const open = phase !== "idle" && phase !== "failed";
  return (
    <>
      {open && episodeSeconds > 0 && <EpisodeProgress readFrame={readFrame} episodeSeconds={episodeSeconds} />}
      <div className={`${hud.panel} ${classes.status}`} data-phase={phase}>
        <RecordingLight on={phase === "recording"} />
        <span className={classes.word}>
          {state.worker === "starting" && phase === "idle" ? "Starting" : WORDS[phase]}
        </span>
        {phase === "idle" && paceOf(level) < 1 && <Survived readFrame={readFrame} />}
        {open && (
          <>
            <EpisodeFigures readFrame={readFrame} episodeSeconds={episodeSeconds} />
            {phase !== "review" && <MarkBadge marks={state.marks} />}
          </>
        )}
      </div>
    </>
  );
}
