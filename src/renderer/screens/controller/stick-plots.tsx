import { useCallback, useRef } from "react";
import type { JSX } from "react";
import type { MappedPad, PadProfile } from "../../../shared/control/pad-profile.ts";
import { shapeStick } from "../../../shared/control/pad-sample.ts";
import type { PadMonitor } from "../../input/pad-monitor.ts";
import classes from "./stick-plots.module.css";
import { useMappedPad } from "./use-mapped-pad.ts";

interface StickPlotsProps {
  readonly monitor: PadMonitor;
  readonly profile: PadProfile;
}

const R = 56;
const SIZE = 120;
const POINTS = 60;

/** Response from rest to full travel. */
function curvePath(profile: PadProfile): string {
  const out = { x: 0, y: 0 };
  return Array.from({ length: POINTS + 1 }, (_item, index) => {
    const travel = index / POINTS;
    shapeStick(travel, 0, profile, out);
    return `${index === 0 ? "M" : "L"}${(travel * SIZE).toFixed(1)} ${(SIZE - out.x * SIZE).toFixed(1)}`;
  }).join("");
}

/** Both sticks, raw and as they are understood, and the curve between the two, live. */
export function StickPlots({ monitor, profile }: StickPlotsProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const { deadZone, expo } = profile;
  const draw = useCallback(
    (pad: MappedPad) => {
      const shaped = { x: 0, y: 0 };
      for (const stick of [0, 1] as const) {
        const [x, y] = [pad.axes[stick * 2] ?? 0, pad.axes[stick * 2 + 1] ?? 0];
        shapeStick(x, y, { deadZone, expo }, shaped);
        const move = (name: string, dx: number, dy: number): void =>
          root.current
            ?.querySelector(`[data-dot="${name}-${stick}"]`)
            ?.setAttribute("transform", `translate(${dx.toFixed(1)} ${dy.toFixed(1)})`);
        move("raw", x * R, y * R);
        move("shaped", shaped.x * R, shaped.y * R);
        const length = Math.min(1, Math.hypot(x, y));
        move("curve", length * SIZE, SIZE - Math.min(1, Math.hypot(shaped.x, shaped.y)) * SIZE);
      }
    },
    [deadZone, expo],
  );
  useMappedPad(monitor, profile, draw);
  return (
    <div ref={root} className={classes.plots}>
      {(["Left stick", "Right stick"] as const).map((name, stick) => (
        <figure key={name} className={classes.figure}>
          <svg viewBox="-64 -64 128 128" className={classes.plot} role="img" aria-label={`${name}, live`}>
            <circle r={R} className={classes.well} />
            <path d={`M-${R} 0H${R}M0 -${R}V${R}`} className={classes.grid} />
            <circle r={Math.max(1, deadZone * R)} className={classes.dead} />
            <circle r="5" data-dot={`raw-${stick}`} className={classes.raw} />
            <circle r="5" data-dot={`shaped-${stick}`} className={classes.shaped} />
          </svg>
          <figcaption>{name}</figcaption>
        </figure>
      ))}
      <figure className={classes.figure}>
        <svg viewBox="-4 -4 128 128" className={classes.plot} role="img" aria-label="Response curve, live">
          <rect width={SIZE} height={SIZE} rx="4" className={classes.well} />
          <path d={`M0 ${SIZE}L${SIZE} 0`} className={classes.grid} />
          <path d={curvePath(profile)} className={classes.curve} />
          <circle r="4.5" data-dot="curve-0" className={classes.shaped} />
          <circle r="4.5" data-dot="curve-1" className={classes.shaped} />
        </svg>
        <figcaption>Response</figcaption>
      </figure>
    </div>
  );
}
