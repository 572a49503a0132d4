import { useCallback, useRef } from "react";
import type { JSX } from "react";
import type { DriveLevel } from "../../../../shared/control/levels.ts";
import { LEFT_TRIGGER, readPad, RIGHT_TRIGGER } from "../../../../shared/control/pad-sample.ts";
import type { PadSample, StickOptions } from "../../../../shared/control/pad-sample.ts";
import hud from "../hud.module.css";
import { LEVEL_GUIDES } from "../level-guide.ts";
import type { Control } from "../level-guide.ts";
import { readSticks } from "../stick-readout.ts";
import type { StickReadout } from "../stick-readout.ts";
import { BEATS } from "./beat.ts";
import classes from "./stick-ghost.module.css";
import { useBeat } from "./use-beat.ts";
import { writeAttribute, writeStyle, writeText } from "./write-node.ts";

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
  const read = useCallback(() => readSticks(level, pad, { deadZone, expo }), [level, pad, deadZone, expo]);
  const common = { pad, controls, read, deadZone };
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
  /** what each control asks for now; stable */
  readonly read: () => StickReadout;
  readonly deadZone: number;
}

/** What one control asks for, in words. */
function Readout({ read, control }: Pick<PartProps, "read"> & { readonly control: Control }): JSX.Element {
  const text = useRef<HTMLSpanElement>(null);
  const draw = useCallback(() => writeText(text.current, read()[control] ?? ""), [read, control]);
  useBeat(draw, RATE);
  return <span ref={text} />;
}

function Stick({
  pad,
  controls,
  read,
  deadZone,
  first,
  x,
  y,
}: PartProps & { readonly first: 0 | 2; readonly x: Control; readonly y: Control }): JSX.Element {
  const knob = useRef<SVGCircleElement>(null);
  const draw = useCallback(() => {
    const [right, down] = [readPad(pad.axes, first) * RADIUS, readPad(pad.axes, first + 1) * RADIUS];
    writeAttribute(knob.current, "transform", `translate(${right.toFixed(1)} ${down.toFixed(1)})`);
  }, [pad, first]);
  useBeat(draw, BEATS);
  return (
    <div className={classes.pad}>
      <svg width="76" height="76" viewBox="-38 -38 76 76" aria-hidden="true">
        <circle r={RADIUS + 8} className={classes.well} />
        <circle r={Math.max(2, deadZone * RADIUS)} className={classes.dead} />
        {controls[x] !== undefined && <line x1={-RADIUS} x2={RADIUS} className={classes.axis} />}
        {controls[y] !== undefined && <line y1={-RADIUS} y2={RADIUS} className={classes.axis} />}
        <circle ref={knob} r="8" className={classes.knob} />
      </svg>
      <dl className={classes.readings} data-wide={read()[x]?.includes("of") === true}>
        {[x, y].map(
          (control) =>
            controls[control] !== undefined && (
              <div key={control}>
                <dt>{controls[control]}</dt>
                <dd>
                  <Readout read={read} control={control} />
                </dd>
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
  read,
  button,
  control,
  glyph,
}: PartProps & { readonly button: number; readonly control: Control; readonly glyph: string }): JSX.Element {
  const fill = useRef<HTMLDivElement>(null);
  const draw = useCallback(
    () =>
      writeStyle(fill.current, "transform", `translateY(${(100 - readPad(pad.buttons, button) * 100).toFixed(0)}%)`),
    [pad, button],
  );
  useBeat(draw, BEATS);
  return (
    <div className={classes.trigger}>
      <b>{glyph}</b>
      <div className={classes.slot}>
        <div ref={fill} className={classes.fill} />
      </div>
      <span>{controls[control]}</span>
      <b>
        <Readout read={read} control={control} />
      </b>
    </div>
  );
}
