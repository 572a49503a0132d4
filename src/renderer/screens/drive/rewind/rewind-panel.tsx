import { useCallback, useMemo } from "react";
import type { JSX } from "react";
import { STEP_RATE } from "../../../../shared/base/specs.ts";
import { LEFT_TRIGGER, RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { DriveSession } from "../../../drive/create-drive-session.ts";
import type { RewindView } from "../../../drive/drive-state.ts";
import type { InputDevice } from "../../../input/input-source.ts";
import { CommandButton } from "../command-button.tsx";
import hud from "../hud.module.css";
import classes from "./rewind-panel.module.css";
import { TraceCurve } from "./trace-curve.tsx";

interface RewindPanelProps {
  readonly session: Pick<DriveSession, "look" | "command" | "trace">;
  readonly rewind: RewindView;
  readonly device: InputDevice;
  /** nothing can follow the moment looked at */
  readonly over: boolean;
}

const POINTS = 240;

/** Back through the kept steps, to the moment to go on from. */
export function RewindPanel({ session, rewind, device, over }: RewindPanelProps): JSX.Element {
  const { step, oldest, newest } = rewind;
  const before = (newest - step) / STEP_RATE;
  const curves = useMemo(() => session.trace.read(oldest, newest, POINTS), [session, oldest, newest]);
  const share = newest === oldest ? 1 : (step - oldest) / (newest - oldest);
  const take = useCallback((value: string) => session.look(Number(value)), [session]);
  return (
    <section className={`${hud.panel} ${classes.panel}`} aria-label="Rewind" data-testid="rewind">
      <div className={classes.head}>
        <strong data-testid="rewind-before">
          {step === newest ? "The latest moment" : `${before.toFixed(2)} s before the end`}
        </strong>
        <span className={classes.dim}>
          at {(step / STEP_RATE).toFixed(2)} of {(newest / STEP_RATE).toFixed(2)} s · {scrubHint(device)}
        </span>
      </div>
      <div className={classes.timeline}>
        <div className={classes.legend} aria-hidden="true">
          <span data-curve="height">Height</span>
          <span data-curve="pitch">Lean, within its limit</span>
          {oldest > 0 && <span>Steps before {(oldest / STEP_RATE).toFixed(0)} s are no longer kept</span>}
        </div>
        <TraceCurve height={curves.height} pitch={curves.pitch} />
        <i className={classes.past} style={{ width: `${share * 100}%` }} aria-hidden="true" />
        <i className={classes.cursor} style={{ left: `${share * 100}%` }} aria-hidden="true" />
        <input
          type="range"
          className={classes.range}
          aria-label="Moment to go on from"
          aria-valuetext={`${before.toFixed(2)} seconds before the end`}
          data-testid="rewind-range"
          min={oldest}
          max={newest}
          step={1}
          value={step}
          onChange={(event) => take(event.currentTarget.value)}
          // The keyboard goes back to its commands.
          onPointerUp={(event) => event.currentTarget.blur()}
        />
      </div>
      <div className={classes.actions}>
        <CommandButton command="keep" device={device} onCommand={session.command} disabled={over}>
          Continue from here
        </CommandButton>
        <CommandButton command="discard" device={device} onCommand={session.command} variant="default">
          Back
        </CommandButton>
        <p className={classes.dim}>
          {over
            ? "The episode ended here. Go back to a moment before."
            : "What comes after this moment is kept as an abandoned branch: stored and linked, but not trained on."}
        </p>
      </div>
    </section>
  );
}

function scrubHint(device: InputDevice): string {
  if (device.kind !== "pad") return "← and →, or drag";
  const { buttons, axes } = device.pad.labels;
  const [back, forward] = [buttons[LEFT_TRIGGER], buttons[RIGHT_TRIGGER]];
  const stick = (axes[0] ?? "left stick").replace(" ↔", "").toLowerCase();
  return typeof back === "string" && typeof forward === "string"
    ? `${back} back, ${forward} forward, or the ${stick}`
    : `the ${stick}, or drag`;
}
