import { useCallback } from "react";
import type { JSX } from "react";
import type { DriveSession } from "../../drive/create-drive-session.ts";
import type { DriveState } from "../../drive/drive-state.ts";
import { FRAME } from "../../drive/records.ts";
import { HOST_GONE } from "../../drive/session/refusals.ts";
import classes from "./centre-stage.module.css";
import { commandGlyph } from "./command-button.tsx";
import hud from "./hud.module.css";
import { usePoll } from "./hud/use-poll.ts";

interface PauseNoteProps {
  readonly state: DriveState;
  readonly readFrame: DriveSession["readFrame"];
  /** before it goes on */
  readonly countdownSeconds: number;
}

/** Why the recording rests, whether that is over, and that nothing is lost. */
export function PauseNote({ state, readFrame, countdownSeconds }: PauseNoteProps): JSX.Element {
  const { recorder, device, takeover, hostLost, written } = state;
  const read = useCallback(() => stepsOf(readFrame), [readFrame]);
  const steps = usePoll(read, 4);
  const waiting = Math.max(0, steps - written);
  const mended = whatMended(state);
  return (
    <div className={`${hud.panel} ${classes.paused} ${classes.ahead}`} data-testid="paused">
      <strong>Paused</strong>
      {recorder.why !== null && <span>{recorder.why}</span>}
      {device.kind === "none" && takeover === null && (
        <span>Plug it in again, or press an arrow key to go on by keyboard.</span>
      )}
      {(mended !== null || (recorder.why === null && device.kind !== "none")) && (
        <span data-testid="mended">
          {mended} <kbd>{commandGlyph("pause", device)}</kbd> goes on.
        </span>
      )}
      {hostLost ? (
        <span className={classes.dim}>
          {waiting > 0
            ? `The last ${waiting} of ${steps} steps wait in this page; they are tried again for some seconds.`
            : "Every step is on the disk."}
        </span>
      ) : (
        <span className={classes.dim}>
          What is recorded so far is safe.
          {countdownSeconds > 0 && ` Going on starts with a countdown of ${countdownSeconds} s.`}
        </span>
      )}
    </div>
  );
}

/** That what it paused for is over; null while it is not, or where the operator paused. */
export function whatMended({ recorder, device, absence, hostLost }: DriveState): string | null {
  if (recorder.why === null || absence !== null || hostLost || device.kind === "none") return null;
  if (recorder.why === HOST_GONE) return "It answers again:";
  if (recorder.why.startsWith("The gamepad")) return device.kind === "pad" ? "It is back:" : "The keyboard drives now:";
  return /^The (window|page was)/.test(recorder.why) ? "You are back:" : null;
}

/** Steps of the episode in hand; the last may come a moment after the pause. */
function stepsOf(readFrame: DriveSession["readFrame"]): number {
  const frame = new Float64Array(FRAME.size);
  return readFrame(frame) ? (frame[FRAME.steps] ?? 0) : 0;
}
