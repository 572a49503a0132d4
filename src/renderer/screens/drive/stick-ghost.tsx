import { useEffect, useRef } from "react";
import type { JSX } from "react";
import hud from "./hud.module.css";
import classes from "./stick-ghost.module.css";

interface StickGhostProps {
  readonly stick: Readonly<{ x: number; y: number; trigger: number }>;
  readonly deadZone: number;
  readonly trigger: string;
}

const RADIUS = 34;

/** What the thumb does: the left stick in its dead zone, and the trigger. Moved without React, with every display frame. */
export function StickGhost({ stick, deadZone, trigger }: StickGhostProps): JSX.Element {
  const knob = useRef<SVGCircleElement>(null);
  const fill = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let request = 0;
    let shown = "";
    const follow = (): void => {
      request = requestAnimationFrame(follow);
      const place = `translate(${(stick.x * RADIUS).toFixed(1)} ${(stick.y * RADIUS).toFixed(1)})`;
      const height = `${(stick.trigger * 100).toFixed(0)}%`;
      if (place + height === shown) return;
      shown = place + height;
      knob.current?.setAttribute("transform", place);
      if (fill.current !== null) fill.current.style.height = height;
    };
    follow();
    return () => cancelAnimationFrame(request);
  }, [stick]);
  return (
    <div className={`${hud.panel} ${classes.ghost}`} aria-hidden="true">
      <svg width="92" height="92" viewBox="-46 -46 92 92">
        <circle r={RADIUS + 8} className={classes.well} />
        <circle r={Math.max(2, deadZone * RADIUS)} className={classes.dead} />
        <line x1={-RADIUS} x2={RADIUS} className={classes.axis} />
        <circle ref={knob} r="9" className={classes.knob} />
      </svg>
      <div className={classes.trigger}>
        <div className={classes.slot}>
          <div ref={fill} className={classes.fill} />
        </div>
        <span>{trigger}</span>
      </div>
    </div>
  );
}
