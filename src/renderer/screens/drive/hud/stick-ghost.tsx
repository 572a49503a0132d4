import { useCallback, useEffect, useRef } from "react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { LEFT_TRIGGER, readPad, RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { PadSample, StickOptions } from "../../../../shared/control/pad-sample.ts";
import hud from "../hud.module.css";
import { LEVEL_GUIDES } from "../level-guide.ts";
import type { Control } from "../level-guide.ts";
import { readSticks } from "../stick-readout.ts";
import type { StickReadout } from "../stick-readout.ts";
import classes from "./stick-ghost.module.css";
import { usePoll } from "./use-poll.ts";

interface StickGhostProps {
  readonly pad: PadSample;
  readonly level: DriveLevel;
  readonly sticks: StickOptions;
  /** what is printed on the triggers, left and right */
  readonly triggers: readonly [string, string];
  /** false while a policy holds: then nobody listens to the sticks */
  readonly heard: boolean;
}

const RADIUS = 28;
/** readings per second: as fast as numbers can be read */
const RATE = 8;

/** What the thumbs do and what that asks for at the level: only what the level listens to is shown. */
export function StickGhost({ pad, level, sticks, triggers, heard }: StickGhostProps): JSX.Element {
  const { controls } = LEVEL_GUIDES[level];
  const { deadZone, expo } = sticks;
  const read = useCallback(
    () => JSON.stringify(readSticks(level, pad, { deadZone, expo })),
    [level, pad, deadZone, expo],
  );
  const readout = JSON.parse(usePoll(read, RATE)) as StickReadout;
  const common = { pad, controls, readout, deadZone };
  const right = controls["right-x"] !== undefined || controls["right-y"] !== undefined;
  return (
    <div
      className={`${hud.panel} ${classes.ghost}`}
      role="group"
      aria-label="What the sticks ask for"
      data-testid="stick-ghost"
      data-level={level}
      data-heard={heard}
    >
      <div className={classes.side}>
        {controls["left-trigger"] !== undefined && (
          <Trigger {...common} button={LEFT_TRIGGER} control="left-trigger" glyph={triggers[0]} />
        )}
        <Stick {...common} first={0} x="left-x" y="left-y" />
      </div>
      {(right || controls["right-trigger"] !== undefined) && (
        <div className={classes.side}>
          {right && <Stick {...common} first={2} x="right-x" y="right-y" />}
          {controls["right-trigger"] !== undefined && (
            <Trigger {...common} button={RIGHT_TRIGGER} control="right-trigger" glyph={triggers[1]} />
          )}
        </div>
      )}
    </div>
  );
}

interface PartProps {
  readonly pad: PadSample;
  readonly controls: Readonly<Partial<Record<Control, string>>>;
  readonly readout: StickReadout;
  readonly deadZone: number;
}

/** Calls `draw` before every display frame, without React. */
function useEveryFrame(draw: () => void): void {
  useEffect(() => {
    let request = 0;
    const follow = (): void => {
      request = requestAnimationFrame(follow);
      draw();
    };
    follow();
    return () => cancelAnimationFrame(request);
  }, [draw]);
}

function Stick({
  pad,
  controls,
  readout,
  deadZone,
  first,
  x,
  y,
}: PartProps & { readonly first: 0 | 2; readonly x: Control; readonly y: Control }): JSX.Element {
  const knob = useRef<SVGCircleElement>(null);
  const shown = useRef("");
  const draw = useCallback(() => {
    const place = `translate(${(readPad(pad.axes, first) * RADIUS).toFixed(1)} ${(readPad(pad.axes, first + 1) * RADIUS).toFixed(1)})`;
    if (place === shown.current) return;
    shown.current = place;
    knob.current?.setAttribute("transform", place);
  }, [pad, first]);
  useEveryFrame(draw);
  return (
    <div className={classes.pad}>
      <svg width="76" height="76" viewBox="-38 -38 76 76" aria-hidden="true">
        <circle r={RADIUS + 8} className={classes.well} />
        <circle r={Math.max(2, deadZone * RADIUS)} className={classes.dead} />
        {controls[x] !== undefined && <line x1={-RADIUS} x2={RADIUS} className={classes.axis} />}
        {controls[y] !== undefined && <line y1={-RADIUS} y2={RADIUS} className={classes.axis} />}
        <circle ref={knob} r="8" className={classes.knob} />
      </svg>
      <dl className={classes.readings} data-wide={readout[x]?.includes("of") === true}>
        {[x, y].map(
          (control) =>
            controls[control] !== undefined && (
              <div key={control}>
                <dt>{controls[control]}</dt>
                <dd>{readout[control]}</dd>
              </div>
            ),
        )}
      </dl>
    </div>
  );
}

function Trigger({
  pad,
  controls,
  readout,
  button,
  control,
  glyph,
}: PartProps & { readonly button: number; readonly control: Control; readonly glyph: string }): JSX.Element {
  const fill = useRef<HTMLDivElement>(null);
  const shown = useRef("");
  const draw = useCallback(() => {
    const height = `${(readPad(pad.buttons, button) * 100).toFixed(0)}%`;
    if (height === shown.current) return;
    shown.current = height;
    if (fill.current !== null) fill.current.style.height = height;
  }, [pad, button]);
  useEveryFrame(draw);
  return (
    <div className={classes.trigger}>
      <b>{glyph}</b>
      <div className={classes.slot}>
        <div ref={fill} className={classes.fill} />
      </div>
      <span>{controls[control]}</span>
      <b>{readout[control]}</b>
    </div>
  );
}
